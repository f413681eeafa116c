import { untilAborted } from '../../abort.ts';
import { gatewayOfCall } from '../../endpoints/connection.ts';
import { markClientError } from '../../gateway/errors/client-errors.ts';
import type { ProviderContext } from '../../request/provider-context.ts';
import type { CloudflareModel } from './cloudflare-model.ts';
import { type FetchedModels, fetchModels } from './fetch-models.ts';
import { type CloudflareModelList, checkListOptions, type ListModelsOptions } from './list-models-options.ts';
import { selectSources } from './model-sources.ts';
import type { ListedGateway } from './read-source.ts';

/** How long a list is cached, in milliseconds. */
const DEFAULT_TTL_MS = 3_600_000;

/** How long a list is cached that lacks a source: failures are often transient. */
const INCOMPLETE_TTL_MS = 60_000;

/** Lists the models that Cloudflare offers to the account. Model calls never need it. */
export type ListModels = (options?: ListModelsOptions) => Promise<CloudflareModelList>;

/** The list of one gateway, and the work that fetches the next. */
interface Listing {
  held?: FetchedModels;
  running?: SharedWork<FetchedModels> | undefined;
}

/** `listModels` of one provider, with its own cache of one list per gateway. */
export function createListModels(provider: ProviderContext): ListModels {
  const listings = new Map<ListedGateway, Listing>();
  return async (options = {}) => {
    try {
      checkListOptions(options);
      const { refresh = false, ttlMs = DEFAULT_TTL_MS, abortSignal } = options;
      abortSignal?.throwIfAborted();
      const gatewayId = listedGateway(provider, options.gatewayId);
      const listing = listings.get(gatewayId) ?? {};
      listings.set(gatewayId, listing);
      const { held, running }: Listing = refresh ? {} : listing;
      const { list } = isFresh(held, ttlMs)
        ? held
        : await (running ?? fetchList(provider, gatewayId, listing)).wait(abortSignal);
      return { ...list, models: filterModels(list.models, options), warnings: [...list.warnings] };
    } catch (error) {
      throw markClientError(error);
    }
  };
}

/** Begins to fetch the list of a gateway. A refresh that began later has the newer list. */
function fetchList(
  provider: ProviderContext,
  gatewayId: ListedGateway,
  listing: Listing,
): SharedWork<FetchedModels> {
  const isLatest = (): boolean => listing.running === work;
  const work = shareWork(
    async abortSignal => {
      const sources = selectSources(provider.resolved().connection, gatewayId);
      const models = await fetchModels(sources, { provider, gatewayId, abortSignal }, listing.held);
      if (isLatest()) {
        listing.held = models;
        remember(provider, models.list.models);
      }
      return models;
    },
    () => {
      if (isLatest()) listing.running = undefined;
    },
  );
  listing.running = work;
  return work;
}

/** Keeps what hints and notices of calls report about models. */
function remember({ memory }: ProviderContext, models: readonly CloudflareModel[]): void {
  memory.modelIds = models.map(({ id }) => id);
  memory.deprecated = new Map(
    models.flatMap(({ id, deprecatedOn: day }) => (day === undefined ? [] : [[id.toLowerCase(), day]])),
  );
}

function isFresh(held: FetchedModels | undefined, ttlMs: number): held is FetchedModels {
  if (held === undefined) return false;
  return Date.now() - held.fetchedAt < (held.complete ? ttlMs : Math.min(ttlMs, INCOMPLETE_TTL_MS));
}

function listedGateway(provider: ProviderContext, option: string | null | undefined): ListedGateway {
  const { connection, options } = provider.resolved();
  return gatewayOfCall(connection, option === undefined ? options.gatewayId : option);
}

/** The models that match the options. */
function filterModels(
  models: readonly CloudflareModel[],
  { kind, feature = [], search = '', reachable }: ListModelsOptions,
): readonly CloudflareModel[] {
  const features = [feature].flat();
  const words = search.toLowerCase().split(/\s+/);
  return models.filter(
    model =>
      (!reachable || model.credential !== undefined) &&
      (kind === undefined || [kind].flat().includes(model.kind)) &&
      features.every(wanted => model.features.includes(wanted)) &&
      words.every(word => searchedText(model).includes(word)),
  );
}

function searchedText({ id, name, description }: CloudflareModel): string {
  return [id, name, description].join('\n').toLowerCase();
}

/** Work that several callers await. */
interface SharedWork<RESULT> {
  /** Waits until the work is done or the caller's signal aborts. When the last caller leaves, the work is aborted. */
  readonly wait: (signal: AbortSignal | undefined) => Promise<RESULT>;
}

function shareWork<RESULT>(
  work: (signal: AbortSignal) => Promise<RESULT>,
  settled: () => void,
): SharedWork<RESULT> {
  const gone = new AbortController();
  const result = work(gone.signal).finally(settled);
  let waiting = 0;
  return {
    wait: async signal => {
      waiting++;
      try {
        return await untilAborted(result, signal);
      } finally {
        waiting--;
        if (waiting === 0 && signal?.aborted) {
          settled();
          gone.abort(signal.reason);
          // Every caller has left, so its failure must not surface as an unhandled rejection.
          result.catch(() => undefined);
        }
      }
    },
  };
}
