import { failureAnswer } from '../failures/failure-answer.ts';
import { refusalAnswer } from '../gateway/ask-upstream.ts';
import type { GatewayState } from '../gateway/gateway-state.ts';
import { openGateway } from '../gateway/open-gateway.ts';
import type { OpenGateway, Step } from '../gateway/plan.ts';
import { readRequestOptions } from '../gateway/request-options.ts';
import type { Answer } from '../http/answer.ts';
import type { IncomingRequest } from '../http/incoming-request.ts';
import { asString, isObject } from '../http/json.ts';
import type { Route } from '../http/match-route.ts';
import { nativeUpstream } from '../upstreams/registry.ts';
import type { Upstream } from '../upstreams/upstream.ts';
import { isAnswer, type PlanResult } from './plan-result.ts';
import type { RequestFacts } from './request-facts.ts';

type NativeRoute = Extract<Route, { endpoint: 'native' }>;

/** Plans a request that the gateway passes through to a vendor's own address. */
export function planNative(
  state: GatewayState,
  incoming: IncomingRequest,
  { gateway: address, segment, tail }: NativeRoute,
  facts: RequestFacts,
): PlanResult {
  const gateway = openGateway(state, address, incoming);
  if (isAnswer(gateway)) return gateway;
  facts.gatewayId = gateway.id;
  const step = nativeStep(gateway, segment, { ...incoming, endpoint: tail + incoming.query });
  if (isAnswer(step)) return step;
  facts.upstream = step.upstream.name;
  facts.model = step.calledModel;
  return { endpoint: 'native', gateway, steps: [step] };
}

/** A call below an upstream's base. */
export interface NativeCall {
  readonly method: string;
  /** Path and query. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export function nativeStep(gateway: OpenGateway, segment: string, call: NativeCall): Step | Answer {
  const upstream = nativeUpstream(segment, gateway.settings.customProviders ?? []);
  if (!upstream) return failureAnswer('invalid-provider');
  const { endpoint, headers, body } = call;
  const [tail = ''] = endpoint.split('?');
  const kind = kindOf(upstream, tail);
  if (kind === undefined || call.method !== 'POST') return notServed(upstream, call.method, tail);
  if (!isObject(body))
    return refusalAnswer(upstream, { message: 'We could not parse the JSON body of your request.' });
  const model = upstream.modelFromPath?.(tail) ?? asString(body.model) ?? '';
  return {
    upstream,
    kind,
    calledModel: model,
    model,
    body,
    path: canonicalPath(upstream, endpoint),
    headers,
    options: readRequestOptions(headers, gateway.settings),
    routeHeaders: {},
  };
}

function kindOf({ prefix }: Upstream, tail: string): Step['kind'] | undefined {
  const matched = prefix.exec(tail)?.[0];
  if (matched === undefined) return undefined;
  const rest = tail.slice(matched.length);
  return rest === 'chat/completions' ? 'chat' : rest === 'embeddings' ? 'embeddings' : undefined;
}

/** Where the base ends in `v1/` already, a leading `v1/` is not doubled. */
function canonicalPath({ base }: Upstream, endpoint: string): string {
  return base.endsWith('/v1/') ? endpoint.replace(/^v1\//, '') : endpoint;
}

/** Workers AI answers in Cloudflare's envelope, a vendor in its own. */
function notServed(upstream: Upstream, method: string, tail: string): Answer {
  if (upstream.cloudflareToken) return failureAnswer('no-route-for-uri');
  const message = `Unknown request URL: ${method} /${tail}. Please check the URL for typos, or see the docs of the provider. The local gateway serves chat/completions and embeddings.`;
  return refusalAnswer(upstream, { status: 404, message, code: 'unknown_url' });
}
