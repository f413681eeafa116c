import { recordAnswer } from '../../answer/answer-record.ts';
import { answeredError, callError, refusedAnswer } from '../../answer/read-failure.ts';
import { type ChatCall, type ChatRoute, createChatCall } from '../../chat/chat-call.ts';
import { type CloudflareExplanation, explanationOf } from '../../chat/explanation.ts';
import { finishGenerate } from '../../chat/finish-generate.ts';
import { finishStream } from '../../chat/finish-stream.ts';
import { markClientError } from '../../gateway/errors/mark-client-error.ts';
import type { PrepareRequest } from '../../request/prepare-request.ts';
import type {
  CallMode,
  CallOptionsLike,
  ChatCore,
  ChatSpec,
  CoreOf,
  GenerateResultLike,
  StreamResultLike,
} from './chat-spec.ts';
import { coreOptions } from './core-options.ts';
import { emptyAnswer, startWarnings } from './explain-call.ts';

/** What a chat model does, in the types of one specification. */
export interface ChatModel<OPTIONS, GENERATED, STREAMED> {
  /** @param prepare in place of the model's own preparation, where a request is sent together with others */
  readonly generate: (options: OPTIONS, prepare?: PrepareRequest) => Promise<GENERATED>;
  /** @param prepare as of `generate` */
  readonly stream: (options: OPTIONS, prepare?: PrepareRequest) => Promise<STREAMED>;
  /** The request that a call would make; nothing is sent. */
  readonly explain: (options: OPTIONS, mode: CallMode) => Promise<CloudflareExplanation>;
}

interface OpenCall<OPTIONS, GENERATED, STREAMED> {
  readonly call: ChatCall;
  readonly core: ChatCore<OPTIONS, GENERATED, STREAMED>;
  readonly coreOf: CoreOf<ChatCore<OPTIONS, GENERATED, STREAMED>>;
  readonly options: OPTIONS;
}

/** A chat model behind Cloudflare: the openai-compatible core of a specification, configured anew for each call. */
export function createChatModel<
  OPTIONS extends CallOptionsLike,
  GENERATED extends GenerateResultLike,
  STREAMED extends StreamResultLike,
>(spec: ChatSpec<OPTIONS, GENERATED, STREAMED>, route: ChatRoute): ChatModel<OPTIONS, GENERATED, STREAMED> {
  const { adapter } = spec;
  const { id } = route.reference;
  const coreOf = spec.createCore(id, {
    includeUsage: route.profile.includeUsage ?? true,
    supportsStructuredOutputs: true,
  });
  const open = async (options: OPTIONS, mode: CallMode, prepare = route.prepare) => {
    try {
      options.abortSignal?.throwIfAborted();
      const input = spec.input(options);
      const call = createChatCall(route, await prepare(input), input, mode);
      return { call, core: coreOf(call, mode), coreOf, options: coreOptions(spec, options, call) };
    } catch (error) {
      throw markClientError(error, id);
    }
  };
  return {
    generate: async (options, prepare) => {
      const opened = await open(options, 'generate', prepare);
      const { call } = opened;
      const result = await answerOf(opened);
      recordAnswer(call.record, result.response?.body);
      if (call.record.error !== undefined) throw answeredError(call);
      return finishGenerate(result, call, adapter);
    },
    stream: async (options, prepare) => {
      const { call, core, options: forCore } = await open(options, 'stream', prepare);
      const result = await Promise.resolve(core.doStream(forCore)).catch(error => {
        throw callError(error, call, options.abortSignal);
      });
      const stream = await finishStream(result.stream, call, result.response?.headers, adapter);
      return { ...result, stream };
    },
    explain: async (options, mode) => {
      const opened = await open(options, mode);
      const { sent, warnings } = await recorded(opened, mode);
      const { request, warnings: own } = opened.call;
      return explanationOf(request, route.reference, sent, [...warnings, ...own.map(adapter.warning)]);
    },
  };
}

/** What a call would send, and what the core says of it. */
async function recorded<OPTIONS, GENERATED extends GenerateResultLike, STREAMED extends StreamResultLike>(
  { call, coreOf, options }: OpenCall<OPTIONS, GENERATED, STREAMED>,
  mode: CallMode,
) {
  const sent: { body?: unknown; headers?: HeadersInit } = {};
  const record: ChatCall['fetch'] = async (_, init) => {
    sent.body = JSON.parse(String(init?.body));
    sent.headers = init?.headers ?? {};
    return emptyAnswer(mode);
  };
  const view = coreOf({ ...call, fetch: record }, mode);
  const warnings =
    mode === 'generate'
      ? (await view.doGenerate(options)).warnings
      : await startWarnings((await view.doStream(options)).stream);
  return { sent, warnings };
}

async function answerOf<OPTIONS extends CallOptionsLike, GENERATED extends GenerateResultLike, STREAMED>(
  opened: OpenCall<OPTIONS, GENERATED, STREAMED>,
): Promise<GENERATED> {
  try {
    return await opened.core.doGenerate(opened.options);
  } catch (error) {
    return readAgain(error, opened);
  }
}

/** An answer that the core refused is repaired and given to it once more; nothing is sent again. */
async function readAgain<OPTIONS extends CallOptionsLike, GENERATED extends GenerateResultLike, STREAMED>(
  error: unknown,
  { call, coreOf, options }: OpenCall<OPTIONS, GENERATED, STREAMED>,
): Promise<GENERATED> {
  const refused = refusedAnswer(error);
  if (refused === undefined) throw callError(error, call, call.signal);
  // Usage is read from the record, so that odd counts cost nobody the answer.
  const { usage, ...repaired } = refused.answer;
  recordAnswer(call.record, { ...repaired, usage });
  const answer = new Response(JSON.stringify(repaired), { headers: call.record.headers ?? {} });
  const canned = { ...call, fetch: async () => answer, transformRequestBody: () => ({ ...call.sentBody() }) };
  const result = await Promise.resolve(coreOf(canned, 'generate').doGenerate(options)).catch(reason => {
    throw callError(reason, call, call.signal);
  });
  return { ...result, response: { ...result.response, body: refused.value } };
}
