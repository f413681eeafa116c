import { callError } from '../answer/answer-failure.ts';
import { finishStream } from '../answer/stream/finish-stream.ts';
import { ChatCall, givenCall, sentHeaders } from '../chat/chat-call.ts';
import type { CallMode, ChatRoute } from '../chat/chat-input.ts';
import { type CloudflareExplanation, explanationOf } from '../chat/explanation.ts';
import { finishGenerate } from '../chat/finish-generate.ts';
import type { StepModel } from '../fallback/server/server-legs.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import type { PrepareRequest } from '../request/prepare-request.ts';
import { providerId } from './model-routes.ts';
import { newerAIWarning } from './newer-ai.ts';
import type { SdkTypes, Specification } from './specification.ts';

/** What a chat model does, in the types of one specification. */
interface ChatCalls<TYPES extends SdkTypes> {
  /** @param prepare replaces the model's own preparation, where a request is sent together with others */
  readonly generate: (options: TYPES['call'], prepare?: PrepareRequest) => Promise<TYPES['generated']>;
  /** @param prepare as of `generate` */
  readonly stream: (options: TYPES['call'], prepare?: PrepareRequest) => Promise<TYPES['streamed']>;
  /** The request that a call would make; nothing is sent. */
  readonly explain: (options: TYPES['call'], mode: CallMode) => Promise<CloudflareExplanation>;
}

/** A chat model behind Cloudflare: the openai-compatible core, with one configuration for each call. */
export class CloudflareChatLanguageModel<TYPES extends SdkTypes> implements StepModel {
  readonly specificationVersion: TYPES['version'];
  readonly modelId: string;
  readonly provider: string;
  readonly supportedUrls: Record<string, RegExp[]>;
  // Closures: the SDK wraps models in proxies, and printing a model must show neither settings nor secrets.
  readonly route: () => ChatRoute;
  private readonly calls: () => ChatCalls<TYPES>;

  constructor(specification: Specification<TYPES>, route: ChatRoute) {
    const calls = chatCalls(specification, route);
    this.specificationVersion = specification.version;
    this.modelId = route.reference.id;
    this.provider = providerId(route.provider, 'chat');
    // A copy, which callers may change.
    this.supportedUrls = Object.fromEntries(
      Object.entries(route.profile.supportedUrls ?? {}).map(([type, patterns]) => [type, [...patterns]]),
    );
    this.route = () => route;
    this.calls = () => calls;
  }

  doGenerate(options: TYPES['call'], prepare?: PrepareRequest): Promise<TYPES['generated']> {
    return this.calls().generate(options, prepare);
  }

  doStream(options: TYPES['call'], prepare?: PrepareRequest): Promise<TYPES['streamed']> {
    return this.calls().stream(options, prepare);
  }

  explain(options: TYPES['call'], mode: CallMode): Promise<CloudflareExplanation> {
    return this.calls().explain(options, mode);
  }
}

function chatCalls<TYPES extends SdkTypes>(
  { version, adapter, prompt, chatCores }: Specification<TYPES>,
  route: ChatRoute,
): ChatCalls<TYPES> {
  const { id } = route.reference;
  const core = chatCores(id, route.profile.includeUsage ?? true);
  // Every error here is one of the SDK's own, and nothing has been sent.
  const open = async (options: TYPES['call'], mode: CallMode, prepare = route.prepare) => {
    try {
      options.abortSignal?.throwIfAborted();
      const warning = newerAIWarning(version, options.headers);
      const input = Object.assign({}, options, { prompt: prompt.read(options.prompt), warning });
      const given = givenCall(route, await prepare(input), input, mode);
      const { body, warnings } = await core.write(coreOptions(options, prompt.write(given.prompt)), mode);
      return { call: new ChatCall(given, body), warnings };
    } catch (error) {
      throw markClientError(error, id);
    }
  };
  const send = async (options: TYPES['call'], mode: CallMode, prepare?: PrepareRequest) => {
    const { call, warnings } = await open(options, mode, prepare);
    try {
      return { call, warnings, response: await call.send() };
    } catch (error) {
      throw callError(error, call, call.signal);
    }
  };
  return {
    generate: async (options, prepare) => {
      const { call, warnings } = await send(options, 'generate', prepare);
      // Written in the fields that every specification shares.
      return finishGenerate(warnings, call, adapter) as TYPES['generated'];
    },
    stream: async (options, prepare) => {
      const { call, warnings, response } = await send(options, 'stream', prepare);
      const start = () => core.read(call, response, options.includeRawChunks);
      const stream = await finishStream(warnings, start, call, adapter);
      const { headers } = call.exchange.response ?? {};
      return { stream, request: { body: call.body }, response: { headers } } as TYPES['streamed'];
    },
    explain: async (options, mode) => {
      const { call, warnings } = await open(options, mode);
      const sent = { body: JSON.parse(call.text), headers: sentHeaders(call.request) };
      return explanationOf(call.request, route.reference, sent, [
        ...warnings,
        ...call.warnings.map(adapter.warning),
      ]);
    },
  };
}

/** The call for the core: everything that is ours has been taken out and travels in the view's configuration. */
function coreOptions<TYPES extends SdkTypes>(
  options: TYPES['call'],
  prompt: TYPES['call']['prompt'],
): TYPES['call'] {
  // Not spread: each member that comes to a spread object takes most of a microsecond (Node 20.20, 2026-11).
  const own = Object.assign({}, options, { prompt, headers: undefined, providerOptions: {} });
  // The core warns about any `topK`; the profile knows better.
  return options.topK === undefined ? own : { ...own, topK: undefined };
}
