import type { Answer } from '../http/answer.ts';
import type { JsonObject } from '../http/json.ts';
import { localGatewayDefaults } from '../local-gateway-defaults.ts';
import type {
  GatewaySettings,
  LocalGatewayOptions,
  TokenPermission,
  TokenSettings,
} from '../local-gateway-options.ts';
import { fnv1a } from '../model/hash.ts';
import type { GatewayLogRow, RecordedRequest, RecordedUpstreamRequest } from '../records.ts';
import { StoredResponses } from '../wires/responses/stored-responses.ts';
import { checkOptions } from './check-options.ts';
import { ReplyQueue } from './reply-queue.ts';

export interface CachedAnswer {
  readonly answer: Answer;
  /** Epoch milliseconds. */
  readonly expires: number;
}

/** Requests that wait together for their responses. */
export interface QueuedBatch {
  readonly model: string;
  readonly requests: readonly JsonObject[];
  /** How often the responses were polled. */
  polls: number;
}

/** Everything a gateway remembers, and what it was configured with. */
export interface GatewayState {
  readonly accountId: string;
  readonly tokens: ReadonlyMap<string, TokenSettings>;
  readonly gateways: ReadonlyMap<string, GatewaySettings>;
  readonly logDelayMs: number;
  readonly chunkDelayMs: number;
  readonly strict: boolean;
  readonly dynamicRoutesOnRest: boolean;
  readonly now: () => number;
  readonly requests: RecordedRequest[];
  readonly upstreamRequests: RecordedUpstreamRequest[];
  readonly logs: GatewayLogRow[];
  readonly cache: Map<string, CachedAnswer>;
  /** Prefixes of prompts that a vendor keeps, and until when, in epoch milliseconds. */
  readonly promptCache: Map<string, number>;
  readonly promptCacheMinTokens: number;
  /** Queued requests to models of Workers AI. */
  readonly batches: Map<string, QueuedBatch>;
  readonly batchPolls: number;
  /** Responses that OpenAI keeps. */
  readonly stored: StoredResponses;
  readonly replies: ReplyQueue;
  /** Requests counted per gateway in its current window. */
  readonly windows: Map<string, { readonly window: number; count: number }>;
  /** Number of ids given out. */
  ids: number;
}

const everything: readonly TokenPermission[] = [
  'workers-ai-read',
  'ai-gateway-run',
  'ai-gateway-read',
  'ai-gateway-edit',
];

export function createState(options: LocalGatewayOptions): GatewayState {
  checkOptions(options);
  const { maxRecords: max = Number.POSITIVE_INFINITY } = options;
  const gateways = { [localGatewayDefaults.gatewayId]: {}, ...options.gateways };
  return {
    accountId: options.accountId ?? localGatewayDefaults.accountId,
    tokens: tokensOf(options.tokens ?? { [localGatewayDefaults.apiToken]: everything }),
    logDelayMs: options.logDelayMs ?? 0,
    gateways: new Map(Object.entries(gateways)),
    chunkDelayMs: options.chunkDelayMs ?? 0,
    strict: options.strict ?? true,
    dynamicRoutesOnRest: options.dynamicRoutesOnRest ?? false,
    now: options.now ?? Date.now,
    requests: boundedList(max),
    upstreamRequests: boundedList(max),
    logs: boundedList(max),
    cache: boundedMap(max),
    promptCache: new Map(),
    promptCacheMinTokens: options.promptCacheMinTokens ?? 0,
    batches: boundedMap(max),
    batchPolls: options.batchPolls ?? 1,
    stored: new StoredResponses(),
    replies: new ReplyQueue(),
    windows: new Map(),
    ids: 0,
  };
}

/** A list that forgets its oldest members. */
function boundedList<ITEM>(max: number): ITEM[] {
  const list: ITEM[] = [];
  const push = (...items: ITEM[]): number => {
    list.splice(list.length, 0, ...items);
    list.splice(0, list.length - max);
    return list.length;
  };
  // Not enumerable: the list compares as any other.
  return Object.defineProperty(list, 'push', { value: push });
}

function boundedMap<VALUE>(max: number): Map<string, VALUE> {
  const map = new Map<string, VALUE>();
  const set = map.set.bind(map);
  map.set = (key, value) => {
    set(key, value);
    for (const oldest of map.keys()) if (map.size > max) map.delete(oldest);
    return map;
  };
  return map;
}

export function resetState(state: GatewayState): void {
  for (const list of [state.requests, state.upstreamRequests, state.logs]) list.length = 0;
  state.cache.clear();
  state.promptCache.clear();
  state.batches.clear();
  state.stored.clear();
  state.windows.clear();
  state.replies.clear();
  state.ids = 0;
}

/** Counts what gets an id: the same requests get the same ids. */
export function nextNumber(state: GatewayState): number {
  state.ids += 1;
  return state.ids;
}

/** Shaped like a lowercase UUIDv7: the number in the place of the time, so that ids sort, then digits made from it. */
export function nextId(state: GatewayState): string {
  const time = nextNumber(state).toString(16).padStart(8, '0');
  const digits = [1, 2, 3].map(seed => fnv1a(time, seed).toString(16).padStart(8, '0')).join('');
  const [third, fourth, last] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6, 18)];
  return `01a0${time.slice(0, 4)}-${time.slice(4)}-7${third}-8${fourth}-${last}`;
}

export function hasPermission(
  state: GatewayState,
  token: string | undefined,
  permission: TokenPermission,
): boolean {
  const settings = activeToken(state, token);
  return settings?.permissions.includes(permission) ?? false;
}

/** A token that opens something, whatever that is. */
export function activeToken(state: GatewayState, token: string | undefined): TokenSettings | undefined {
  const settings = token === undefined ? undefined : state.tokens.get(token);
  return settings?.status === undefined || settings.status === 'active' ? settings : undefined;
}

function tokensOf(tokens: NonNullable<LocalGatewayOptions['tokens']>): Map<string, TokenSettings> {
  // Of the two forms, only one is an object.
  const settings = Object.entries(tokens).map(
    ([token, given]) => [token, 'permissions' in given ? given : { permissions: given }] as const,
  );
  return new Map(settings);
}
