import { isRecord } from '../json-values.ts';
import type { ModelRecord } from './model-record.ts';
import { numberOf } from './model-record.ts';

/** No list is that long; a server that counts on and on is stopped. */
const MOST_PAGES = 50;

/** What came of reading a list. */
export interface ReadList {
  readonly records: readonly ModelRecord[];
  /** What is missing or doubtful about it. */
  readonly warnings: readonly string[];
}

/** A list in pages: how one is read, and how many records it is asked for. */
export interface PagedList {
  readonly name: string;
  readonly perPage: number;
  readonly read: (page: number) => Promise<Readonly<Record<string, unknown>>>;
  readonly record: (raw: unknown) => ModelRecord | undefined;
}

/**
 * Reads a list to its end, and says so where the end that was reached is not the one that was announced. A server
 * that ignores the page, or its size, is no trouble: a page that brings nothing new is the last.
 */
export async function readPages(list: PagedList): Promise<ReadList> {
  const found = new Map<string, ModelRecord>();
  const totals = new Set<number>();
  let unreadable = 0;
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await list.read(page);
    const { result_info: info } = answer;
    const result: readonly unknown[] = Array.isArray(answer.result) ? answer.result : [];
    const total = isRecord(info) ? numberOf(info.total_count) : undefined;
    if (total !== undefined) totals.add(total);
    const before = found.size;
    for (const raw of result) {
      const record = list.record(raw);
      if (record === undefined) unreadable++;
      else if (!found.has(record.id)) found.set(record.id, record);
    }
    const complete = total !== undefined && found.size + unreadable >= total;
    const short = total === undefined && result.length < list.perPage;
    if (complete || short || found.size === before) break;
  }
  return { records: [...found.values()], warnings: doubts(list.name, found.size, totals, unreadable) };
}

function doubts(
  name: string,
  found: number,
  totals: ReadonlySet<number>,
  unreadable: number,
): readonly string[] {
  const total = [...totals].at(-1);
  return [
    ...(total !== undefined && found + unreadable < total
      ? [`${name} announced ${total} models and gave ${found}: some are missing here.`]
      : []),
    ...(totals.size > 1 ? [`${name} changed while it was read: some models may be missing here.`] : []),
    ...(unreadable > 0 ? [`${name} holds ${unreadable} entries without an id, which are left out.`] : []),
  ];
}
