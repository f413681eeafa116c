import { failureAnswer } from '../failures/failure-answer.ts';
import { hasPermission } from '../gateway/gateway-state.ts';
import { namedGateway } from '../gateway/open-gateway.ts';
import type { OpenGateway, Plan, Step } from '../gateway/plan.ts';
import { readRequestOptions } from '../gateway/request-options.ts';
import { type Answer, jsonAnswer } from '../http/answer.ts';
import { bearerToken, type IncomingRequest } from '../http/incoming-request.ts';
import { asString, isObject, type JsonObject } from '../http/json.ts';
import type { Route } from '../http/match-route.ts';
import { localGatewayDefaults } from '../local-gateway-defaults.ts';
import { anthropicError } from '../upstreams/error-bodies.ts';
import { restUpstream, workersAIUpstream } from '../upstreams/registry.ts';
import type { Upstream } from '../upstreams/upstream.ts';
import { catalogueRefusal, tails } from './catalogue-schema.ts';
import { routedStep } from './dynamic-route.ts';
import { isAnswer, type PlanResult } from './plan-result.ts';
import { planRun } from './plan-run.ts';
import type { ReceivedRequest } from './received-request.ts';

type RestRoute = Extract<Route, { endpoint: 'rest' }>;

const kinds: Readonly<Record<string, Step['kind']>> = {
  'ai/v1/chat/completions': 'chat',
  'ai/v1/embeddings': 'embeddings',
  'ai/v1/responses': 'responses',
  'ai/v1/messages': 'messages',
};

/** Plans a request to Cloudflare's API. */
export function planRest(received: ReceivedRequest, route: RestRoute): PlanResult {
  const { state, incoming, facts } = received;
  const refused = refuse(received, route);
  if (refused) return refused;
  if (/^ai\/run(?:\/|$)/.test(route.tail)) return planRun(received, route.tail);
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
    const gateway = gatewayId === undefined ? undefined : enter(received, gatewayId);
    if (isAnswer(gateway)) return gateway;
    const refusal = state.strict ? workersAIRefusal(kind, model, body) : undefined;
    if (refusal) return refusal;
    return plan(
      gateway,
      restStep(incoming, { upstream: workersAIUpstream, kind, calledModel: model, model, body }, gateway),
    );
  }
  const gateway = enter(received, gatewayId ?? localGatewayDefaults.gatewayId);
  if (isAnswer(gateway)) return gateway;
  return thirdParty(received, { model, kind, body, gateway });
}

/** Where a request fails before anybody looks at its model, in the order the API checks. */
function refuse(
  { state, incoming: { method, path, headers } }: ReceivedRequest,
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

function enter({ state, facts }: ReceivedRequest, id: string): OpenGateway | Answer {
  facts.gatewayId = id;
  return namedGateway(state, id);
}

interface ThirdPartyCall {
  readonly model: string;
  readonly kind: Step['kind'];
  readonly body: JsonObject;
  readonly gateway: OpenGateway;
}

/** Catalogue spelling only: `author/model`, no gateway slugs, no vendor spellings. */
function thirdParty({ state, incoming, facts }: ReceivedRequest, call: ThirdPartyCall): PlanResult {
  const { model, kind, body, gateway } = call;
  const slash = model.indexOf('/');
  const author = model.slice(0, Math.max(0, slash));
  const id = model.slice(slash + 1);
  if (author === 'dynamic' && state.dynamicRoutesOnRest && kind === 'chat') {
    const options = readRequestOptions(incoming.headers, gateway.settings);
    const step = routedStep(gateway, id, { kind, body, headers: incoming.headers, options });
    return isAnswer(step) ? step : plan(gateway, step);
  }
  const upstream = restUpstream(author);
  const served = kind === 'chat' || upstream?.restKinds?.includes(kind);
  if (upstream === undefined || id === '' || upstream.restUnknown?.test(id) || !served)
    return modelNotFound(kind, model);
  const invalid = state.strict ? catalogueRefusal(kind, { body, id }) : undefined;
  if (invalid !== undefined) return failureAnswer('run-invalid-input', invalid);
  facts.upstream = upstream.name;
  const bare = upstream.restModel?.(id) ?? id;
  return plan(
    gateway,
    restStep(incoming, { upstream, kind, calledModel: model, model: bare, body }, gateway),
  );
}

/** On the path of Messages, Cloudflare speaks Anthropic's errors. Observed 2026-08. */
function modelNotFound(kind: Step['kind'], model: string): Answer {
  const message = `Model not found: ${model}`;
  if (kind !== 'messages') return failureAnswer('model-not-found', message);
  return jsonAnswer(anthropicError({ type: 'not_found_error', message }), 404);
}

/** Of Cloudflare's own models only GPT-OSS has Responses, not streamed; none has Messages. */
function workersAIRefusal(kind: Step['kind'], model: string, body: JsonObject): Answer | undefined {
  if (kind === 'messages') {
    const message = `AiError: Anthropic Messages API is not supported for model "${model}"`;
    return jsonAnswer(anthropicError({ message }), 400);
  }
  if (kind !== 'responses') return undefined;
  if (!/^@cf\/openai\/gpt-oss-/.test(model))
    return failureAnswer(
      'workers-ai-bad-input',
      `AiError: Responses API is not supported for model "${model}"`,
    );
  return body.stream === true
    ? failureAnswer(
        'workers-ai-bad-input',
        `AiError: Streaming is not supported for model "${model}" on /responses`,
      )
    : undefined;
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
  return {
    ...call,
    body: { ...call.body, model: call.model },
    path: call.upstream.chatPrefix + (tails[call.kind] ?? ''),
    headers,
    options: readRequestOptions(headers, gateway?.settings ?? {}),
    routeHeaders: {},
  };
}
