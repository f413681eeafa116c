import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamResult,
} from 'provider-v4';
import type { CloudflareFallbackOptions } from '../../fallback/fallback-options.ts';
import type { LegInput } from '../../fallback/resolve-legs.ts';
import { createFallbackModel, type FallbackModel } from '../shared/fallback-model.ts';
import { CloudflareChatLanguageModel } from './chat-language-model.ts';

type Fallback = FallbackModel<
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamResult
>;

/** A leg of a fallback: a model id, a model of any package, or either with options of its own. */
export type CloudflareFallbackLeg = LegInput<LanguageModelV4>;

/** Several models as one: each call asks them in order until one answers. */
export class CloudflareFallbackLanguageModel implements LanguageModelV4 {
  readonly specificationVersion = 'v4';
  readonly modelId: string;
  readonly provider: string;
  // A closure: printing a model shows neither the options of its legs nor what stands behind them.
  private readonly fallback: () => Fallback;

  constructor(
    models: readonly CloudflareFallbackLeg[],
    options: CloudflareFallbackOptions,
    { provider, modelOf }: { provider: string; modelOf: (modelId: string) => LanguageModelV4 },
  ) {
    const fallback: Fallback = createFallbackModel(models, options, {
      modelOf,
      specificationVersion: this.specificationVersion,
      ownOf: (model: LanguageModelV4) => (model instanceof CloudflareChatLanguageModel ? model : undefined),
    });
    this.provider = provider;
    this.modelId = fallback.modelId;
    this.fallback = () => fallback;
  }

  get supportedUrls(): LanguageModelV4['supportedUrls'] {
    return this.fallback().supportedUrls();
  }

  doGenerate(options: LanguageModelV4CallOptions): Promise<LanguageModelV4GenerateResult> {
    return this.fallback().generate(options);
  }

  doStream(options: LanguageModelV4CallOptions): Promise<LanguageModelV4StreamResult> {
    return this.fallback().stream(options);
  }
}
