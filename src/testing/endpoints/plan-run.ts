import { failureAnswer } from '../failures/failure-answer.ts';
import { namedGateway } from '../gateway/open-gateway.ts';
import type { OpenGateway, Plan, Step } from '../gateway/plan.ts';
import type { Answer } from '../http/answer.ts';
import type { IncomingRequest } from '../http/incoming-request.ts';
import { asString, isObject, member } from '../http/json.ts';
import { localGatewayDefaults } from '../local-gateway-defaults.ts';
import { workersAIUpstream } from '../upstreams/registry.ts';
import { catalogueRun } from './catalogue-run.ts';
import { modelStep, queryInputs } from './model-step.ts';
import { isAnswer, type PlanResult } from './plan-result.ts';
import type { ReceivedRequest } from './received-request.ts';

/** Plans `ai/run`, which names its model in the body, and `ai/run/{model}`, whose body is the model's input. */
export function planRun(received: ReceivedRequest, tail: string): PlanResult {
  const { incoming, facts } = received;
  const named = decodeURIComponent(tail.replace(/^ai\/run\/?/, ''));
  const { body } = incoming;
  const model = named === '' ? asString(isObject(body) ? body.model : undefined) : named;
  if (model === undefined)
    return failureAnswer(
      'run-invalid-input',
      'Model execution failed (User Input Error): Required value missing: model',
    );
  const own = model.startsWith('@');
  // Other models have no path of their own.
  if (named !== '' && !own) return failureAnswer('no-route-for-uri');
  facts.model = model;
  const gateway = gatewayOf(received, own);
  if (isAnswer(gateway)) return gateway;
  const step = own
    ? ownStep(incoming, model, named === '' ? member(body, 'input') : body, gateway)
    : restRun(received, model, gateway);
  if (isAnswer(step)) return step;
  facts.upstream = step.upstream.name;
  return plan(step, gateway);
}

/** Without the header, a model of Workers AI is called without a gateway, and any other one through the default. */
function gatewayOf(
  { state, incoming: { headers }, facts }: ReceivedRequest,
  own: boolean,
): OpenGateway | Answer | undefined {
  const id = headers['cf-aig-gateway-id'] ?? (own ? undefined : localGatewayDefaults.gatewayId);
  if (id === undefined) return undefined;
  facts.gatewayId = id;
  return namedGateway(state, id);
}

function ownStep(
  { headers, query }: IncomingRequest,
  model: string,
  inputs: unknown,
  gateway: OpenGateway | undefined,
): Step | Answer {
  const step = modelStep({
    model,
    inputs,
    query: queryInputs(query),
    contentType: headers['content-type'],
    queued: new URLSearchParams(query).get('queueRequest') === 'true',
    headers,
    gateway,
    envelope: true,
  });
  return workersAIUpstream.runModel?.(model) === undefined
    ? failureAnswer('workers-ai-no-such-model', `AiError: No such model ${model} or task`)
    : step;
}

function restRun(
  { state, incoming: { body, headers, url } }: ReceivedRequest,
  model: string,
  gateway: OpenGateway | undefined,
): Step | Answer {
  const step = catalogueRun(state, { model, inputs: member(body, 'input'), headers, gateway, url });
  return isAnswer(step) ? step : { ...step, envelope: 'run' };
}

function plan(step: Step, gateway: OpenGateway | undefined): Plan {
  return { endpoint: 'rest', catalogue: true, steps: [step], ...(gateway ? { gateway } : {}) };
}
