import type {
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3GenerateResult,
  LanguageModelV3StreamResult,
} from 'provider-v3';
import type { ChatRoute } from '../../chat/chat-call.ts';
import type { CloudflareExplanation } from '../../chat/explanation.ts';
import type { StepModel } from '../../fallback/server/step-model.ts';
import type { PrepareRequest } from '../../request/prepare-request.ts';
import { type ChatModel, createChatModel } from '../shared/chat-model.ts';
import type { CallMode, ChatSpec } from '../shared/chat-spec.ts';
import { supportedUrlsOf } from '../shared/supported-urls.ts';
import { adapterV3 } from './adapter.ts';
import { createCore } from './core-view.ts';
import { fromPromptV3, toPromptV3 } from './prompt-v3.ts';

type Chat = ChatModel<LanguageModelV3CallOptions, LanguageModelV3GenerateResult, LanguageModelV3StreamResult>;

const specV3: ChatSpec<
  LanguageModelV3CallOptions,
  LanguageModelV3GenerateResult,
  LanguageModelV3StreamResult
> = {
  adapter: adapterV3,
  createCore,
  input: options => ({ ...options, prompt: fromPromptV3(options.prompt) }),
  prompt: toPromptV3,
};

/** A chat model behind Cloudflare: the openai-compatible core, with one configuration for each call. */
export class CloudflareChatLanguageModel implements LanguageModelV3, StepModel {
  readonly specificationVersion = 'v3';
  readonly modelId: string;
  readonly provider: string;
  readonly supportedUrls: Record<string, RegExp[]>;
  // Closures: the SDK wraps models in proxies, and printing a model must show neither settings nor secrets.
  readonly route: () => ChatRoute;
  private readonly chat: () => Chat;

  constructor(route: ChatRoute, provider: string) {
    const chat = createChatModel(specV3, route);
    this.modelId = route.reference.id;
    this.provider = provider;
    this.supportedUrls = supportedUrlsOf(route.profile);
    this.route = () => route;
    this.chat = () => chat;
  }

  doGenerate(
    options: LanguageModelV3CallOptions,
    prepare?: PrepareRequest,
  ): Promise<LanguageModelV3GenerateResult> {
    return this.chat().generate(options, prepare);
  }

  doStream(
    options: LanguageModelV3CallOptions,
    prepare?: PrepareRequest,
  ): Promise<LanguageModelV3StreamResult> {
    return this.chat().stream(options, prepare);
  }

  explain(options: LanguageModelV3CallOptions, mode: CallMode): Promise<CloudflareExplanation> {
    return this.chat().explain(options, mode);
  }
}
