import type { LanguageModelV2 } from '@ai-sdk/provider';
import type { CloudflareFallbackOptions } from '../../fallback/fallback-options.ts';
import type { LegInput } from '../../fallback/resolve-legs.ts';
import { createFallbackModel, type FallbackModel } from '../shared/fallback-model.ts';
import { type CallOptionsV2, CloudflareChatLanguageModel } from './chat-language-model.ts';

type GenerateResult = Awaited<ReturnType<LanguageModelV2['doGenerate']>>;
type StreamResult = Awaited<ReturnType<LanguageModelV2['doStream']>>;

/** A leg of a fallback: a model id, a model of any package, or either with options of its own. */
export type CloudflareFallbackLeg = LegInput<LanguageModelV2>;

/** Several models as one: each call asks them in order until one answers. */
export class CloudflareFallbackLanguageModel implements LanguageModelV2 {
  readonly specificationVersion = 'v2';
  readonly modelId: string;
  readonly provider: string;
  // A closure: printing a model shows neither the options of its legs nor what stands behind them.
  private readonly fallback: () => FallbackModel<CallOptionsV2, GenerateResult, StreamResult>;

  constructor(
    models: readonly CloudflareFallbackLeg[],
    options: CloudflareFallbackOptions,
    { provider, modelOf }: { provider: string; modelOf: (modelId: string) => LanguageModelV2 },
  ) {
    const fallback = createFallbackModel<CallOptionsV2, GenerateResult, StreamResult, LanguageModelV2>(
      models,
      options,
      {
        modelOf,
        specificationVersion: this.specificationVersion,
        ownOf: model => (model instanceof CloudflareChatLanguageModel ? model : undefined),
      },
    );
    this.provider = provider;
    this.modelId = fallback.modelId;
    this.fallback = () => fallback;
  }

  get supportedUrls(): LanguageModelV2['supportedUrls'] {
    return this.fallback().supportedUrls();
  }

  doGenerate(options: CallOptionsV2): Promise<GenerateResult> {
    return this.fallback().generate(options);
  }

  doStream(options: CallOptionsV2): Promise<StreamResult> {
    return this.fallback().stream(options);
  }
}
