import type { FetchFunction } from '@ai-sdk/provider-utils';
import type { AnswerCall } from '../answer/answer-call.ts';
import { type AnswerRecord, createAnswerRecord, recordAnswer } from '../answer/answer-record.ts';
import { AroundCore } from '../answer/stream/around-core.ts';
import { responseOpener, responseReader } from '../answer/stream/open-response.ts';
import { createExchange, type Exchange, type ResponseHead } from '../gateway/errors/exchange.ts';
import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { redactDeep } from '../gateway/errors/redaction.ts';
import { isRecord } from '../json-values.ts';
import type { PreparedRequest, PrepareRequest, RequestInput } from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { createTransport } from '../request/transport.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import { upstreamOf } from '../upstreams/registry.ts';
import type { JSONSchema, WireBody } from '../wire/body.ts';
import { callMarkup } from '../wire/calls-in-text.ts';
import type {
  AnswerFixes,
  CallWarning,
  ProfileContext,
  PromptMessage,
  UpstreamProfile,
} from '../wire/profile.ts';
import { toolNamesOf } from '../wire/tools.ts';
import { buildBody, type ToolLike } from './build-body.ts';
import { defaultLength } from './default-length.ts';
import { partOptionWarnings, vendorToolWarnings } from './part-options.ts';
import { preparePrompt } from './prepare-prompt.ts';

/** The fields of a call that this layer reads; all specifications share them. */
export interface ChatInput extends RequestInput {
  readonly prompt: readonly PromptMessage[];
  readonly topK?: number | undefined;
  /**
   * The call's `reasoning` of AI SDK 7, which passes it to models of every specification. Our own options and the
   * vendor's override it. → body `reasoning_effort`, as the profile writes it
   */
  readonly reasoning?: string | undefined;
  readonly tools?: readonly ToolLike[] | undefined;
  readonly abortSignal?: AbortSignal | undefined;
  readonly includeRawChunks?: boolean | undefined;
  /** What is to be reported of the caller itself. */
  readonly warning?: CallWarning | undefined;
}

/** What all calls of one model share; resolved once, when the model is created. */
export interface ChatRoute {
  readonly provider: ProviderContext;
  readonly reference: ModelReference;
  readonly profile: UpstreamProfile;
  readonly prepare: PrepareRequest;
}

/** One call: its own configuration for the core, and what is learned on the way. Calls share nothing. */
export interface ChatCall extends AnswerCall {
  readonly prompt: readonly PromptMessage[];
  readonly around: AroundCore;
  readonly fetch: FetchFunction;
  readonly transformRequestBody: (body: Record<string, unknown>) => Record<string, unknown>;
  readonly sentBody: () => WireBody | undefined;
}

/** Prepares a call. Every error here is one of the SDK's own, and nothing has been sent. */
export function createChatCall(
  route: ChatRoute,
  request: PreparedRequest,
  input: ChatInput,
  mode: ProfileContext['mode'],
): ChatCall {
  const { profile } = route;
  const warnings = earlyWarnings(route, request, input);
  const warn = (warning: CallWarning): void => void warnings.push(warning);
  const record = createAnswerRecord();
  let sent: WireBody | undefined;
  let names: ReadonlyMap<string, string> = new Map();
  let format: WireBody['response_format'];
  const exchange = createExchange(request.plan.target.url, request.context);
  const { abortSignal: signal, includeRawChunks: raw = false } = input;
  const fixes = (): AnswerFixes =>
    sent === undefined ? {} : answerFixesOf(route, request, { sent, format, names }, exchange);
  const length = defaultLength(route, () => sent, warn);
  const around = aroundCore(route, request, record, raw);
  return {
    request,
    signal,
    prompt: preparePrompt(input.prompt, profile, warn),
    warnings,
    record,
    exchange,
    around,
    fetch: length.noted(
      createTransport({
        ...transportOf(route, request, exchange, record, warn),
        ...(mode === 'stream'
          ? { open: responseOpener({ exchange, record, signal, around, fixes, raw }) }
          : { decode: responseReader({ exchange, record }) }),
      }),
    ),
    transformRequestBody: body => {
      names = toolNamesOf(body as WireBody);
      // Read here: the profile may send it as something else.
      format = (body as WireBody).response_format;
      sent = shapeBody(body as WireBody, route, request, input, mode, warn);
      exchange.requestBody = sent;
      length.report();
      return sent;
    },
    sentBody: () => sent,
    answerFixes: fixes,
    vendorKey: profile.vendor?.keys.at(-1) ?? 'cloudflare',
    defaultLimit: length.limit,
  };
}

/** What is known before the body is written. */
function earlyWarnings(
  { profile, reference }: ChatRoute,
  { plan }: PreparedRequest,
  { warning, prompt, tools }: ChatInput,
): CallWarning[] {
  return [
    ...(warning === undefined ? [] : [warning]),
    ...plan.warnings,
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

/** The level that a call asks for; the provider's default is the absent field. */
function reasoningOf({ reasoning }: ChatInput): string | undefined {
  return reasoning === 'provider-default' ? undefined : reasoning;
}

/** What a call has sent, as far as reading its answer needs it. */
interface SentCall {
  readonly sent: WireBody;
  /** As the caller requested it. */
  readonly format: WireBody['response_format'];
  /** The names under which tools were sent, by their own. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * What the answer needs: what the profile decides on the sent body and, where the gateway picks the model, what the
 * model that answered needs.
 */
function answerFixesOf(
  { reference, profile }: ChatRoute,
  { plan }: PreparedRequest,
  { sent, format, names }: SentCall,
  { response }: Exchange,
): AnswerFixes {
  const answering = reference.upstream.picksModel
    ? response && answeringProfile(response.metadata)
    : undefined;
  const { tools = [], tool_choice: choice } = sent;
  const named = typeof choice === 'object' ? choice.function.name : undefined;
  const model = response?.metadata.routedModel ?? reference.model;
  return {
    ...(tools.length > 0 && { tools: tools.map(tool => tool.function.name) }),
    ...(tools.length > 0 &&
      choice !== 'none' &&
      plan.options.repairToolCalls !== false && {
        calls: {
          tools: named === undefined ? tools : tools.filter(tool => tool.function.name === named),
          forced: choice === 'required' || named !== undefined,
          markup: callMarkup(model),
        },
      }),
    ...(format !== undefined && format.type !== 'text' && { json: { schema: schemaOf(format) } }),
    ...answering?.answer?.(sent),
    ...profile.answer?.(sent),
    ...(names.size > 0 && { toolNames: new Map([...names].map(([own, wire]) => [wire, own])) }),
  };
}

function schemaOf({
  json_schema: envelope,
}: NonNullable<WireBody['response_format']>): JSONSchema | undefined {
  return isRecord(envelope?.schema) ? envelope.schema : undefined;
}

/** The profile of the model that the gateway names. */
function answeringProfile({
  routedModel,
  provider,
  model,
}: ResponseHead['metadata']): UpstreamProfile | undefined {
  const id = routedModel ?? (provider === undefined || model === undefined ? '' : `${provider}/${model}`);
  const slash = id.indexOf('/');
  return slash < 1 ? undefined : upstreamOf(id.slice(0, slash)).profile(id.slice(slash + 1));
}
