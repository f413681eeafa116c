import type { SpecAdapter } from '../answer/spec-adapter.ts';
import type { ChatRoute } from '../chat/chat-input.ts';
import type { CloudflareFallbackOptions } from '../fallback/fallback-options.ts';
import type { LegInput } from '../fallback/resolve-legs.ts';
import type { RunRoute } from '../kinds/run-call.ts';
import type { CarrySpec } from '../vendors/vendors.ts';
import { CarriedModel } from './carried-model.ts';
import { CloudflareChatLanguageModel } from './chat-model.ts';
import {
  type AnyModel,
  areMedia,
  CloudflareFallbackLanguageModel,
  CloudflareFallbackMediaModel,
  type FallbackSetup,
} from './fallback-model.ts';
import { CloudflareRunModel } from './run-model.ts';
import type { SdkTypes, Specification } from './specification.ts';

/** How models are made, one line for each kind. */
interface ModelMakers<CHAT, FALLBACK, LEG> extends CarrySpec<CarriedModel> {
  readonly chat: (route: ChatRoute) => CHAT;
  readonly run: (route: RunRoute) => CloudflareRunModel;
  readonly fallback: (
    models: readonly LegInput<LEG>[],
    options: CloudflareFallbackOptions,
    setup: FallbackSetup,
  ) => FALLBACK | CloudflareFallbackMediaModel;
}

/** The models of one specification, in its own types. */
export type Sdk<TYPES extends SdkTypes> = ModelMakers<
  TYPES['language'],
  TYPES['language'],
  TYPES['language']
>;

/**
 * The models of this package in one specification. They become models of the SDK where the result is assigned to an
 * `Sdk` of that specification's types: there the compiler compares the two.
 */
export function defineSdk<TYPES extends SdkTypes>(
  specification: Specification<TYPES>,
): ModelMakers<CloudflareChatLanguageModel<TYPES>, CloudflareFallbackLanguageModel<TYPES>, AnyModel<TYPES>> {
  const { version, adapter } = specification;
  return {
    version,
    // It writes and reads what is of this specification, whoever made it.
    adapter: adapter as SpecAdapter<unknown, unknown>,
    carried: parts => new CarriedModel(parts),
    chat: route => new CloudflareChatLanguageModel(specification, route),
    run: route => new CloudflareRunModel(specification, route),
    fallback: (models, options, setup) =>
      areMedia(models)
        ? new CloudflareFallbackMediaModel(version, models, options, setup)
        : new CloudflareFallbackLanguageModel<TYPES>(version, models, options, setup),
  };
}
