import { createLogs } from '../account/logs/logs.ts';
import { createChooseModel } from '../account/models/choose-model.ts';
import { createListModels } from '../account/models/list-models.ts';
import type { CloudflareFallbackOptions } from '../fallback/fallback-options.ts';
import type { LegInput } from '../fallback/resolve-legs.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { type CloudflareProviderSettings, createProviderContext } from '../request/provider-context.ts';
import { createVendors } from '../vendors/vendors.ts';
import type { Sdk } from './define-sdk.ts';
import { explainCall } from './explain-call.ts';
import type { FallbackSetup } from './fallback-model.ts';
import { createModelMethods, idOnly } from './model-methods.ts';
import { providerId } from './model-routes.ts';
import type { ExplainOptionsOf, ProviderMethods } from './provider-methods.ts';
import type { SdkTypes } from './specification.ts';

/** A provider whose models are those of one specification. It reads no environment and sends nothing. */
export function createProvider<TYPES extends SdkTypes>(
  settings: CloudflareProviderSettings,
  sdk: Sdk<TYPES>,
): ProviderMethods<TYPES> {
  const context = createProviderContext(settings);
  const vendors = createVendors(context, sdk);
  const models = createModelMethods(context, vendors, sdk);
  const listModels = createListModels(context);
  const setup: FallbackSetup = {
    provider: providerId(context, 'fallback'),
    modelOf: (modelId, kind) => models[`${kind}Model`](modelId),
  };
  const fallback = (
    legs: readonly LegInput<TYPES['language']>[],
    options: CloudflareFallbackOptions = {},
  ) => {
    try {
      return sdk.fallback(legs, options, setup);
    } catch (error) {
      throw markClientError(error);
    }
  };
  // The members are assigned to the function, so it is not one of them.
  return Object.assign(idOnly(models.languageModel), models, {
    // Its overloads tell the kinds of legs apart.
    fallback: fallback as ProviderMethods<TYPES>['fallback'],
    // Returns what the function passed to it returns.
    carry: vendors.carry as ProviderMethods<TYPES>['carry'],
    explain: (model: string | object, options?: ExplainOptionsOf<TYPES['call']>) =>
      explainCall(models, model, options),
    listModels,
    chooseModel: createChooseModel(context, listModels),
    logs: createLogs(context),
  });
}
