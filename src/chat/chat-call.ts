import { type FetchFunction, getRuntimeEnvironmentUserAgent, VERSION } from '@ai-sdk/provider-utils';
import type { AnswerCall } from '../answer/answer-call.ts';
import { AnswerRecord, recordAnswer } from '../answer/answer-record.ts';
import { AroundCore } from '../answer/stream/around-core.ts';
import { responseOpener, responseReader } from '../answer/stream/open-response.ts';
import { createExchange, type Exchange, type ResponseHead } from '../gateway/errors/exchange.ts';
import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { redactDeep } from '../gateway/errors/redaction.ts';
import { isRecord } from '../json-values.ts';
import type { PreparedRequest } from '../request/prepare-request.ts';
import type { RequestPlan } from '../request/request-plan.ts';
import { createTransport } from '../request/transport.ts';
import { upstreamOf } from '../upstreams/registry.ts';
import type { WireBody, WireTool } from '../wire/body.ts';
import { type CallMarkup, callMarkups } from '../wire/call-markups.ts';
import {
  type AnswerFixes,
  type CallWarning,
  type PromptMessage,
  reportChange,
  type UpstreamProfile,
} from '../wire/profile.ts';
import { responseSchema } from '../wire/schemas.ts';
import { forcesCall, toolNamesOf } from '../wire/tools.ts';
import { buildBody } from './build-body.ts';
import type { CallMode, ChatInput, ChatRoute, GivenCall } from './chat-input.ts';
import { partOptionWarnings, vendorToolWarnings } from './part-options.ts';
import { preparePrompt } from './prepare-prompt.ts';

/** One call: its own configuration for the core, and what is learned on the way. Calls share nothing. */
export interface ChatCall extends AnswerCall {
  readonly prompt: readonly PromptMessage[];
  readonly around: AroundCore;
  readonly fetch: FetchFunction;
  /** Makes the body that is sent of the one that the core writes. */
  readonly write: (body: Record<string, unknown>) => void;
  readonly body: () => WrittenBody | undefined;
}

/** The body of a request. */
interface WrittenBody {
  /** The core's. */
  readonly core: WireBody;
  readonly sent: WireBody;
  /** The same as JSON. */
  text: string;
  /** Tokens after which the model ends the response by itself. */
  readonly limit: number | undefined;
}

/** The request as it is sent. A stream may stay open for long: its prompt is not held twice then. */
function sentInit(
  init: RequestInit | undefined,
  body: WrittenBody | undefined,
  { mode, request, route: { provider, reference } }: GivenCall,
): RequestInit {
  const { text, limit } = body ?? {};
  if (limit !== undefined) provider.memory.reported.add(reference.id);
  if (body && mode === 'stream') body.text = '';
  return Object.assign({}, init, { body: text, headers: sentHeaders(request) });
}

/** Prepares a call. Every error here is one of the SDK's own, and nothing has been sent. */
export function createChatCall(
  route: ChatRoute,
  request: PreparedRequest,
  input: ChatInput,
  mode: CallMode,
): ChatCall {
  const { profile } = route;
  const { plan, context } = request;
  const warnings = [...plan.warnings, ...inputWarnings(route, input)];
  const warn = (warning: CallWarning): void => void warnings.push(warning);
  const given = { route, request, input, mode, warn };
  const record = new AnswerRecord();
  let body: WrittenBody | undefined;
  const exchange = createExchange(plan.target.url, context);
  const { abortSignal: signal, includeRawChunks: raw = false } = input;
  let known: AnswerFixes | undefined;
  const fixes = (): AnswerFixes => {
    known ??= body && answerFixesOf(route, plan, body, exchange);
    return known ?? {};
  };
  const around = aroundCore(route, request, record, raw);
  const transport = transportOf(route, request, exchange, record, warn);
  const reading =
    mode === 'stream'
      ? { open: responseOpener({ exchange, record, signal, around, fixes, raw }) }
      : { decode: responseReader({ exchange, record }) };
  const send = createTransport(Object.assign(transport, reading));
  return {
    request,
    signal,
    prompt: preparePrompt(input.prompt, profile, warn),
    warnings,
    record,
    exchange,
    around,
    fetch: (url, init) => send(url, sentInit(init, body, given)),
    write: written => {
      const core = written as WireBody;
      const sent = buildBody(core, given);
      exchange.requestBody = sent;
      body = { core, sent, text: JSON.stringify(sent), limit: lengthOf(route, sent, warn) };
    },
    body: () => body,
    answerFixes: fixes,
    vendorKey: profile.vendor?.keys.at(-1) ?? 'cloudflare',
    defaultLimit: () => body?.limit,
  };
}

/**
 * The length at which the model ends a response that has no limit in the request, with a warning up to the first request
 * of a provider to this model.
 */
function lengthOf(
  { profile, provider, reference }: ChatRoute,
  { max_tokens: most, max_completion_tokens: limit = most }: WireBody,
  warn: (warning: CallWarning) => void,
): number | undefined {
  const length = limit === undefined ? profile.defaultTokens : undefined;
  if (length !== undefined && !provider.memory.reported.has(reference.id))
    reportChange(
      warn,
      'maxOutputTokens',
      `this model ends a response after ${length} tokens unless it is set.`,
    );
  return length;
}

/** All headers of a request. The core gets none of them: it reads each several times. */
export function sentHeaders({ headers }: PreparedRequest): Record<string, string> {
  const all = headers();
  agent ??= `ai-sdk/provider-utils/${VERSION} ${getRuntimeEnvironmentUserAgent()}`;
  return Object.assign(all, {
    'content-type': 'application/json',
    'user-agent': `${all['user-agent']} ${agent}`,
  });
}

/** How the AI SDK names itself. */
let agent: string | undefined;

/** What is known before the body is written. */
function inputWarnings(
  { profile, reference }: ChatRoute,
  { warning, prompt, tools }: ChatInput,
): CallWarning[] {
  return [
    ...(warning ? [warning] : []),
    ...partOptionWarnings(prompt, profile),
    ...vendorToolWarnings(reference, tools),
  ];
}

function aroundCore(
  { provider }: ChatRoute,
  { context }: PreparedRequest,
  record: AnswerRecord,
  raw: boolean,
): AroundCore {
  return new AroundCore({
    // The core delivers raw chunks.
    direct: !raw,
    joins: provider.settings().streamMerging !== false,
    raw: chunk => (isRecord(chunk) && !readErrorEnvelope(chunk) ? chunk : redactDeep(chunk, context.redact)),
    record: chunk => recordAnswer(record, chunk),
  });
}

/** What the transport of one call needs. */
function transportOf(
  { profile }: ChatRoute,
  request: PreparedRequest,
  exchange: Exchange,
  record: AnswerRecord,
  warn: (warning: CallWarning) => void,
) {
  const { recover } = profile;
  return {
    exchange,
    fetch: request.fetch,
    timeouts: request.plan.options.timeouts,
    delivered: () => record.delivered,
    recover:
      recover &&
      ((body: unknown) => {
        const recovered = recover(body, exchange.requestBody as WireBody);
        if (recovered !== undefined) warn(recovered.warning);
        return recovered?.completion;
      }),
  };
}

/**
 * What the answer needs: what the profile decides on the sent body and, where the gateway picks the model, what the
 * model that answered needs. Names and format are those that the caller requested: the profile may send others.
 */
function answerFixesOf(
  { reference, profile }: ChatRoute,
  { options }: RequestPlan,
  { core, sent }: WrittenBody,
  { response }: Exchange,
): AnswerFixes {
  const answering = reference.upstream.picksModel ? answeringProfile(response?.metadata) : undefined;
  const names = toolNamesOf(core);
  const markups = callMarkups(response?.metadata.routedModel ?? reference.model);
  // Assigned: what is spread on a condition takes longer.
  return Object.assign(
    (core.response_format?.type ?? 'text') === 'text' ? {} : { json: { schema: responseSchema(core) } },
    sent.tools && toolFixesOf(sent.tools, sent, options, markups),
    Number(sent.n) > 1 && { severalChoices: true },
    markups.some(({ thoughts }) => thoughts) && { thinkTags: true },
    answering?.answer?.(sent),
    profile.answer?.(sent),
    names.size > 0 && { toolNames: new Map([...names].map(([own, wire]) => [wire, own])) },
  );
}

function toolFixesOf(
  tools: readonly WireTool[],
  sent: WireBody,
  { repairToolCalls }: RequestPlan['options'],
  markups: readonly CallMarkup[],
): AnswerFixes {
  const { tool_choice: choice } = sent;
  const named = typeof choice === 'object' ? choice.function.name : undefined;
  const calls = {
    tools: tools.filter(tool => (named ?? tool.function.name) === tool.function.name),
    forced: forcesCall(sent),
    markups,
  };
  return {
    tools: tools.map(tool => tool.function.name),
    ...(choice !== 'none' && repairToolCalls !== false && { calls }),
  };
}

/** The profile of the model that the gateway names. */
function answeringProfile({
  routedModel,
  provider,
  model,
}: Partial<ResponseHead['metadata']> = {}): UpstreamProfile | undefined {
  const [upstream, ...id] = (routedModel ?? `${provider ?? ''}/${model ?? ''}`).split('/');
  const name = id.join('/');
  return upstream && name ? upstreamOf(upstream).profile(name) : undefined;
}
