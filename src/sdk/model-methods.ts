import { markClientError } from '../gateway/errors/client-errors.ts';
import { isRecord } from '../json-values.ts';
import { kept } from '../kept.ts';
import type { KindWire } from '../kinds/run-call.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { refusedSetting } from '../settings/setting-table.ts';
import type { Vendors } from '../vendors/vendors.ts';
import type { CarriedModel } from './carried-model.ts';
import type { Sdk } from './define-sdk.ts';
import { chatRoute, runRoute } from './model-routes.ts';
import type { MediaKind, ProviderMethods } from './provider-methods.ts';
import type { SdkTypes } from './specification.ts';

/** The methods that make a model of an id. */
export type ModelMethods<TYPES extends SdkTypes> = Pick<
  ProviderMethods<TYPES>,
  | 'languageModel'
  | 'chat'
  | 'chatModel'
  | 'responses'
  | 'messages'
  | 'embedding'
  | 'embeddingModel'
  | 'textEmbedding'
  | 'textEmbeddingModel'
  | MediaKind
  | `${MediaKind}Model`
>;

/** Each model is of the vendor's package where one was passed and serves it, and otherwise of this package. */
export function createModelMethods<TYPES extends SdkTypes>(
  context: ProviderContext,
  vendors: Vendors<CarriedModel>,
  { chat: chatModel, run }: Pick<Sdk<TYPES>, 'chat' | 'run'>,
): ModelMethods<TYPES> {
  // With what their first call prepares.
  const chatRouteOf = kept(modelId => chatRoute(context, modelId));
  const runRouteOf = kept((modelId: string, wire: KindWire) => runRoute(context, modelId, wire));
  const chat = (modelId: string) => chatModel(chatRouteOf(modelId));
  const kind = (wire: MediaKind | 'embeddings') => (modelId: string) =>
    vendors.isCarried(modelId, wire) ? vendors.ofKind(modelId, wire) : run(runRouteOf(modelId, wire));
  const embedding = kind('embeddings');
  const shortNames = {
    chat,
    embedding,
    textEmbedding: embedding,
    image: kind('image'),
    speech: kind('speech'),
    transcription: kind('transcription'),
    reranking: kind('reranking'),
  };
  const methods = {
    languageModel: (modelId: string) => vendors.automatic(modelId, () => chat(modelId)) ?? chat(modelId),
    responses: (modelId: string) => vendors.ofKind(modelId, 'responses'),
    messages: (modelId: string) => vendors.ofKind(modelId, 'messages'),
    ...shortNames,
    ...Object.fromEntries(Object.entries(shortNames).map(([name, make]) => [`${name}Model`, make])),
  };
  // `fromEntries` forgets names. That a package makes models of this specification is checked when it makes one.
  return Object.fromEntries(
    Object.entries(methods).map(([name, make]) => [name, idOnly(make)]),
  ) as unknown as ModelMethods<TYPES>;
}

/**
 * Other packages accept settings of a model as a second argument. A number is the index of `map`.
 * @throws InvalidArgumentError for a second argument that is an object
 */
export function idOnly<MODEL>(create: (modelId: string) => MODEL): (modelId: string) => MODEL {
  return (modelId, settings?: unknown) => {
    if (!isRecord(settings)) return create(modelId);
    throw markClientError(refusedSetting('options', 'a model has none of its own.', 'settings'));
  };
}
