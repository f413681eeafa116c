import { bindingAccount } from '../account/binding-account.ts';
import { failureAnswer } from '../failures/failure-answer.ts';
import { refusalAnswer } from '../gateway/ask-upstream.ts';
import { type GatewayState, nextId } from '../gateway/gateway-state.ts';
import { namedGateway } from '../gateway/open-gateway.ts';
import type { OpenGateway, Plan, Step } from '../gateway/plan.ts';
import { gatewayOptionHeaders, readRequestOptions } from '../gateway/request-options.ts';
import type { Answer } from '../http/answer.ts';
import type { IncomingRequest } from '../http/incoming-request.ts';
import { asString, type JsonObject, member } from '../http/json.ts';
import type { Route } from '../http/match-route.ts';
import { localGatewayDefaults } from '../local-gateway-defaults.ts';
import { restUpstream, workersAIUpstream } from '../upstreams/registry.ts';
import type { Upstream } from '../upstreams/upstream.ts';
import { catalogueRefusal, tails } from './catalogue-schema.ts';
import { isAnswer, type PlanResult } from './plan-result.ts';
import { universalPlan } from './plan-universal.ts';
import type { RequestFacts } from './request-facts.ts';

type BindingRoute = Extract<Route, { endpoint: 'binding' }>;

/** Plans what the AI binding asks of its service, which takes its calls without a token. */
export function planBinding(
  state: GatewayState,
  incoming: IncomingRequest,
  { tail }: BindingRoute,
  facts: RequestFacts,
): PlanResult {
  const listed = bindingAccount(state, incoming, tail, facts);
  if (listed !== undefined) return listed;
  if (incoming.method !== 'POST') return failureAnswer('uri-not-served');
  if (tail === 'run' || tail === 'ai-gateway/run') return planRun(state, incoming, facts);
  const id = /^ai-gateway\/universal\/run\/([^/]+)$/.exec(tail)?.[1];
  if (id === undefined) return failureAnswer('uri-not-served');
  const gateway = namedGateway(state, id);
  if (isAnswer(gateway)) return gateway;
  const plan = universalPlan(state, gateway, incoming, facts);
  return isAnswer(plan) ? plan : { ...plan, endpoint: 'binding' };
}

/** `run` of the binding: a model of the catalogue, its inputs, and the gateway's options in the body. */
function planRun(state: GatewayState, incoming: IncomingRequest, facts: RequestFacts): PlanResult {
  const model = incoming.headers['cf-consn-model-id'] ?? '';
  const inputs = member(incoming.body, 'inputs');
  const options = member(member(incoming.body, 'options'), 'gateway');
  const own = model.startsWith('@');
  // Without a gateway, a third party's model goes through the default one; Workers AI needs none.
  const id = asString(options.id) ?? (own ? undefined : localGatewayDefaults.gatewayId);
  facts.model = model;
  if (id !== undefined) facts.gatewayId = id;
  const gateway = id === undefined ? undefined : namedGateway(state, id);
  if (isAnswer(gateway)) return gateway;
  const headers = { ...withoutOptions(incoming.headers), ...gatewayOptionHeaders(options) };
  const call = { model, inputs, headers, gateway };
  const step = own ? workersAIStep(call) : catalogueStep(state, call);
  if (isAnswer(step)) return step;
  facts.upstream = step.upstream.name;
  const plan: Plan = { endpoint: 'binding', catalogue: true, steps: [step] };
  return gateway === undefined ? plan : { ...plan, gateway };
}

/** The options of `run` stand in its body; headers of the gateway are not documented for it. */
function withoutOptions(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('cf-aig-')));
}

interface RunCall {
  readonly model: string;
  readonly inputs: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
  readonly gateway: OpenGateway | undefined;
}

function workersAIStep(call: RunCall): Step | Answer {
  const { text, ...rest } = call.inputs;
  if (!/\/(?:bge-(?!reranker)|embeddinggemma|qwen3-embedding|plamo-embedding)/.test(call.model))
    return runStep(workersAIUpstream, call, { kind: 'chat', model: call.model, body: call.inputs });
  const missing = "AiError: Bad input: Error: required properties at '/' are 'text'";
  if (text === undefined) return refusalAnswer(workersAIUpstream, { message: missing, code: 5006 });
  const body = { ...rest, input: text };
  return runStep(workersAIUpstream, call, { kind: 'embeddings', model: call.model, body });
}

/** Authors and models as the catalogue spells them. Streams of third parties can be resumed by the id of their run. */
function catalogueStep(state: GatewayState, call: RunCall): Step | Answer {
  const [author = '', ...rest] = call.model.split('/');
  const id = rest.join('/');
  const upstream = restUpstream(author);
  if (upstream === undefined || id === '' || upstream.restUnknown?.test(id))
    return failureAnswer('model-not-found', `Model not found: ${call.model}`);
  const kind = upstream.runKind ?? 'chat';
  const invalid = state.strict ? catalogueRefusal(kind, { body: call.inputs, id }) : undefined;
  if (invalid !== undefined) return failureAnswer('run-invalid-input', invalid);
  const model = upstream.restModel?.(id) ?? id;
  const step = runStep(upstream, call, { kind, model, body: call.inputs });
  if (call.inputs.stream !== true) return step;
  return { ...step, routeHeaders: { 'cf-aig-run-id': nextId(state) } };
}

function runStep(
  upstream: Upstream,
  { model: calledModel, headers, gateway }: RunCall,
  { kind, model, body }: Pick<Step, 'kind' | 'model' | 'body'>,
): Step {
  return {
    upstream,
    kind,
    calledModel,
    model,
    body: { ...body, model },
    path: upstream.chatPrefix + (tails[kind] ?? ''),
    headers,
    options: readRequestOptions(headers, gateway?.settings ?? {}),
    runForm: true,
    routeHeaders: {},
  };
}
