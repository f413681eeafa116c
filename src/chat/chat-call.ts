import type { FetchFunction } from '@ai-sdk/provider-utils';
import {
  type AnswerRecord,
  createAnswerRecord,
  recordAnswer,
  recordResponse,
} from '../answer/answer-record.ts';
import { completionEvents } from '../answer/completion-events.ts';
import { openStream } from '../answer/open-stream.ts';
import { repairCompletion } from '../answer/repair.ts';
import { readErrorEnvelope } from '../gateway/errors/read-error-envelope.ts';
import { toAPICallError } from '../gateway/errors/to-api-call-error.ts';
import type { PreparedRequest, PrepareRequest, RequestInput } from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { createTransport, failureOf } from '../request/transport.ts';
import type { ModelReference } from '../upstreams/parse-model-id.ts';
import type {
  AnswerFixes,
  CallWarning,
  ProfileContext,
  PromptMessage,
  UpstreamProfile,
} from '../upstreams/profile.ts';
import type { WireBody } from '../upstreams/wire/wire-body.ts';
import { toolNamesOf } from '../upstreams/wire/tool-names.ts';
import { answerFixesOf } from './answer-fixes.ts';
import { buildBody } from './build-body.ts';
import { partOptionWarnings } from './part-options.ts';
import type { ToolLike } from './strict-tools.ts';

/** The fields of a call that all specifications share and this layer reads. */
export interface ChatInput extends RequestInput {
  readonly prompt: readonly PromptMessage[];
  readonly topK?: number | undefined;
  readonly tools?: readonly ToolLike[] | undefined;
  readonly abortSignal?: AbortSignal | undefined;
  readonly includeRawChunks?: boolean | undefined;
}

/** What all calls of one model have in common; resolved once, when the model is made. */
export interface ChatRoute {
  readonly provider: ProviderContext;
  readonly reference: ModelReference;
  readonly profile: UpstreamProfile;
  readonly prepare: PrepareRequest;
}

/** One call: its own configuration for the core, and what is learnt on the way. Nothing is shared between calls. */
export interface ChatCall {
  readonly request: PreparedRequest;
  readonly signal: AbortSignal | undefined;
  readonly prompt: readonly PromptMessage[];
  readonly warnings: readonly CallWarning[];
  readonly record: AnswerRecord;
  readonly fetch: FetchFunction;
  readonly transformRequestBody: (body: Record<string, unknown>) => Record<string, unknown>;
  readonly sentBody: () => WireBody | undefined;
  readonly answerFixes: () => AnswerFixes;
  /** The error that ended the exchange, as it was before the core wrapped it. */
  readonly failure: () => Error | undefined;
}

/** Prepares a call. Every error on the way is one of the SDK's own, and nothing has been sent. */
export function createChatCall(
  route: ChatRoute,
  request: PreparedRequest,
  input: ChatInput,
  mode: ProfileContext['mode'],
): ChatCall {
  const { profile } = route;
  const warnings = [...request.plan.applied.warnings, ...partOptionWarnings(input.prompt, profile)];
  const warn = (warning: CallWarning): void => void warnings.push(warning);
  const record = createAnswerRecord();
  let sent: WireBody | undefined;
  let names: ReadonlyMap<string, string> = new Map();
  let failure: Error | undefined;
  const transport = transportOf(route, request, record, warn, () => sent);
  const failed = (error: Error): Error => {
    failure = error;
    return error;
  };
  const exchange = { ...transport, failed };
  // Whoever asks for raw chunks gets them as they were sent.
  const merges = route.provider.settings().streamMerging !== false && input.includeRawChunks !== true;
  return {
    request,
    signal: input.abortSignal,
    prompt: profile.lift?.(input.prompt) ?? input.prompt,
    warnings,
    record,
    fetch: createTransport(
      mode === 'stream'
        ? { ...exchange, open: opener(exchange, record, input.abortSignal, merges) }
        : exchange,
    ),
    transformRequestBody: body => {
      names = toolNamesOf(body as WireBody);
      sent = shapeBody(body as WireBody, route, request, input, mode, warn);
      return sent;
    },
    sentBody: () => sent,
    answerFixes: () => (sent === undefined ? {} : answerFixesOf(route, sent, names, record.headers)),
    failure: () => failure,
  };
}

/** What the transport of one call needs, but for what it does with an error. */
function transportOf(
  { profile }: ChatRoute,
  request: PreparedRequest,
  record: AnswerRecord,
  warn: (warning: CallWarning) => void,
  sentBody: () => WireBody | undefined,
) {
  return {
    fetch: request.fetch,
    timeouts: request.plan.options.timeouts,
    errorContext: request.errorContext,
    sentBody,
    delivered: () => record.delivered,
    answered: (response: Response) => recordResponse(record, response),
    recover: (body: string) => {
      const sent = sentBody();
      const recovered = sent && profile.recover?.(parseJson(body), sent);
      if (recovered !== undefined) warn(recovered.warning);
      return recovered?.completion;
    },
  };
}

function shapeBody(
  body: WireBody,
  { provider, reference, profile }: ChatRoute,
  request: PreparedRequest,
  input: ChatInput,
  mode: ProfileContext['mode'],
  warn: (warning: CallWarning) => void,
): WireBody {
  return buildBody(body, {
    request,
    profile,
    model: reference.model,
    family: reference.upstream.family?.(reference.model, provider.settings().azure),
    mode,
    topK: input.topK,
    tools: input.tools,
    providerOptions: input.providerOptions,
    warn,
  });
}

type Transport = Pick<Parameters<typeof createTransport>[0], 'errorContext' | 'failed'> & {
  readonly sentBody: () => WireBody | undefined;
};

/** Opens an answer to a streaming request by its first byte. */
function opener(
  transport: Transport,
  record: AnswerRecord,
  signal: AbortSignal | undefined,
  merges: boolean,
) {
  return (response: Response, url: string): Promise<Response> =>
    openStream(response, signal, {
      tools: Array.isArray(transport.sentBody()?.tools),
      merges,
      json: text => eventsOfJson(text, record, () => failureOf(transport, url, response), transport.failed),
      cut: error => {
        record.cut = error;
      },
      done: () => {
        record.done = true;
      },
    });
}

/** A JSON body in answer to a streaming request: an answer in one piece, or an error. */
function eventsOfJson(
  text: string,
  record: AnswerRecord,
  failure: () => ReturnType<typeof failureOf>,
  failed: Transport['failed'],
): string {
  const parsed = parseJson(text);
  const completion = readErrorEnvelope(parsed) === undefined ? repairCompletion(parsed) : undefined;
  if (completion === undefined)
    throw failed(toAPICallError({ ...failure(), body: parsed ?? text, responseBody: text }));
  recordAnswer(record, parsed);
  return completionEvents(completion);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
