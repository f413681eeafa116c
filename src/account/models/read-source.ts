import { isRecord, type JSONRecord } from '../../json-values.ts';
import type { ProviderContext } from '../../request/provider-context.ts';
import type { Deadline } from '../account-request.ts';
import { requestAccount } from '../request-account.ts';
import { type ModelRecord, numberOf } from './model-record.ts';
import type { ModelSource } from './model-sources.ts';

/** More than any list has; it stops a server that never ends. */
const MOST_PAGES = 50;

/** The provider whose account is queried, and the gateway. */
export interface SourceCall {
  readonly provider: ProviderContext;
  readonly gatewayId: string | null;
  readonly abortSignal: AbortSignal;
  /** When all pages must have arrived. @default the limits of the settings */
  readonly deadline: Deadline | undefined;
}

/** A list that was read. */
export interface ReadList {
  readonly records: readonly ModelRecord[];
  /** What is missing or uncertain. */
  readonly warnings: readonly string[];
}

/**
 * Reads a list to its end, and warns if that is not the end the server announced. A server may ignore the page or its
 * size: a page without new records is the last.
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
    // A response is accepted only if this member is a list.
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

/** The totals over all pages. */
interface PageCounts {
  readonly found: number;
  readonly unreadable: number;
  /** The total that each page reported. */
  readonly totals: ReadonlySet<number>;
  readonly ended: boolean;
}

function doubts(title: string, { found, totals, unreadable, ended }: PageCounts): readonly string[] {
  const total = [...totals].at(-1);
  const maybe = 'some models may be missing here.';
  return [
    total !== undefined &&
      found + unreadable < total &&
      `${title} announced ${total} models but returned ${found}: some are missing here.`,
    total === undefined && !ended && `${title} did not end within ${MOST_PAGES} pages: ${maybe}`,
    totals.size > 1 && `${title} changed while it was read: ${maybe}`,
    unreadable > 0 && `${title} has ${unreadable} entries without an id, which are omitted.`,
  ].filter(doubt => doubt !== false);
}
