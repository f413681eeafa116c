import { isRecord, type JSONRecord, numberOf, trimmed, withoutUndefined } from '../../json-values.ts';
import type { ProviderContext } from '../../request/provider-context.ts';
import type { Deadline } from '../account-request.ts';
import { requestAccount } from '../request-account.ts';
import type { ModelRecord } from './model-record.ts';
import type { ModelSource } from './model-sources.ts';

/** More than any list has; it stops a server that never ends. */
const MOST_PAGES = 50;

/** The gateway whose models are listed: `null` for none, `undefined` where a custom domain selects one without revealing it. */
export type ListedGateway = string | null | undefined;

/** The provider whose account is queried, and the gateway. */
export interface SourceCall {
  readonly provider: ProviderContext;
  readonly gatewayId: ListedGateway;
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
  const { name, title, perPage, listMember, idMember } = source;
  const found = new Map<string, ModelRecord>();
  const totals = new Set<number>();
  let announced: number | undefined;
  let unreadable = 0;
  let isShort = true;
  let isEnded = false;
  for (let page = 1; page <= MOST_PAGES && !isEnded; page++) {
    const answer = await readPage(source, call, page);
    const total = perPage && numberOf(Object(answer.result_info).total_count);
    if (total !== undefined) totals.add(total);
    announced = total ?? announced;
    const before = found.size;
    // A response is accepted only if this member is a list.
    for (const raw of answer[listMember] as readonly unknown[]) {
      const id = isRecord(raw) ? trimmed(raw[idMember]) : undefined;
      if (!isRecord(raw) || id === undefined) unreadable++;
      else if (!found.has(id))
        found.set(id, { id, source: name, raw, ...withoutUndefined(source.facts(raw)) });
    }
    isShort = announced === undefined || found.size + unreadable < announced;
    isEnded = perPage === undefined || !isShort || found.size === before;
  }
  const maybe = 'some models may be missing here.';
  const warnings = [
    isShort &&
      announced !== undefined &&
      `${title} announced ${announced} models but returned ${found.size}: some are missing here.`,
    !isEnded && announced === undefined && `${title} did not end within ${MOST_PAGES} pages: ${maybe}`,
    totals.size > 1 && `${title} changed while it was read: ${maybe}`,
    unreadable > 0 && `${title} has ${unreadable} entries without an id, which are omitted.`,
  ].filter(doubt => doubt !== false);
  return { records: [...found.values()], warnings };
}

function readPage(
  { host, path, permission, listMember, perPage, bound }: ModelSource,
  { provider, gatewayId, abortSignal, deadline }: SourceCall,
  page: number,
): Promise<JSONRecord> {
  const query = perPage && !bound ? `?per_page=${perPage}&page=${page}` : '';
  return requestAccount(provider, {
    ...{ host, path: path + query, permission, abortSignal, deadline },
    accepts: answer => Array.isArray(answer[listMember]),
    gatewayId: host === 'gateway' ? (gatewayId ?? undefined) : undefined,
    bound: binding => bound?.(binding, page),
  });
}
