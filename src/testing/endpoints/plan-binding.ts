import { bindingAccount } from '../account/binding-account.ts';
import { failureAnswer } from '../failures/failure-answer.ts';
import { type GatewayState, nextId } from '../gateway/gateway-state.ts';
import { namedGateway } from '../gateway/open-gateway.ts';
import type { Plan, Step } from '../gateway/plan.ts';
import { gatewayOptionHeaders } from '../gateway/request-options.ts';
import type { Answer } from '../http/answer.ts';
import type { IncomingRequest } from '../http/incoming-request.ts';
import { asString, isObject, type JsonObject, member, parseJson } from '../http/json.ts';
import type { Route } from '../http/match-route.ts';
import { localGatewayDefaults } from '../local-gateway-defaults.ts';
import { type CatalogueCall, catalogueRun } from './catalogue-run.ts';
import { modelStep } from './model-step.ts';
import { isAnswer, type PlanResult } from './plan-result.ts';
import { universalPlan } from './plan-universal.ts';
import type { ReceivedRequest } from './received-request.ts';

type BindingRoute = Extract<Route, { endpoint: 'binding' }>;

/** Plans what the AI binding requests of its service, which accepts its calls without a token. */
export function planBinding(received: ReceivedRequest, { tail }: BindingRoute): PlanResult {
  const { state, incoming } = received;
  const listed = bindingAccount(received, tail);
  if (listed !== undefined) return listed;
  if (incoming.method !== 'POST') return failureAnswer('uri-not-served');
  if (tail === 'run' || tail === 'ai-gateway/run') return planRun(received);
  const id = /^ai-gateway\/universal\/run\/([^/]+)$/.exec(tail)?.[1];
  if (id === undefined) return failureAnswer('uri-not-served');
  const gateway = namedGateway(state, id);
  if (isAnswer(gateway)) return gateway;
  const plan = universalPlan(received, gateway);
  return isAnswer(plan) ? plan : { ...plan, endpoint: 'binding' };
}

/** `run` of the binding: a model of the catalogue, its inputs, and the gateway's options in the body. */
function planRun({ state, incoming, facts }: ReceivedRequest): PlanResult {
  const model = incoming.headers['cf-consn-model-id'] ?? '';
  const given = readRun(incoming);
  const options = member(given.options, 'gateway');
  const own = model.startsWith('@');
  // Without a gateway, a third party's model goes through the default one; Workers AI needs none.
  const id = asString(options.id) ?? (own ? undefined : localGatewayDefaults.gatewayId);
  facts.model = model;
  if (id !== undefined) facts.gatewayId = id;
  const gateway = id === undefined ? undefined : namedGateway(state, id);
  if (isAnswer(gateway)) return gateway;
  const headers = { ...withoutOptions(incoming.headers), ...gatewayOptionHeaders(options) };
  const contentType = incoming.headers['content-type'];
  const queued = given.options.queueRequest === true || given.options.queueRequest === 'true';
  const step = own
    ? modelStep({ ...given, model, headers, gateway, contentType, queued, envelope: false })
    : boundRun(state, { model, inputs: member(given, 'inputs'), headers, gateway, url: incoming.url });
  if (isAnswer(step)) return step;
  facts.upstream = step.upstream.name;
  const plan: Plan = { endpoint: 'binding', catalogue: true, steps: [step] };
  return gateway === undefined ? plan : { ...plan, gateway };
}

/** Streams of third parties can be resumed by the id of their run. */
function boundRun(state: GatewayState, call: CatalogueCall): Step | Answer {
  const planned = catalogueRun(state, call);
  if (isAnswer(planned)) return planned;
  const step: Step = { ...planned, runForm: true };
  if (step.kind === 'catalogue-media') return { ...step, envelope: 'state' };
  return call.inputs.stream === true ? { ...step, routeHeaders: { 'cf-aig-run-id': nextId(state) } } : step;
}

interface GivenRun {
  readonly inputs: unknown;
  /** Inputs next to a stream. */
  readonly query: JsonObject;
  readonly options: JsonObject;
}

/** Inputs with a stream are the body, and all else is in the query; without one, all of it is JSON. */
function readRun({ body, query }: IncomingRequest): GivenRun {
  const { userInputs, ...options } = Object.fromEntries(new URLSearchParams(query));
  if (userInputs === undefined)
    return { inputs: member(body, 'inputs'), query: {}, options: member(body, 'options') };
  const beside = parseJson(userInputs);
  return { inputs: body, query: isObject(beside) ? beside : {}, options };
}

/** The options of `run` stand in its body; headers of the gateway are not documented for it. */
function withoutOptions(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('cf-aig-')));
}
