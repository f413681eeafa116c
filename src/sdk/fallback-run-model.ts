import { fallbackWhole } from '../fallback/fallback-call.ts';
import { type CloudflareFallbackOptions, readFallbackOptions } from '../fallback/fallback-options.ts';
import type { LegModel } from '../fallback/leg.ts';
import { type LegInput, resolveLegs } from '../fallback/resolve-legs.ts';
import { runLegs } from '../fallback/run-legs.ts';
import type { RunOptions } from '../kinds/run-kind.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import type { FallbackSetup } from './fallback-model.ts';
import type { MediaKind } from './provider-methods.ts';

/** A model of images, speech, transcripts or rankings, from any package. */
type MediaModel = LegModel & {
  doGenerate(options: RunOptions): PromiseLike<object>;
  doRerank(options: RunOptions): PromiseLike<object>;
};

/** The model of the first leg, unless it is a language model. */
export function mediaLeg(models: readonly unknown[]): object | undefined {
  const leg = Object(Object(models)[0]);
  const model = Object(leg.model ?? leg);
  return typeof model.specificationVersion === 'string' && !('supportedUrls' in model) ? model : undefined;
}

/** Several models of one kind as one: each call tries them in order until one responds. */
export class CloudflareFallbackRunModel {
  readonly specificationVersion: string;
  readonly modelId: string;
  readonly provider: string;
  readonly maxImagesPerCall = 1;
  private readonly call: (method: 'doGenerate' | 'doRerank', options: RunOptions) => Promise<object>;

  constructor(
    version: string,
    models: readonly LegInput<never>[],
    options: CloudflareFallbackOptions,
    { provider, modelOf }: FallbackSetup,
  ) {
    const kind = namedKind(mediaLeg(models));
    const legs = resolveLegs<MediaModel>(models, {
      modelOf: id => {
        if (kind === undefined) throw modelsOnly();
        // Made by the method of that kind.
        return modelOf(id, kind) as MediaModel;
      },
      specificationVersion: version,
      kind: kind === 'image' ? 'an image' : `a ${kind ?? 'media'}`,
      isOfKind: model =>
        !('supportedUrls' in model) && lastName(model) !== 'embedding' && (namedKind(model) ?? kind) === kind,
    });
    const { mode, ...rules } = readFallbackOptions(options);
    if (mode === 'server') throw chatOnly();
    this.specificationVersion = version;
    this.provider = provider;
    this.modelId = legs.map(({ modelId }) => modelId).join(' → ');
    this.call = (method, given) =>
      fallbackWhole(runLegs({ ...rules, legs }), given, (model, own) => model[method](own));
  }

  doGenerate(options: RunOptions): Promise<object> {
    return this.call('doGenerate', options);
  }

  doRerank(options: RunOptions): Promise<object> {
    return this.call('doRerank', options);
  }
}

const kinds: readonly MediaKind[] = ['image', 'speech', 'transcription', 'reranking'];

/** The kind in the provider id of a model, such as `openai.image`; not every package names one. */
function namedKind(model: object | undefined): MediaKind | undefined {
  return kinds.find(kind => kind === lastName(model));
}

function lastName(model: object | undefined): string | undefined {
  return String(Object(model).provider).split('.').at(-1);
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
