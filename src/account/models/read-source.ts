import { isRecord, type JSONRecord } from '../../json-values.ts';
import type { ProviderContext } from '../../request/provider-context.ts';
import type { Deadline } from '../account-request.ts';
import { requestAccount } from '../request-account.ts';
import { type ModelRecord, numberOf } from './model-record.ts';
import type { ModelSource } from './model-sources.ts';

/** No list is that long; a server that counts on and on is stopped. */
const MOST_PAGES = 50;

/** Whom to ask, and through which gateway. */
export interface SourceCall {
  readonly provider: ProviderContext;
  readonly gatewayId: string | null;
  readonly abortSignal: AbortSignal;
  /** When a list has to be there, all pages of it. @default as long as the settings' limits let it take */
  readonly deadline: Deadline | undefined;
}

/** What came of reading a list. */
export interface ReadList {
  readonly records: readonly ModelRecord[];
  /** What is missing or doubtful about it. */
  readonly warnings: readonly string[];
}

/**
 * Reads a list to its end, and says so where the end that was reached is not the one that was announced. A server
 * that ignores the page, or has its own mind about its size, is no trouble: a page that brings nothing new is the last.
 */
export async function readSource(source: ModelSource, call: SourceCall): Promise<ReadList> {
  const found = new Map<string, ModelRecord>();
  const totals = new Set<number>();
  let unreadable = 0;
  let ended = false;
  for (let page = 1; page <= MOST_PAGES && !ended; page++) {
    const answer = await readPage(source, call, page);
    const { result_info: info } = answer;
    const total = source.perPage !== undefined && isRecord(info) ? numberOf(info.total_count) : undefined;
    if (total !== undefined) totals.add(total);
    const before = found.size;
    // Only an answer whose member is a list is accepted.
    for (const raw of answer[source.member] as readonly unknown[]) {
      const record = source.record(raw);
      if (record === undefined) unreadable++;
      else if (!found.has(record.id)) found.set(record.id, record);
    }
    const complete = total !== undefined && found.size + unreadable >= total;
    ended = source.perPage === undefined || complete || found.size === before;
  }
  const warnings = doubts(source.title, { found: found.size, totals, unreadable, ended });
  return { records: [...found.values()], warnings };
}

function readPage(
  { host, path, permission, member, perPage, bound }: ModelSource,
  { provider, gatewayId, abortSignal, deadline }: SourceCall,
  page: number,
): Promise<JSONRecord> {
  const query = perPage === undefined ? undefined : { per_page: perPage, page };
  return requestAccount(provider, {
    ...{ host, path, permission, abortSignal, deadline },
    accepts: answer => Array.isArray(answer[member]),
    ...(host === 'gateway' && gatewayId !== null && { gatewayId }),
    ...(query && (bound ? { bound: binding => bound(binding, query) } : { query })),
  });
}

/** What came of the pages. */
interface PageCounts {
  readonly found: number;
  readonly unreadable: number;
  /** How many there are, as each page says. */
  readonly totals: ReadonlySet<number>;
  readonly ended: boolean;
}

function doubts(title: string, { found, totals, unreadable, ended }: PageCounts): readonly string[] {
  const total = [...totals].at(-1);
  const maybe = 'some models may be missing here.';
  return [
    total !== undefined &&
      found + unreadable < total &&
      `${title} announced ${total} models and gave ${found}: some are missing here.`,
    total === undefined && !ended && `${title} did not end within ${MOST_PAGES} pages: ${maybe}`,
    totals.size > 1 && `${title} changed while it was read: ${maybe}`,
    unreadable > 0 && `${title} holds ${unreadable} entries without an id, which are left out.`,
  ].filter(doubt => doubt !== false);
}
