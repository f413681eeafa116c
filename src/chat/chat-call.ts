import { getRuntimeEnvironmentUserAgent, VERSION } from '@ai-sdk/provider-utils';
import type { AnswerCall } from '../answer/answer-call.ts';
import { AnswerRecord, recordAnswer } from '../answer/answer-record.ts';
import { AroundCore } from '../answer/stream/around-core.ts';
import { responseOpener, responseReader } from '../answer/stream/open-response.ts';
import { createExchange, type Exchange } from '../gateway/errors/exchange.ts';
import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { redactDeep } from '../gateway/errors/redaction.ts';
import { isRecord } from '../json-values.ts';
import type { PreparedRequest } from '../request/prepare-request.ts';
import { createTransport } from '../request/transport.ts';
import type { WireBody } from '../wire/body.ts';
import { type AnswerFixes, type CallWarning, reportChange } from '../wire/profile.ts';
import { answerFixesOf } from './answer-fixes.ts';
import { buildBody } from './build-body.ts';
import type { CallMode, ChatInput, ChatRoute, GivenCall } from './chat-input.ts';
import { partOptionWarnings, vendorToolWarnings } from './part-options.ts';
import { preparePrompt } from './prepare-prompt.ts';

/** A call before its body is written. */
export function givenCall(
  route: ChatRoute,
  request: PreparedRequest,
  input: ChatInput,
  mode: CallMode,
): GivenCall {
  const { profile, reference } = route;
  const warnings = [
    ...request.plan.warnings,
    ...(input.warning ? [input.warning] : []),
    ...partOptionWarnings(input.prompt, profile),
    ...vendorToolWarnings(reference, input.tools),
  ];
  const warn = (warning: CallWarning): void => void warnings.push(warning);
  return { route, request, input, mode, warnings, warn, prompt: preparePrompt(input.prompt, profile, warn) };
}

/** One call: its request, and what is learned on the way. Calls share nothing. */
export class ChatCall implements AnswerCall {
  readonly request: PreparedRequest;
  readonly signal: AbortSignal | undefined;
  readonly warnings: readonly CallWarning[];
  readonly vendorKey: string;
  readonly record: AnswerRecord = new AnswerRecord();
  readonly exchange: Exchange;
  readonly around: AroundCore;
  readonly body: WireBody;
  /** The same as JSON, until a streaming request is sent: it may stay open for long. */
  text: string;
  readonly defaultLimit: number | undefined;
  private fixes: AnswerFixes | undefined;

  /** @param core the body as the core wrote it */
  constructor(
    private readonly given: GivenCall,
    private readonly core: WireBody,
  ) {
    const { route, request, input, warnings } = given;
    this.request = request;
    this.signal = input.abortSignal;
    this.warnings = warnings;
    this.vendorKey = route.profile.vendor?.keys.at(-1) ?? 'cloudflare';
    this.body = buildBody(core, given);
    this.text = JSON.stringify(this.body);
    this.exchange = createExchange(request.plan.target.url, request.context, this.body);
    this.defaultLimit = defaultLimitOf(given, this.body);
    this.around = aroundCore(given, this.record);
  }

  send(): Promise<Response> {
    const { given, request, exchange, record, signal = null, defaultLimit, text } = this;
    const { provider, reference } = given.route;
    if (defaultLimit !== undefined) provider.memory.reported.add(reference.id);
    const streams = given.mode === 'stream';
    if (streams) this.text = '';
    const send = createTransport({
      exchange,
      fetch: request.fetch,
      timeouts: request.plan.options.timeouts,
      delivered: () => record.delivered,
      recover: given.route.profile.recover && (body => this.recovered(body)),
      open: streams ? this.opener() : undefined,
      decode: streams ? undefined : responseReader(this),
    });
    return Promise.resolve(
      send(exchange.url, { method: 'POST', headers: sentHeaders(request), body: text, signal }),
    );
  }

  answerFixes(): AnswerFixes {
    this.fixes ??= answerFixesOf(this.given, this.core, this.body, this.exchange.response?.metadata);
    return this.fixes;
  }

  private opener(): (response: Response) => Promise<Response> {
    const { exchange, record, signal, around, given } = this;
    const raw = given.input.includeRawChunks ?? false;
    return responseOpener({ exchange, record, signal, around, raw, fixes: () => this.answerFixes() });
  }

  /** The answer that the body of a failure contains. */
  private recovered(failure: unknown): object | undefined {
    const { route, warn } = this.given;
    const recovered = route.profile.recover?.(failure, this.body);
    if (recovered !== undefined) warn(recovered.warning);
    return recovered?.completion;
  }
}

/**
 * The length at which the model ends a response that has no limit in the request, with a warning up to the first request
 * of a provider to this model.
 */
function defaultLimitOf(
  { route: { profile, provider, reference }, warn }: GivenCall,
  { max_tokens: most, max_completion_tokens: limit = most }: WireBody,
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

function aroundCore({ route, request, input }: GivenCall, record: AnswerRecord): AroundCore {
  return new AroundCore({
    // The core delivers raw chunks.
    direct: !input.includeRawChunks,
    joins: route.provider.settings().streamMerging !== false,
    raw: chunk =>
      isRecord(chunk) && !readErrorEnvelope(chunk) ? chunk : redactDeep(chunk, request.context.redact),
    record: chunk => recordAnswer(record, chunk),
  });
}
