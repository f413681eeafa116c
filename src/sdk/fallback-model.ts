import { fallbackGenerate, fallbackStream, fallbackWhole } from '../fallback/fallback-call.ts';
import { type CloudflareFallbackOptions, readFallbackOptions } from '../fallback/fallback-options.ts';
import type { Leg, LegModel, UrlPatterns } from '../fallback/leg.ts';
import { type LegInput, resolveLegs } from '../fallback/resolve-legs.ts';
import { type RunFallback, runLegs } from '../fallback/run-legs.ts';
import { runInGateway } from '../fallback/server/server-call.ts';
import { serverLegs } from '../fallback/server/server-legs.ts';
import { sharedUrls } from '../fallback/shared-urls.ts';
import type { RunOptions } from '../kinds/run-kind.ts';
import type { ModelRoute } from '../request/request-plan.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import { CarriedModel } from './carried-model.ts';
import { CloudflareChatLanguageModel } from './chat-model.ts';
import type { MediaKind } from './provider-methods.ts';
import type { LanguageModelOf, SdkTypes } from './specification.ts';

/** A language model of one specification, from any package. */
export interface AnyModel<TYPES extends SdkTypes> extends LegModel, LanguageModelOf<TYPES> {
  readonly supportedUrls: UrlPatterns | PromiseLike<UrlPatterns>;
}

/** A model of images, speech, transcripts or rankings, from any package. */
interface MediaModel extends LegModel {
  doGenerate(options: RunOptions): PromiseLike<object>;
  doRerank(options: RunOptions): PromiseLike<object>;
}

/** How a fallback names itself, and makes models of ids. */
export interface FallbackSetup {
  readonly provider: string;
  readonly modelOf: (modelId: string, kind: 'language' | MediaKind) => unknown;
}

/** Several models of one kind as one: each call tries them in order until one responds. */
abstract class FallbackModel<VERSION extends string, MODEL extends LegModel> {
  readonly specificationVersion: VERSION;
  /** The ids of the legs in order, as in `openai/gpt-4o → @cf/openai/gpt-oss-120b`. */
  readonly modelId: string;
  readonly provider: string;
  // Functions: printing a model shows neither the options of its legs nor what stands behind them.
  protected readonly legs: () => readonly Leg<MODEL>[];
  protected readonly run: RunFallback<MODEL>;

  constructor(
    version: VERSION,
    provider: string,
    legs: readonly Leg<MODEL>[],
    options: CloudflareFallbackOptions,
    runOnServer: () => RunFallback<MODEL>,
  ) {
    const { mode, ...rules } = readFallbackOptions(options);
    this.specificationVersion = version;
    this.provider = provider;
    this.modelId = legs.map(({ modelId }) => modelId).join(' → ');
    this.legs = () => legs;
    this.run = mode === 'server' ? runOnServer() : runLegs({ ...rules, legs });
  }
}

/** Language models as one. */
export class CloudflareFallbackLanguageModel<TYPES extends SdkTypes> extends FallbackModel<
  TYPES['version'],
  AnyModel<TYPES>
> {
  constructor(
    version: TYPES['version'],
    models: readonly LegInput<AnyModel<TYPES>>[],
    options: CloudflareFallbackOptions,
    { provider, modelOf }: FallbackSetup,
  ) {
    const legs = resolveLegs(models, {
      modelOf: id => modelOf(id, 'language'),
      specificationVersion: version,
      kind: 'a language',
      isOfKind: (model): model is AnyModel<TYPES> => isLanguageModel(model),
    });
    super(version, provider, legs, options, () => runInGateway(serverLegs(legs, ownRoute)));
  }

  get supportedUrls(): Record<string, RegExp[]> | Promise<Record<string, RegExp[]>> {
    return sharedUrls(this.legs().map(({ model }) => model.supportedUrls));
  }

  doGenerate(options: TYPES['call']): Promise<TYPES['generated']> {
    return fallbackGenerate(this.run, options);
  }

  doStream(options: TYPES['call']): Promise<TYPES['streamed']> {
    return fallbackStream(this.run, options);
  }
}

/** Models of images, speech, transcripts or rankings as one. */
export class CloudflareFallbackMediaModel extends FallbackModel<string, MediaModel> {
  readonly maxImagesPerCall = 1;

  constructor(
    version: string,
    models: readonly LegInput<MediaModel>[],
    options: CloudflareFallbackOptions,
    { provider, modelOf }: FallbackSetup,
  ) {
    const kind = namedKind(firstModel(models));
    const legs = resolveLegs(models, {
      modelOf: id => {
        if (kind === undefined) throw modelsOnly();
        return modelOf(id, kind);
      },
      specificationVersion: version,
      kind: kind === 'image' ? 'an image' : `a ${kind ?? 'media'}`,
      isOfKind: (model): model is MediaModel =>
        !isLanguageModel(model) && lastName(model) !== 'embedding' && (namedKind(model) ?? kind) === kind,
    });
    super(version, provider, legs, options, () => {
      throw chatOnly();
    });
  }

  doGenerate(options: RunOptions): Promise<object> {
    return fallbackWhole(this.run, options, (model, own) => model.doGenerate(own));
  }

  doRerank(options: RunOptions): Promise<object> {
    return fallbackWhole(this.run, options, (model, own) => model.doRerank(own));
  }
}

/** Whether the first leg, whose kind is that of all, is a model and not one of language. */
export function areMedia(models: readonly unknown[]): models is readonly LegInput<MediaModel>[] {
  const model = firstModel(models);
  return typeof Object(model).specificationVersion === 'string' && !isLanguageModel(model);
}

function firstModel(models: readonly unknown[]): unknown {
  const leg = Object(Object(models)[0]);
  return leg.model ?? leg;
}

function isLanguageModel(model: unknown): boolean {
  return 'supportedUrls' in Object(model);
}

const kinds: readonly MediaKind[] = ['image', 'speech', 'transcription', 'reranking'];

/** The kind in the provider id of a model, such as `openai.image`; not every package names one. */
function namedKind(model: unknown): MediaKind | undefined {
  return kinds.find(kind => kind === lastName(model));
}

function lastName(model: unknown): string | undefined {
  return String(Object(model).provider).split('.').at(-1);
}

/** Where the calls of a model go, if it is a language model of this package. */
function ownRoute(model: object): ModelRoute | undefined {
  const isOwn =
    model instanceof CloudflareChatLanguageModel || (model instanceof CarriedModel && isLanguageModel(model));
  return isOwn ? model.route() : undefined;
}

function modelsOnly(): Error {
  return invalidArgument({
    setting: 'models',
    problem: 'an id has the kind of the first leg, which names none. Pass models only.',
    example: "cloudflare.fallback([cloudflare.imageModel('@cf/leonardo/lucid-origin')])",
  });
}

function chatOnly(): Error {
  return invalidArgument({
    setting: 'options.mode',
    problem: 'the gateway runs lists of chat models only. Remove the mode.',
    example: 'cloudflare.fallback([…])',
  });
}
