import type { LanguageModelV2 } from '@ai-sdk/provider';
import { fallbackGenerate, fallbackStream } from '../../fallback/fallback-call.ts';
import { type CloudflareFallbackOptions, readFallbackOptions } from '../../fallback/fallback-options.ts';
import { type LegInput, resolveLegs } from '../../fallback/resolve-legs.ts';
import type { Fallback } from '../../fallback/run-legs.ts';
import { sharedUrls } from '../../fallback/shared-urls.ts';

type CallOptions = Parameters<LanguageModelV2['doGenerate']>[0];
type GenerateResult = Awaited<ReturnType<LanguageModelV2['doGenerate']>>;
type StreamResult = Awaited<ReturnType<LanguageModelV2['doStream']>>;

/** A leg of a fallback: a model id, a model of any package, or either with options of its own. */
export type CloudflareFallbackLeg = LegInput<LanguageModelV2>;

/** How a fallback gets its models, and what it is called. */
interface FallbackSetup {
  readonly provider: string;
  readonly modelOf: (modelId: string) => LanguageModelV2;
}

/** Several models as one: each call asks them in order until one answers. */
export class CloudflareFallbackLanguageModel implements LanguageModelV2 {
  readonly specificationVersion = 'v2';
  /** The ids of the legs in order, as in `openai/gpt-4o → @cf/openai/gpt-oss-120b`. */
  readonly modelId: string;
  readonly provider: string;
  // A closure: printing a model shows neither the options of its legs nor what stands behind them.
  private readonly fallback: () => Fallback<LanguageModelV2>;

  constructor(
    models: readonly CloudflareFallbackLeg[],
    options: CloudflareFallbackOptions,
    { provider, modelOf }: FallbackSetup,
  ) {
    const legs = resolveLegs(models, { modelOf, specificationVersion: this.specificationVersion });
    const fallback = { ...readFallbackOptions(options), legs };
    this.fallback = () => fallback;
    this.provider = provider;
    this.modelId = legs.map(({ modelId }) => modelId).join(' → ');
  }

  get supportedUrls(): LanguageModelV2['supportedUrls'] {
    return sharedUrls(this.fallback().legs.map(({ model }) => model.supportedUrls));
  }

  async doGenerate(options: CallOptions): Promise<GenerateResult> {
    return fallbackGenerate(this.fallback(), options);
  }

  async doStream(options: CallOptions): Promise<StreamResult> {
    return fallbackStream(this.fallback(), options);
  }
}
