import type { FetchFunction } from '@ai-sdk/provider-utils';
import { type AnswerRecord, createAnswerRecord, recordResponse } from '../answer/answer-record.ts';
import { parseJSON } from '../json-values.ts';
import type { PreparedRequest, PrepareRequest, RequestInput } from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { createTransport } from '../request/transport.ts';
import type { ModelReference } from '../upstreams/parse-model-id.ts';
import type {
  AnswerFixes,
  CallWarning,
  ProfileContext,
  PromptMessage,
  UpstreamProfile,
} from '../wire/profile.ts';
import { toolNamesOf } from '../wire/tool-names.ts';
import type { WireBody } from '../wire/wire-body.ts';
import { answerFixesOf } from './answer-fixes.ts';
import { buildBody } from './build-body.ts';
import { liftToolResults } from './lift-tool-results.ts';
import { answerOpener } from './open-answer.ts';
import { partOptionWarnings } from './part-options.ts';
import { plainFiles } from './plain-files.ts';
import type { ToolLike } from './strict-tools.ts';

/** The fields of a call that all specifications share and this layer reads. */
export interface ChatInput extends RequestInput {
  readonly prompt: readonly PromptMessage[];
  readonly topK?: number | undefined;
  /**
   * The call's own `reasoning` of AI SDK 7, which hands it to models of every specification. It is the general word:
   * our own options and the vendor's win. → body `reasoning_effort`, as the profile writes it
   */
  readonly reasoning?: string | undefined;
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
  const failed = (error: Error): Error => {
    failure = error;
    return error;
  };
  const exchange = transportOf(route, request, record, warn, () => sent, failed);
  // Whoever asks for raw chunks gets them as they were sent.
  const merges = route.provider.settings().streamMerging !== false && input.includeRawChunks !== true;
  return {
    request,
    signal: input.abortSignal,
    prompt: lifted(profile, input.prompt, warn),
    warnings,
    record,
    fetch: createTransport(
      mode === 'stream'
        ? { ...exchange, open: answerOpener(exchange, record, input.abortSignal, merges) }
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

/** The prompt without what the core would drop, refuse, or write as something else. */
function lifted(
  profile: UpstreamProfile,
  prompt: readonly PromptMessage[],
  warn: (warning: CallWarning) => void,
): readonly PromptMessage[] {
  const carried = plainFiles(liftToolResults(prompt, profile, warn));
  return profile.lift?.(carried) ?? carried;
}

/** What the transport of one call needs. */
function transportOf(
  { profile }: ChatRoute,
  request: PreparedRequest,
  record: AnswerRecord,
  warn: (warning: CallWarning) => void,
  sentBody: () => WireBody | undefined,
  failed: (error: Error) => Error,
) {
  return {
    failed,
    fetch: request.fetch,
    timeouts: request.plan.options.timeouts,
    errorContext: request.errorContext,
    sentBody,
    delivered: () => record.delivered,
    answered: (response: Response) => recordResponse(record, response),
    recover: (body: string) => {
      const sent = sentBody();
      const recovered = sent && profile.recover?.(parseJSON(body), sent);
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
    reasoning: reasoningOf(input),
    tools: input.tools,
    providerOptions: input.providerOptions,
    warn,
  });
}

/** The level that a call asks for; the provider's default is asked for by saying nothing. */
function reasoningOf({ reasoning }: ChatInput): string | undefined {
  return reasoning === 'provider-default' ? undefined : reasoning;
}
