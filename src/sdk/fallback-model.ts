import { fallbackGenerate, fallbackStream } from '../fallback/fallback-call.ts';
import { type CloudflareFallbackOptions, readFallbackOptions } from '../fallback/fallback-options.ts';
import type { Leg, LegModel } from '../fallback/leg.ts';
import { type LegInput, resolveLegs } from '../fallback/resolve-legs.ts';
import { type RunFallback, runLegs } from '../fallback/run-legs.ts';
import { runInGateway } from '../fallback/server/server-call.ts';
import { serverLegs } from '../fallback/server/server-legs.ts';
import { sharedUrls } from '../fallback/shared-urls.ts';
import type { ModelRoute } from '../request/request-plan.ts';
import { CarriedModel } from './carried-model.ts';
import { CloudflareChatLanguageModel } from './chat-model.ts';
import type { MediaKind } from './provider-methods.ts';
import type { LanguageModelOf, SdkTypes, Specification } from './specification.ts';

/** A language model of one specification, from any package. */
export type AnyModel<TYPES extends SdkTypes> = LegModel & LanguageModelOf<TYPES>;

/** How a fallback names itself, and makes models of ids. */
export interface FallbackSetup {
  readonly provider: string;
  readonly modelOf: (modelId: string, kind: 'language' | MediaKind) => unknown;
}

interface FallbackCalls<TYPES extends SdkTypes> {
  readonly generate: (options: TYPES['call']) => Promise<TYPES['generated']>;
  readonly stream: (options: TYPES['call']) => Promise<TYPES['streamed']>;
}

/** Several models as one: each call tries them in order until one responds. */
export class CloudflareFallbackLanguageModel<TYPES extends SdkTypes> {
  readonly specificationVersion: TYPES['version'];
  /** The ids of the legs in order, as in `openai/gpt-4o → @cf/openai/gpt-oss-120b`. */
  readonly modelId: string;
  readonly provider: string;
  // Closures: printing a model shows neither the options of its legs nor what stands behind them.
  private readonly legs: () => readonly Leg<AnyModel<TYPES>>[];
  private readonly calls: () => FallbackCalls<TYPES>;

  constructor(
    { version }: Specification<TYPES>,
    models: readonly LegInput<AnyModel<TYPES>>[],
    options: CloudflareFallbackOptions,
    { provider, modelOf }: FallbackSetup,
  ) {
    const isOfKind = (model: object): boolean => 'supportedUrls' in model;
    const legs = resolveLegs(models, {
      // Made in this specification.
      modelOf: id => modelOf(id, 'language') as AnyModel<TYPES>,
      specificationVersion: version,
      kind: 'a language',
      isOfKind,
    });
    const calls = fallbackCalls(legs, options);
    this.specificationVersion = version;
    this.provider = provider;
    this.modelId = legs.map(({ modelId }) => modelId).join(' → ');
    this.legs = () => legs;
    this.calls = () => calls;
  }

  get supportedUrls(): Record<string, RegExp[]> | Promise<Record<string, RegExp[]>> {
    return sharedUrls(this.legs().map(({ model }) => model.supportedUrls));
  }

  doGenerate(options: TYPES['call']): Promise<TYPES['generated']> {
    return this.calls().generate(options);
  }

  doStream(options: TYPES['call']): Promise<TYPES['streamed']> {
    return this.calls().stream(options);
  }
}

function fallbackCalls<TYPES extends SdkTypes>(
  legs: readonly Leg<AnyModel<TYPES>>[],
  options: CloudflareFallbackOptions,
): FallbackCalls<TYPES> {
  const { mode, ...rules } = readFallbackOptions(options);
  const run: RunFallback<AnyModel<TYPES>> =
    mode === 'server' ? runInGateway(serverLegs(legs, ownRoute)) : runLegs({ ...rules, legs });
  return {
    generate: call => fallbackGenerate(run, call),
    stream: call => fallbackStream(run, call),
  };
}

/** Where the calls of a model go, if it is a language model of this package. */
function ownRoute(model: object): ModelRoute | undefined {
  const isOwn =
    model instanceof CloudflareChatLanguageModel ||
    (model instanceof CarriedModel && 'supportedUrls' in model);
  return isOwn ? model.route() : undefined;
}
