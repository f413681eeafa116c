import { failureAnswer } from '../failures/failure-answer.ts';
import { type GatewayState, hasPermission, nextId } from '../gateway/gateway-state.ts';
import { openGateway } from '../gateway/open-gateway.ts';
import type { OpenGateway, Step } from '../gateway/plan.ts';
import { readRequestOptions } from '../gateway/request-options.ts';
import { type Answer, jsonAnswer } from '../http/answer.ts';
import { bearerToken, type IncomingRequest } from '../http/incoming-request.ts';
import { asString, isObject, type JsonObject } from '../http/json.ts';
import type { Route } from '../http/match-route.ts';
import { compatUpstream } from '../upstreams/registry.ts';
import { autoStep } from './auto-router.ts';
import { compatModels } from './compat-models.ts';
import { routedStep, type UnroutedCall } from './dynamic-route.ts';
import { isAnswer, type PlanResult } from './plan-result.ts';
import type { ReceivedRequest } from './received-request.ts';

type CompatRoute = Extract<Route, { endpoint: 'compat' }>;

const kinds: Readonly<Record<string, Step['kind']>> = {
  'chat/completions': 'chat',
  embeddings: 'embeddings',
};

/** Plans a request to the unified endpoint of a gateway. */
export function planCompat(received: ReceivedRequest, { gateway: address, tail }: CompatRoute): PlanResult {
  const { state, incoming, facts } = received;
  if (tail === 'models' && incoming.method === 'GET') return listModels(state, incoming);
  const gateway = openGateway(state, address, incoming);
  if (isAnswer(gateway)) return gateway;
  facts.gatewayId = gateway.id;
  const kind = kinds[tail];
  if (kind === undefined || incoming.method !== 'POST')
    return failureAnswer('path-not-served', `No route for ${incoming.method} compat/${tail}`);
  if (!isObject(incoming.body)) return failureAnswer('invalid-provider');
  const call = { kind, body: incoming.body, headers: incoming.headers };
  const step = compatStep(state, gateway, call);
  if (isAnswer(step)) {
    const model = asString(call.body.model);
    if (model !== undefined) facts.model = model;
    return step;
  }
  facts.model = step.calledModel;
  facts.upstream = step.upstream.name;
  return { endpoint: 'compat', gateway, steps: [step] };
}

/** The step for a model in the unified endpoint's spelling. */
export function compatStep(
  state: GatewayState,
  gateway: OpenGateway,
  given: { kind: Step['kind']; body: JsonObject; headers: Readonly<Record<string, string>> },
): Step | Answer {
  const calledModel = asString(given.body.model) ?? '';
  const slash = calledModel.indexOf('/');
  const prefix = calledModel.slice(0, Math.max(0, slash));
  const model = calledModel.slice(slash + 1);
  const call: UnroutedCall = { ...given, options: readRequestOptions(given.headers, gateway.settings) };
  if (call.kind === 'chat') {
    if (calledModel === 'cloudflare/auto') return autoStep(call, () => nextId(state));
    if (prefix === 'dynamic') return routedStep(gateway, model, call);
  }
  const upstream = compatUpstream(prefix, gateway.settings.customProviders ?? []);
  const served = call.kind === 'chat' || upstream?.cloudflareToken === true;
  if (!upstream || !served) return failureAnswer('invalid-provider');
  const tail = call.kind === 'chat' ? 'chat/completions' : 'embeddings';
  return {
    ...call,
    upstream,
    calledModel,
    model,
    body: { ...call.body, model },
    path: upstream.chatPrefix + tail,
    routeHeaders: {},
  };
}

/** The only call of the gateway host that accepts the token in `Authorization`, too. */
function listModels(state: GatewayState, { headers }: IncomingRequest): Answer {
  const tokens = [headers['cf-aig-authorization'], headers.authorization].map(bearerToken);
  const allowed = tokens.some(
    token => hasPermission(state, token, 'ai-gateway-read') || hasPermission(state, token, 'ai-gateway-run'),
  );
  return allowed ? jsonAnswer(compatModels) : failureAnswer('unauthorized-gateway');
}
