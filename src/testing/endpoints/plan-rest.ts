import { failureAnswer } from '../failures/failure-answer.ts';
import { type GatewayState, hasPermission } from '../gateway/gateway-state.ts';
import { namedGateway } from '../gateway/open-gateway.ts';
import type { OpenGateway, Plan, Step } from '../gateway/plan.ts';
import { readRequestOptions } from '../gateway/request-options.ts';
import type { Answer } from '../http/answer.ts';
import { bearerToken, type IncomingRequest } from '../http/incoming-request.ts';
import { asString, isObject, type JsonObject } from '../http/json.ts';
import type { Route } from '../http/match-route.ts';
import { localGatewayDefaults } from '../local-gateway-defaults.ts';
import { restUpstream, workersAIUpstream } from '../upstreams/registry.ts';
import type { Upstream } from '../upstreams/upstream.ts';
import { routedStep } from './dynamic-route.ts';
import { isAnswer, type PlanResult } from './plan-result.ts';
import type { RequestFacts } from './request-facts.ts';

type RestRoute = Extract<Route, { endpoint: 'rest' }>;

const kinds: Readonly<Record<string, Step['kind']>> = {
  'ai/v1/chat/completions': 'chat',
  'ai/v1/embeddings': 'embeddings',
};

/** Plans a request to Cloudflare's API. */
export function planRest(
  state: GatewayState,
  incoming: IncomingRequest,
  route: RestRoute,
  facts: RequestFacts,
): PlanResult {
  const refused = refuse(state, incoming, route);
  if (refused) return refused;
  const kind = kinds[route.tail];
  if (kind === undefined)
    return failureAnswer(
      'uri-not-served',
      `No route for that URI: the local gateway does not serve ${route.tail}`,
    );
  const body = incoming.body;
  const model = isObject(body) ? asString(body.model) : undefined;
  if (!isObject(body) || model === undefined)
    return failureAnswer(
      'run-invalid-input',
      'Model execution failed (User Input Error): Required value missing: model',
    );
  facts.model = model;
  const gatewayId = incoming.headers['cf-aig-gateway-id'];
  if (model.startsWith('@')) {
    facts.upstream = workersAIUpstream.name;
    // Without a gateway header this is a plain Workers AI call: no cache, no log, no gateway headers.
    const gateway = gatewayId === undefined ? undefined : enter(state, gatewayId, facts);
    if (isAnswer(gateway)) return gateway;
    return plan(
      gateway,
      restStep(incoming, { upstream: workersAIUpstream, kind, calledModel: model, model, body }, gateway),
    );
  }
  const gateway = enter(state, gatewayId ?? localGatewayDefaults.gatewayId, facts);
  if (isAnswer(gateway)) return gateway;
  return thirdParty(state, incoming, { model, kind, body, gateway, facts });
}

/** Where a request fails before anybody looks at its model, in the order the API checks. */
function refuse(
  state: GatewayState,
  { method, path, headers }: IncomingRequest,
  { accountId }: RestRoute,
): Answer | undefined {
  const noRoute = `Could not route to ${path}, perhaps your object identifier is invalid?`;
  if (!/^[0-9a-f]{32}$/i.test(accountId)) return failureAnswer('route-not-found', noRoute);
  if (!hasPermission(state, bearerToken(headers.authorization), 'workers-ai-read'))
    return failureAnswer('unauthorized-rest');
  if (accountId !== state.accountId) return failureAnswer('route-not-found', noRoute);
  if (method !== 'POST')
    return failureAnswer('method-not-allowed', `${method} not supported for requested URI.`);
  return undefined;
}

function enter(state: GatewayState, id: string, facts: RequestFacts): OpenGateway | Answer {
  facts.gatewayId = id;
  return namedGateway(state, id);
}

interface ThirdPartyCall {
  readonly model: string;
  readonly kind: Step['kind'];
  readonly body: JsonObject;
  readonly gateway: OpenGateway;
  readonly facts: RequestFacts;
}

/** Catalogue spelling only: `author/model`, no gateway slugs, no vendor spellings. */
function thirdParty(state: GatewayState, incoming: IncomingRequest, call: ThirdPartyCall): PlanResult {
  const { model, kind, body, gateway, facts } = call;
  const slash = model.indexOf('/');
  const author = model.slice(0, Math.max(0, slash));
  const id = model.slice(slash + 1);
  if (author === 'dynamic' && state.dynamicRoutesOnRest && kind === 'chat') {
    const options = readRequestOptions(incoming.headers, gateway.settings);
    const step = routedStep(gateway, id, { kind, body, headers: incoming.headers, options });
    return isAnswer(step) ? step : plan(gateway, step);
  }
  const upstream = restUpstream(author);
  if (upstream === undefined || id === '' || upstream.restUnknown?.test(id) || kind !== 'chat')
    return failureAnswer('model-not-found', `Model not found: ${model}`);
  facts.upstream = upstream.name;
  const bare = upstream.restModel?.(id) ?? id;
  return plan(
    gateway,
    restStep(incoming, { upstream, kind, calledModel: model, model: bare, body }, gateway),
  );
}

function plan(gateway: OpenGateway | undefined, step: Step): Plan {
  return { endpoint: 'rest', catalogue: true, steps: [step], ...(gateway ? { gateway } : {}) };
}

interface RestCall {
  readonly upstream: Upstream;
  readonly kind: Step['kind'];
  readonly calledModel: string;
  readonly model: string;
  readonly body: JsonObject;
}

function restStep({ headers }: IncomingRequest, call: RestCall, gateway: OpenGateway | undefined): Step {
  const tail = call.kind === 'chat' ? 'chat/completions' : 'embeddings';
  return {
    ...call,
    body: { ...call.body, model: call.model },
    path: call.upstream.chatPrefix + tail,
    headers,
    options: readRequestOptions(headers, gateway?.settings ?? {}),
    routeHeaders: {},
  };
}
