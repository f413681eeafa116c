import { fallbackGenerate, fallbackStream } from '../../fallback/fallback-call.ts';
import { type CloudflareFallbackOptions, readFallbackOptions } from '../../fallback/fallback-options.ts';
import type { Leg, LegModel } from '../../fallback/leg.ts';
import type { CallOptionsLike } from '../../fallback/leg-options.ts';
import { type LegInput, resolveLegs } from '../../fallback/resolve-legs.ts';
import { serverGenerate, serverStream } from '../../fallback/server/server-call.ts';
import { serverLegs } from '../../fallback/server/server-legs.ts';
import type { StepModel } from '../../fallback/server/step-model.ts';
import { sharedUrls, type UrlPatterns } from '../../fallback/shared-urls.ts';
import type { PrepareRequest } from '../../request/prepare-request.ts';
import type { GenerateResultLike, StreamResultLike } from './chat-spec.ts';

/** A language model of one specification, of any package. */
interface AnyModel<OPTIONS, GENERATED, STREAMED> extends LegModel {
  readonly supportedUrls: UrlPatterns | PromiseLike<UrlPatterns>;
  doGenerate(options: OPTIONS): PromiseLike<GENERATED>;
  doStream(options: OPTIONS): PromiseLike<STREAMED>;
}

/** A chat model of ours in the same specification. */
interface OwnModel<OPTIONS, GENERATED, STREAMED> extends StepModel {
  doGenerate(options: OPTIONS, prepare?: PrepareRequest): Promise<GENERATED>;
  doStream(options: OPTIONS, prepare?: PrepareRequest): Promise<STREAMED>;
}

/** How a fallback gets its models, and which of them are ours. */
export interface FallbackSetup<MODEL, OWN> {
  readonly specificationVersion: string;
  readonly modelOf: (modelId: string) => MODEL;
  readonly ownOf: (model: MODEL) => OWN | undefined;
}

/** What a fallback does, in the types of one specification. */
export interface FallbackModel<OPTIONS, GENERATED, STREAMED> {
  /** The ids of the legs in order, as in `openai/gpt-4o → @cf/openai/gpt-oss-120b`. */
  readonly modelId: string;
  readonly supportedUrls: () => Record<string, RegExp[]> | Promise<Record<string, RegExp[]>>;
  readonly generate: (options: OPTIONS) => Promise<GENERATED>;
  readonly stream: (options: OPTIONS) => Promise<STREAMED>;
}

/** Several models as one: each call asks them in order until one answers. */
export function createFallbackModel<
  OPTIONS extends CallOptionsLike,
  GENERATED extends GenerateResultLike,
  STREAMED extends StreamResultLike,
  MODEL extends AnyModel<OPTIONS, GENERATED, STREAMED>,
>(
  models: readonly LegInput<MODEL>[],
  options: CloudflareFallbackOptions,
  setup: FallbackSetup<MODEL, OwnModel<OPTIONS, GENERATED, STREAMED>>,
): FallbackModel<OPTIONS, GENERATED, STREAMED> {
  const legs = resolveLegs(models, setup);
  const { mode, ...rules } = readFallbackOptions(options);
  return {
    modelId: legs.map(({ modelId }) => modelId).join(' → '),
    supportedUrls: () => sharedUrls(legs.map(({ model }) => model.supportedUrls)),
    ...(mode === 'server'
      ? serverCalls<OPTIONS, GENERATED, STREAMED, MODEL>(legs, setup.ownOf)
      : {
          generate: call => fallbackGenerate({ ...rules, legs }, call),
          stream: call => fallbackStream({ ...rules, legs }, call),
        }),
  };
}

function serverCalls<
  OPTIONS extends CallOptionsLike,
  GENERATED extends GenerateResultLike,
  STREAMED extends StreamResultLike,
  MODEL extends LegModel,
>(
  all: readonly Leg<MODEL>[],
  ownOf: (model: MODEL) => OwnModel<OPTIONS, GENERATED, STREAMED> | undefined,
): Pick<FallbackModel<OPTIONS, GENERATED, STREAMED>, 'generate' | 'stream'> {
  const legs = serverLegs(all, ownOf);
  return {
    generate: options =>
      serverGenerate(legs, options, (model, call: OPTIONS, prepare) => model.doGenerate(call, prepare)),
    stream: options =>
      serverStream(legs, options, (model, call: OPTIONS, prepare) => model.doStream(call, prepare)),
  };
}
