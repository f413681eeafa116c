import type { Vendors } from '../vendors/vendors.ts';
import type { CarriedModel } from './carried-model.ts';
import type { Explainable } from './explain-call.ts';
import { idOnly } from './id-only.ts';
import type { CloudflareRunModel } from './run-model.ts';
import type { SdkTypes } from './specification.ts';

/** The kinds that a vendor's package and the run paths both have. */
export type CarriedKind = 'image' | 'speech' | 'transcription' | 'reranking';

/** A language model that can be explained. */
export type Language<TYPES extends SdkTypes> = TYPES['language'] & Explainable<TYPES['call']>;

/** The models of vendors' packages in the types of one specification. */
interface CarriedModels<TYPES extends SdkTypes> {
  readonly automatic: (
    modelId: string,
    chat: (modelId: string) => Language<TYPES>,
  ) => Language<TYPES> | undefined;
  readonly responses: (modelId: string) => Language<TYPES>;
  readonly messages: (modelId: string) => Language<TYPES>;
  /** The other kinds: of the vendor's package where one was passed, and otherwise of this package. */
  readonly kinds: {
    readonly [NAME in 'textEmbeddingModel' | 'textEmbedding' | 'embeddingModel' | 'embedding']: (
      modelId: string,
    ) => TYPES['embedding'];
  } & {
    readonly [NAME in 'imageModel' | 'image']: (modelId: string) => TYPES['image'];
  } & {
    readonly [NAME in 'speechModel' | 'speech']: (modelId: string) => TYPES['speech'];
  } & {
    readonly [NAME in 'transcriptionModel' | 'transcription']: (modelId: string) => TYPES['transcription'];
  } & {
    readonly [NAME in 'rerankingModel' | 'reranking']: (modelId: string) => TYPES['reranking'];
  };
}

export function carriedModels<TYPES extends SdkTypes>(
  vendors: Vendors<CarriedModel>,
  run: (modelId: string, wire: CarriedKind | 'embeddings') => CloudflareRunModel,
): CarriedModels<TYPES> {
  // Their packages make models of this specification, which is checked when a model is made.
  const language = (model: CarriedModel) => model as unknown as Language<TYPES>;
  const kind = (wire: CarriedKind | 'embeddings') => (modelId: string) =>
    vendors.isCarried(modelId, wire) ? vendors.ofKind(modelId, wire) : run(modelId, wire);
  const embedding = kind('embeddings');
  const makers = {
    embedding,
    textEmbedding: embedding,
    image: kind('image'),
    speech: kind('speech'),
    transcription: kind('transcription'),
    reranking: kind('reranking'),
  };
  return {
    automatic: (modelId, chat) => {
      const model = vendors.automatic(modelId, () => chat(modelId) as object);
      return model && language(model);
    },
    responses: idOnly(modelId => language(vendors.ofKind(modelId, 'responses'))),
    messages: idOnly(modelId => language(vendors.ofKind(modelId, 'messages'))),
    // Each kind under both of its names. `fromEntries` forgets names, and models are checked when they are made.
    kinds: Object.fromEntries(
      Object.entries(makers).flatMap(([name, make]) => [
        [name, idOnly(make)],
        [`${name}Model`, idOnly(make)],
      ]),
    ) as unknown as CarriedModels<TYPES>['kinds'],
  };
}
