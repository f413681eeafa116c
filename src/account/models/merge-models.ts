import type { CloudflareModel, CloudflareModelFeature, CloudflareModelSource } from './cloudflare-model.ts';
import { canonicalId, endpointsOf } from './model-identity.ts';
import { kindOf } from './model-kinds.ts';
import type { ModelRecord } from './model-record.ts';

/** The records of one source. */
export interface SourceRecords {
  readonly source: CloudflareModelSource;
  readonly records: readonly ModelRecord[];
}

/** One model for all records of it, sorted by id. Of two sources that say something, the first is believed. */
export function mergeModels(lists: readonly SourceRecords[]): readonly CloudflareModel[] {
  const groups = new Map<string, Group>();
  for (const { source, records } of lists) {
    for (const record of records) {
      const id = canonicalId(record.id);
      const key = id.toLowerCase();
      const group = groups.get(key) ?? { id, members: [] };
      groups.set(key, { ...group, members: [...group.members, { source, record }] });
    }
  }
  return [...groups.values()].map(toModel).sort((a, b) => (a.id < b.id ? -1 : 1));
}

interface Group {
  readonly id: string;
  readonly members: readonly { readonly source: CloudflareModelSource; readonly record: ModelRecord }[];
}

function toModel({ id, members }: Group): CloudflareModel {
  const records = members.map(({ record }) => record);
  // The last of several spreads wins, so what comes first is spread last.
  const { raw: _, id: __, features: ___, ...facts } = Object.assign({}, ...[...records].reverse());
  const sources = [...new Set(members.map(({ source }) => source))];
  const features = new Set<CloudflareModelFeature>(records.flatMap(record => record.features ?? []));
  const kind = kindOf(facts.task, id);
  return {
    id,
    kind,
    ...facts,
    features: [...features],
    endpoints: endpointsOf(id, kind),
    sources,
    raw: Object.fromEntries([...members].reverse().map(({ source, record }) => [source, record.raw])),
  };
}
