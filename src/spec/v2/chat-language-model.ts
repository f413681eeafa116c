import type { LanguageModelV2 } from '@ai-sdk/provider';
import { recordAnswer } from '../../answer/answer-record.ts';
import { answeredError, callError, refusedAnswer } from '../../answer/read-failure.ts';
import { type ChatCall, type ChatInput, type ChatRoute, createChatCall } from '../../chat/chat-call.ts';
import { type CloudflareExplanation, explanationOf } from '../../chat/explanation.ts';
import { finishGenerate } from '../../chat/finish-generate.ts';
import { finishStream } from '../../chat/finish-stream.ts';
import type { StepModel } from '../../fallback/server/step-model.ts';
import { markClientError } from '../../gateway/errors/mark-client-error.ts';
import type { PrepareRequest } from '../../request/prepare-request.ts';
import type { PromptMessage } from '../../upstreams/profile.ts';
import { adapterV2 } from './adapter.ts';
import { type CoreOf, createCore } from './core-view.ts';
import { emptyAnswer, startWarnings } from './explain.ts';

type CallOptions = Parameters<LanguageModelV2['doGenerate']>[0];
type GenerateResult = Awaited<ReturnType<LanguageModelV2['doGenerate']>>;
type StreamResult = Awaited<ReturnType<LanguageModelV2['doStream']>>;

/** A chat model behind Cloudflare: the openai-compatible core, with one configuration for each call. */
export class CloudflareChatLanguageModel implements LanguageModelV2, StepModel {
  readonly specificationVersion = 'v2';
  readonly modelId: string;
  readonly provider: string;
  readonly supportedUrls: Record<string, RegExp[]>;
  // Closures: the SDK wraps models in proxies, and printing a model must show neither settings nor secrets.
  readonly route: () => ChatRoute;
  private readonly open: (options: CallOptions, mode: Mode, prepare?: PrepareRequest) => Promise<OpenCall>;

  constructor(route: ChatRoute, provider: string) {
    const { profile, reference } = route;
    this.modelId = reference.id;
    this.provider = provider;
    this.route = () => route;
    this.supportedUrls = Object.fromEntries(
      Object.entries(profile.supportedUrls ?? {}).map(([type, patterns]) => [type, [...patterns]]),
    );
    const coreOf = createCore(reference.id, {
      includeUsage: profile.includeUsage ?? true,
      supportsStructuredOutputs: true,
    });
    this.open = async (options, mode, prepare = route.prepare) => {
      try {
        options.abortSignal?.throwIfAborted();
        const request = await prepare(options);
        const call = createChatCall(route, request, inputOf(options), mode);
        return { call, core: coreOf(call, mode), coreOf, options: coreOptions(options, call) };
      } catch (error) {
        throw markClientError(error, reference.id);
      }
    };
  }

  /** @param prepare in place of the model's own preparation, where a request is sent together with others */
  async doGenerate(options: CallOptions, prepare?: PrepareRequest): Promise<GenerateResult> {
    const open = await this.open(options, 'generate', prepare);
    const { call } = open;
    let result: GenerateResult;
    try {
      result = await open.core.doGenerate(open.options);
    } catch (error) {
      result = await readAgain(error, open);
    }
    recordAnswer(call.record, result.response?.body);
    if (call.record.error !== undefined) throw answeredError(call);
    return finishGenerate(result, call, adapterV2);
  }

  /** @param prepare as of `doGenerate` */
  async doStream(options: CallOptions, prepare?: PrepareRequest): Promise<StreamResult> {
    const { call, core, options: forCore } = await this.open(options, 'stream', prepare);
    const result = await core.doStream(forCore).catch(error => {
      throw callError(error, call, options.abortSignal);
    });
    const stream = await finishStream(result.stream, call, result.response?.headers, adapterV2);
    return { ...result, stream };
  }

  /** The request that a call would make; nothing is sent. */
  async explain(options: CallOptions, mode: Mode): Promise<CloudflareExplanation> {
    const { call, coreOf, options: forCore } = await this.open(options, mode);
    const sent: { body?: unknown; headers?: HeadersInit } = {};
    const record: ChatCall['fetch'] = async (_, init) => {
      sent.body = JSON.parse(String(init?.body));
      sent.headers = init?.headers ?? {};
      return emptyAnswer(mode);
    };
    const view = coreOf({ ...call, fetch: record }, mode);
    const warnings =
      mode === 'generate'
        ? (await view.doGenerate(forCore)).warnings
        : await startWarnings((await view.doStream(forCore)).stream);
    const all = [...warnings, ...call.warnings.map(adapterV2.warning)];
    return explanationOf(call.request, this.route().reference, sent, all);
  }
}

type Mode = 'generate' | 'stream';

interface OpenCall {
  readonly call: ChatCall;
  readonly core: ReturnType<CoreOf>;
  readonly coreOf: CoreOf;
  readonly options: CallOptions;
}

/** A prompt of this specification, read as the parts that all of them share. */
function inputOf(options: CallOptions): ChatInput {
  return options as Omit<CallOptions, 'prompt'> & { readonly prompt: readonly PromptMessage[] };
}

/** The call for the core: everything that is ours has been taken out and travels in the view's configuration. */
function coreOptions(options: CallOptions, call: ChatCall): CallOptions {
  // `lift` returns messages of the same specification: it replaces parts by text parts at most.
  const prompt = call.prompt as CallOptions['prompt'];
  const own = { prompt, headers: call.request.headers(), providerOptions: {} };
  // The core warns about any `topK`; the profile knows better.
  if (options.topK === undefined) return { ...options, ...own };
  const { topK: _, ...rest } = options;
  return { ...rest, ...own };
}

/** An answer that the core refused is repaired and given to it once more; nothing is sent again. */
async function readAgain(error: unknown, { call, coreOf, options }: OpenCall): Promise<GenerateResult> {
  const refused = refusedAnswer(error);
  if (refused === undefined) throw callError(error, call, options.abortSignal);
  // Usage is read from the record, so that odd counts cost nobody the answer.
  const { usage, ...repaired } = refused.answer;
  recordAnswer(call.record, { ...repaired, usage });
  const answer = new Response(JSON.stringify(repaired), { headers: call.record.headers ?? {} });
  const canned = { ...call, fetch: async () => answer, transformRequestBody: () => ({ ...call.sentBody() }) };
  const result = await coreOf(canned, 'generate')
    .doGenerate(options)
    .catch(reason => {
      throw callError(reason, call, options.abortSignal);
    });
  return { ...result, response: { ...result.response, body: refused.value } };
}
