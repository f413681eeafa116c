import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamResult,
} from 'provider-v4';
import type { ChatRoute } from '../../chat/chat-call.ts';
import type { CloudflareExplanation } from '../../chat/explanation.ts';
import type { StepModel } from '../../fallback/server/step-model.ts';
import type { PrepareRequest } from '../../request/prepare-request.ts';
import { type ChatModel, createChatModel } from '../shared/chat-model.ts';
import type { CallMode, ChatSpec } from '../shared/chat-spec.ts';
import { supportedUrlsOf } from '../shared/supported-urls.ts';
import { adapterV4 } from './adapter.ts';
import { createCore } from './core-view.ts';
import { fromPromptV4, toPromptV4 } from './prompt-v4.ts';

type Chat = ChatModel<LanguageModelV4CallOptions, LanguageModelV4GenerateResult, LanguageModelV4StreamResult>;

const specV4: ChatSpec<
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamResult
> = {
  adapter: adapterV4,
  createCore,
  input: options => ({ ...options, prompt: fromPromptV4(options.prompt) }),
  prompt: toPromptV4,
};

/** A chat model behind Cloudflare: the openai-compatible core, with one configuration for each call. */
export class CloudflareChatLanguageModel implements LanguageModelV4, StepModel {
  readonly specificationVersion = 'v4';
  readonly modelId: string;
  readonly provider: string;
  readonly supportedUrls: Record<string, RegExp[]>;
  // Closures: the SDK wraps models in proxies, and printing a model must show neither settings nor secrets.
  readonly route: () => ChatRoute;
  private readonly chat: () => Chat;

  constructor(route: ChatRoute, provider: string) {
    const chat = createChatModel(specV4, route);
    this.modelId = route.reference.id;
    this.provider = provider;
    this.supportedUrls = supportedUrlsOf(route.profile);
    this.route = () => route;
    this.chat = () => chat;
  }

  doGenerate(
    options: LanguageModelV4CallOptions,
    prepare?: PrepareRequest,
  ): Promise<LanguageModelV4GenerateResult> {
    return this.chat().generate(options, prepare);
  }

  doStream(
    options: LanguageModelV4CallOptions,
    prepare?: PrepareRequest,
  ): Promise<LanguageModelV4StreamResult> {
    return this.chat().stream(options, prepare);
  }

  explain(options: LanguageModelV4CallOptions, mode: CallMode): Promise<CloudflareExplanation> {
    return this.chat().explain(options, mode);
  }
}
