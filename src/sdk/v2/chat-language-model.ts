import type { LanguageModelV2 } from '@ai-sdk/provider';
import type { ChatInput, ChatRoute } from '../../chat/chat-call.ts';
import type { CloudflareExplanation } from '../../chat/explanation.ts';
import type { StepModel } from '../../fallback/server/step-model.ts';
import type { PrepareRequest } from '../../request/prepare-request.ts';
import type { PromptMessage } from '../../wire/profile.ts';
import { type ChatModel, createChatModel } from '../shared/chat-model.ts';
import type { CallMode, ChatSpec } from '../shared/chat-spec.ts';
import { supportedUrlsOf } from '../shared/supported-urls.ts';
import { adapterV2 } from './adapter.ts';
import { createCore } from './core-view.ts';

export type CallOptionsV2 = Parameters<LanguageModelV2['doGenerate']>[0];
type GenerateResult = Awaited<ReturnType<LanguageModelV2['doGenerate']>>;
type StreamResult = Awaited<ReturnType<LanguageModelV2['doStream']>>;

const specV2: ChatSpec<CallOptionsV2, GenerateResult, StreamResult> = {
  adapter: adapterV2,
  createCore,
  // A prompt of this specification reads as the parts that all of them share.
  input: options => options as CallOptionsV2 & ChatInput & { readonly prompt: readonly PromptMessage[] },
  // `lift` returns messages of the same specification: it replaces parts by text parts at most.
  prompt: prompt => prompt as CallOptionsV2['prompt'],
};

/** A chat model behind Cloudflare: the openai-compatible core, with one configuration for each call. */
export class CloudflareChatLanguageModel implements LanguageModelV2, StepModel {
  readonly specificationVersion = 'v2';
  readonly modelId: string;
  readonly provider: string;
  readonly supportedUrls: Record<string, RegExp[]>;
  // Closures: the SDK wraps models in proxies, and printing a model must show neither settings nor secrets.
  readonly route: () => ChatRoute;
  private readonly chat: () => ChatModel<CallOptionsV2, GenerateResult, StreamResult>;

  constructor(route: ChatRoute, provider: string) {
    const chat = createChatModel(specV2, route);
    this.modelId = route.reference.id;
    this.provider = provider;
    this.supportedUrls = supportedUrlsOf(route.profile);
    this.route = () => route;
    this.chat = () => chat;
  }

  doGenerate(options: CallOptionsV2, prepare?: PrepareRequest): Promise<GenerateResult> {
    return this.chat().generate(options, prepare);
  }

  doStream(options: CallOptionsV2, prepare?: PrepareRequest): Promise<StreamResult> {
    return this.chat().stream(options, prepare);
  }

  explain(options: CallOptionsV2, mode: CallMode): Promise<CloudflareExplanation> {
    return this.chat().explain(options, mode);
  }
}
