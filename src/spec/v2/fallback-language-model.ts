import type { LanguageModelV2 } from '@ai-sdk/provider';
import { fallbackGenerate, fallbackStream } from '../../fallback/fallback-call.ts';
import { type CloudflareFallbackOptions, readFallbackOptions } from '../../fallback/fallback-options.ts';
import { type LegInput, resolveLegs } from '../../fallback/resolve-legs.ts';
import type { Leg } from '../../fallback/leg.ts';
import type { Fallback } from '../../fallback/run-legs.ts';
import { serverGenerate, serverStream } from '../../fallback/server/server-call.ts';
import { serverLegs } from '../../fallback/server/server-legs.ts';
import { sharedUrls } from '../../fallback/shared-urls.ts';
import { CloudflareChatLanguageModel } from './chat-language-model.ts';

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
  // Closures: printing a model shows neither the options of its legs nor what stands behind them.
  private readonly legs: () => readonly Leg<LanguageModelV2>[];
  private readonly calls: () => Calls;

  constructor(
    models: readonly CloudflareFallbackLeg[],
    options: CloudflareFallbackOptions,
    { provider, modelOf }: FallbackSetup,
  ) {
    const legs = resolveLegs(models, { modelOf, specificationVersion: this.specificationVersion });
    const { mode, ...rules } = readFallbackOptions(options);
    const calls = mode === 'server' ? serverCalls(legs) : clientCalls({ ...rules, legs });
    this.legs = () => legs;
    this.calls = () => calls;
    this.provider = provider;
    this.modelId = legs.map(({ modelId }) => modelId).join(' → ');
  }

  get supportedUrls(): LanguageModelV2['supportedUrls'] {
    return sharedUrls(this.legs().map(({ model }) => model.supportedUrls));
  }

  async doGenerate(options: CallOptions): Promise<GenerateResult> {
    return this.calls().generate(options);
  }

  async doStream(options: CallOptions): Promise<StreamResult> {
    return this.calls().stream(options);
  }
}

/** The two kinds of a call, for one mode. */
interface Calls {
  readonly generate: (options: CallOptions) => Promise<GenerateResult>;
  readonly stream: (options: CallOptions) => Promise<StreamResult>;
}

function clientCalls(fallback: Fallback<LanguageModelV2>): Calls {
  return {
    generate: options => fallbackGenerate(fallback, options),
    stream: options => fallbackStream(fallback, options),
  };
}

function serverCalls(all: readonly Leg<LanguageModelV2>[]): Calls {
  const legs = serverLegs(all, model => (model instanceof CloudflareChatLanguageModel ? model : undefined));
  return {
    generate: options =>
      serverGenerate(legs, options, (model, call: CallOptions, prepare) => model.doGenerate(call, prepare)),
    stream: options =>
      serverStream(legs, options, (model, call: CallOptions, prepare) => model.doStream(call, prepare)),
  };
}
