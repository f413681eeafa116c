import { bindingForms, endpointsOf } from '../../endpoints/select-endpoint.ts';
import type { EndpointName } from '../../settings/connection-settings.ts';
import { canonicalId, type ModelReference, parseModelId, splitModelId } from '../../upstreams/model-id.ts';
import { upstreamOf } from '../../upstreams/registry.ts';
import type { ServedWire } from '../../upstreams/upstream.ts';
import { words } from '../../wire/fields.ts';
import type {
  CloudflareModality,
  CloudflareModel,
  CloudflareModelFeature,
  CloudflareModelKind,
  CloudflareModelSource,
} from './cloudflare-model.ts';
import type { ModelRecord } from './model-record.ts';

/** The records of one source. */
interface SourceRecords {
  readonly source: CloudflareModelSource;
  readonly records: readonly ModelRecord[];
}

/** Merges the records of each model, sorted by id. Where sources disagree, the first one wins. */
export function mergeModels(lists: readonly SourceRecords[]): readonly CloudflareModel[] {
  const groups = new Map<string, Group>();
  for (const { source, records } of lists) {
    for (const record of records) {
      const id = canonicalId(record.id);
      const key = id.toLowerCase();
      const group: Group = groups.get(key) ?? { id, members: [] };
      groups.set(key, group);
      group.members.push({ source, record });
    }
  }
  return [...groups.values()].map(toModel).sort((a, b) => (a.id < b.id ? -1 : 1));
}

interface Group {
  readonly id: string;
  readonly members: { readonly source: CloudflareModelSource; readonly record: ModelRecord }[];
}

function toModel({ id, members }: Group): CloudflareModel {
  const records = members.map(({ record }) => record);
  // The last to be assigned wins, so the first source is assigned last.
  const all: ModelRecord = records.reduceRight((under, record) => Object.assign(under, record), {
    id,
    raw: undefined,
  });
  const { raw: _, id: __, features: ___, ...facts } = all;
  const sources = [...new Set(members.map(({ source }) => source))];
  const features = new Set<CloudflareModelFeature>(records.flatMap(record => record.features ?? []));
  const kind = publishedKind(id) ?? kindOf(facts.task, id);
  const upstream = upstreamOf(id.slice(0, id.indexOf('/')));
  const traits = upstream.listedTraits?.(id);
  const efforts = facts.reasoningEfforts ?? traits?.efforts ?? packageEfforts(id);
  return {
    id,
    kind,
    ...facts,
    features: [...features],
    ...modalitiesOf(kind, facts.task, features.has('vision') || traits?.images === true),
    ...(efforts !== undefined && efforts.length > 0 && { reasoningEfforts: efforts }),
    endpoints: servedBy(id, kind),
    sources,
    raw: Object.fromEntries([...members].reverse().map(({ source, record }) => [source, record.raw])),
  };
}

/** The efforts that the vendor of a model is known to accept. */
function packageEfforts(id: string): readonly string[] | undefined {
  const reference = splitModelId(id);
  const efforts = reference?.upstream.api?.options?.efforts?.(reference.model, undefined);
  return efforts === undefined ? undefined : words(efforts);
}

/** What models of a kind read and write. */
const modalities: { readonly [KIND in CloudflareModelKind]: readonly [string, string] } = {
  chat: ['text', 'text'],
  embeddings: ['text', 'embedding'],
  image: ['text', 'image'],
  video: ['text', 'video'],
  speech: ['text', 'audio'],
  transcription: ['audio', 'text'],
  reranking: ['text', 'text'],
  other: ['', ''],
};

type Modalities = Pick<CloudflareModel, 'inputModalities' | 'outputModalities'>;

/** `Image-to-Image` reads images, too. */
function modalitiesOf(kind: CloudflareModelKind, task: string | undefined, sees: boolean): Modalities {
  const [input, output] = modalities[kind].map(words) as [CloudflareModality[], CloudflareModality[]];
  const readsImages = sees || /^image\b/i.test(task ?? '');
  return {
    inputModalities: readsImages && kind !== 'other' ? [...new Set([...input, 'image' as const])] : input,
    outputModalities: output,
  };
}

/** The endpoints through which a model is reached; none where this package does not serve it. */
function servedBy(id: string, kind: CloudflareModelKind): readonly EndpointName[] {
  if (kind === 'video' || kind === 'other') return [];
  const reference = parsed(id, kind);
  if (reference === undefined) return [];
  const { upstream } = reference;
  return [
    ...endpointsOf(upstream, kind),
    ...(bindingForms(upstream, kind).length === 0 ? [] : (['binding'] as const)),
  ];
}

/** An id that the provider refuses has no endpoint. */
function parsed(id: string, kind: ServedWire): ModelReference | undefined {
  try {
    return parseModelId(id, kind);
  } catch {
    return undefined;
  }
}

/** The kind that the upstream knows of its model: a task may be wider (`clef` is listed under Text Generation). */
function publishedKind(id: string): CloudflareModelKind | undefined {
  return upstreamOf(id.slice(0, id.indexOf('/'))).kindOf?.(id);
}

/** Tasks as Cloudflare names them. @see https://developers.cloudflare.com/workers-ai/models/ */
const tasks: ReadonlyMap<string, CloudflareModelKind> = new Map([
  ['text generation', 'chat'],
  ['image-text-to-text', 'chat'],
  ['text embeddings', 'embeddings'],
  ['text-to-image', 'image'],
  ['image-to-image', 'image'],
  ['text-to-video', 'video'],
  ['image-to-video', 'video'],
  ['text-to-speech', 'speech'],
  ['automatic speech recognition', 'transcription'],
  ['speech-to-text', 'transcription'],
  ['reranking', 'reranking'],
  ['reranker', 'reranking'],
]);

/** Kinds by id, for records without a task: the first match, otherwise a chat model. */
const names: readonly (readonly [RegExp, CloudflareModelKind])[] = [
  [/rerank/, 'reranking'],
  [/embed|\/bge-/, 'embeddings'],
  // Deepgram's Nova transcribes; Amazon's Nova chats.
  [/transcribe|whisper|(?:^|[/-])stt\b|deepgram\/nova-\d/, 'transcription'],
  [/(?:^|[/-])tts\b|aura-|melotts/, 'speech'],
  [/sora|(?:^|[/-])veo|video/, 'video'],
  [/image|dall-e|flux|imagen|diffusion/, 'image'],
  [/moderation|llama-guard|prompt-guard/, 'other'],
];

function kindOf(task: string | undefined, id: string): CloudflareModelKind {
  if (task !== undefined) return tasks.get(task.trim().toLowerCase()) ?? 'other';
  const name = id.toLowerCase();
  return names.find(([pattern]) => pattern.test(name))?.[1] ?? 'chat';
}
