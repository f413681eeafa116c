import { bindingForms, endpointsOf } from '../../endpoints/served-wires.ts';
import type { EndpointName } from '../../settings/connection-settings.ts';
import { canonicalId, parseModelId, splitModelId } from '../../upstreams/model-id.ts';
import { upstreamOf } from '../../upstreams/registry.ts';
import { words } from '../../wire/fields.ts';
import type { CloudflareModality, CloudflareModel, CloudflareModelKind } from './cloudflare-model.ts';
import { kindOf, modelKinds } from './model-kinds.ts';
import type { ModelRecord } from './model-record.ts';

/**
 * Merges the records of each model, sorted by id. Where sources disagree, the first one wins.
 * @param records those of all sources, in the order of precedence
 */
export function mergeModels(records: readonly ModelRecord[]): readonly CloudflareModel[] {
  const groups = new Map<string, ModelRecord[]>();
  for (const record of records) {
    const id = canonicalId(record.id);
    const key = id.toLowerCase();
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push({ ...record, id });
  }
  return [...groups.values()].map(toModel).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function toModel(records: readonly ModelRecord[]): CloudflareModel {
  // The last to be assigned wins, so the first source is assigned last.
  const rising = [...records].reverse();
  const { source: _, raw: __, ...facts }: ModelRecord = Object.assign({}, ...rising);
  const { id, task } = facts;
  const features = new Set(records.flatMap(record => record.features ?? []));
  const kind = kindOf(id, task);
  const traits = upstreamOf(id.slice(0, id.indexOf('/'))).listedTraits?.(id);
  const efforts = facts.reasoningEfforts ?? traits?.efforts ?? packageEfforts(id) ?? [];
  return {
    ...facts,
    kind,
    features: [...features],
    ...modalitiesOf(kind, task, features.has('vision') || traits?.images === true),
    ...(efforts.length > 0 && { reasoningEfforts: efforts }),
    endpoints: servedBy(id, kind),
    sources: [...new Set(records.map(({ source }) => source))],
    raw: Object.fromEntries(rising.map(({ source, raw }) => [source, raw])),
  };
}

/** The efforts that the vendor of a model is known to accept. */
function packageEfforts(id: string): readonly string[] | undefined {
  const reference = splitModelId(id);
  const efforts = reference?.upstream.api?.options?.efforts?.(reference.model, undefined);
  return efforts === undefined ? undefined : words(efforts);
}

type Modalities = Pick<CloudflareModel, 'inputModalities' | 'outputModalities'>;

/** `Image-to-Image` reads images, too. */
function modalitiesOf(kind: CloudflareModelKind, task: string | undefined, sees: boolean): Modalities {
  const { reads, writes } = modelKinds[kind];
  const images = reads !== '' && (sees || /^image\b/i.test(task ?? '')) ? ' image' : '';
  const list = (names: string) => words(names) as CloudflareModality[];
  return { inputModalities: list(reads + images), outputModalities: list(writes) };
}

/** The endpoints through which a model is reached; none where this package does not serve it. */
function servedBy(id: string, kind: CloudflareModelKind): readonly EndpointName[] {
  if (kind === 'video' || kind === 'other') return [];
  try {
    const { upstream } = parseModelId(id, kind);
    const isBound = bindingForms(upstream, kind).length > 0;
    return [...endpointsOf(upstream, kind), ...(isBound ? (['binding'] as const) : [])];
  } catch {
    // An id that the provider refuses has no endpoint.
    return [];
  }
}
