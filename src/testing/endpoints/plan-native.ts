import { failureAnswer } from '../failures/failure-answer.ts';
import { refusalAnswer } from '../gateway/call-upstream.ts';
import { openGateway } from '../gateway/open-gateway.ts';
import type { OpenGateway, Step } from '../gateway/plan.ts';
import { readRequestOptions } from '../gateway/request-options.ts';
import type { Answer } from '../http/answer.ts';
import { asString, isObject, type JsonObject } from '../http/json.ts';
import type { Route } from '../http/match-route.ts';
import { nativeUpstream } from '../upstreams/registry.ts';
import type { Upstream, VendorPath } from '../upstreams/upstream.ts';
import { modelStep, queryInputs } from './model-step.ts';
import { isAnswer, type PlanResult } from './plan-result.ts';
import type { ReceivedRequest } from './received-request.ts';

type NativeRoute = Extract<Route, { endpoint: 'native' }>;

/** Plans a request that the gateway passes through to a vendor's own address. */
export function planNative(
  received: ReceivedRequest,
  { gateway: address, segment, tail }: NativeRoute,
): PlanResult {
  const { state, incoming, facts } = received;
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
  const [tail = '', search = ''] = endpoint.split('?');
  const model = upstream.runModel?.(tail);
  if (model !== undefined && call.method === 'POST') return runStep(gateway, call, model, search);
  const served = servedPath(upstream, tail);
  if (!served?.methods.includes(call.method)) return notServed(upstream, call.method, tail);
  const given = readableBody(body, served.body);
  if (given === undefined) return refusalAnswer(upstream, { message: unreadable[served.body] });
  const named = upstream.modelFromPath?.(tail) ?? asString(given.model) ?? '';
  return {
    upstream,
    kind: served.kind,
    method: call.method,
    calledModel: named,
    model: named,
    body: given,
    path: canonicalPath(upstream, endpoint),
    headers,
    options: readRequestOptions(headers, gateway.settings),
    routeHeaders: {},
  };
}

/** A model in its own format. */
function runStep(gateway: OpenGateway, { headers, body }: NativeCall, model: string, search: string): Step {
  return modelStep({
    model,
    inputs: body,
    query: queryInputs(search),
    contentType: headers['content-type'],
    queued: new URLSearchParams(search).get('queueRequest') === 'true',
    headers,
    gateway,
    envelope: true,
  });
}

type BodyForm = NonNullable<VendorPath['body']> | 'json';

const unreadable: Readonly<Record<BodyForm, string>> = {
  json: 'We could not parse the JSON body of your request.',
  form: 'We could not parse the multipart form of your request.',
  bytes: 'The request has no body.',
  none: '',
};

/** The body as members, where it has the form that the path expects; bytes are the member `data`. */
function readableBody(body: unknown, form: BodyForm): JsonObject | undefined {
  if (form === 'none') return {};
  if (form === 'bytes') return body === undefined ? undefined : { data: body };
  return isObject(body) && !(body instanceof Blob) ? body : undefined;
}

interface ServedPath {
  readonly kind: Step['kind'];
  readonly methods: readonly string[];
  readonly body: BodyForm;
}

/** The wire of a path: one of the vendor's own, or chat completions or embeddings below its prefix. */
function servedPath({ prefix, paths = [] }: Upstream, tail: string): ServedPath | undefined {
  const own = paths.find(path => path.tail.test(tail));
  if (own) return { kind: own.kind, methods: own.methods ?? ['POST'], body: own.body ?? 'json' };
  const matched = prefix.exec(tail)?.[0];
  const kind = matched === undefined ? undefined : common[tail.slice(matched.length)];
  return kind && { kind, methods: ['POST'], body: 'json' };
}

const common: Readonly<Record<string, Step['kind']>> = {
  'chat/completions': 'chat',
  embeddings: 'embeddings',
};

/** Where the base ends in `v1/` already, a leading `v1/` is not doubled. */
function canonicalPath({ base }: Upstream, endpoint: string): string {
  return base.endsWith('/v1/') ? endpoint.replace(/^v1\//, '') : endpoint;
}

/** Workers AI answers in Cloudflare's envelope, a vendor in its own. */
function notServed(upstream: Upstream, method: string, tail: string): Answer {
  if (upstream.cloudflareToken) return failureAnswer('no-route-for-uri');
  const message = `Unknown request URL: ${method} /${tail}. Please check the URL for typos, or see the docs of the provider. The local gateway serves a part of them.`;
  return refusalAnswer(upstream, { status: 404, message, code: 'unknown_url' });
}
