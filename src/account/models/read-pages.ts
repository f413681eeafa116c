import { isRecord } from '../../json-values.ts';
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

/** A list in pages, and how one is read. */
export interface PagedList {
  readonly name: string;
  /** Whether one answer holds all of it. @default false */
  readonly whole?: boolean;
  readonly read: (page: number) => Promise<Readonly<Record<string, unknown>>>;
  readonly record: (raw: unknown) => ModelRecord | undefined;
}

/**
 * Reads a list to its end, and says so where the end that was reached is not the one that was announced. A server
 * that ignores the page, or has its own mind about its size, is no trouble: a page that brings nothing new is the last.
 */
export async function readPages(list: PagedList): Promise<ReadList> {
  const found = new Map<string, ModelRecord>();
  const totals = new Set<number>();
  let unreadable = 0;
  let ended = false;
  for (let page = 1; page <= MOST_PAGES && !ended; page++) {
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
    ended = list.whole === true || complete || found.size === before;
  }
  const warnings = doubts(list.name, { found: found.size, totals, unreadable, ended });
  return { records: [...found.values()], warnings };
}

/** What came of the pages. */
interface PageCounts {
  readonly found: number;
  readonly unreadable: number;
  /** How many there are, as each page says. */
  readonly totals: ReadonlySet<number>;
  readonly ended: boolean;
}

function doubts(name: string, { found, totals, unreadable, ended }: PageCounts): readonly string[] {
  const total = [...totals].at(-1);
  return [
    ...(total !== undefined && found + unreadable < total
      ? [`${name} announced ${total} models and gave ${found}: some are missing here.`]
      : []),
    ...(total === undefined && !ended
      ? [`${name} did not end within ${MOST_PAGES} pages: some models may be missing here.`]
      : []),
    ...(totals.size > 1 ? [`${name} changed while it was read: some models may be missing here.`] : []),
    ...(unreadable > 0 ? [`${name} holds ${unreadable} entries without an id, which are left out.`] : []),
  ];
}
