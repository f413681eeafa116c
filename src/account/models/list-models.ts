import { untilAborted } from '../../abort.ts';
import { gatewayOfCall } from '../../endpoints/connection.ts';
import { markClientError } from '../../gateway/errors/client-errors.ts';
import type { ProviderContext } from '../../request/provider-context.ts';
import { invalidArgument } from '../../settings/configuration-error.ts';
import type { CloudflareModel } from './cloudflare-model.ts';
import { type FetchedModels, fetchModels } from './fetch-models.ts';
import { type CloudflareModelList, checkListOptions, type ListModelsOptions } from './list-models-options.ts';
import { selectSources } from './model-sources.ts';

/** How long a list is cached, in milliseconds. */
const DEFAULT_TTL_MS = 3_600_000;

/** How long a list is cached that lacks a source: failures are often transient. */
const INCOMPLETE_TTL_MS = 60_000;

/** Lists the models that Cloudflare offers to the account. Model calls never need it. */
export type ListModels = (options?: ListModelsOptions) => Promise<CloudflareModelList>;

/** `listModels` of one provider, with its own cache of one list per gateway. */
export function createListModels(provider: ProviderContext): ListModels {
  const lists = new Map<string, FetchedModels>();
  const pending = new Map<string, SharedWork<FetchedModels>>();

  const begin = (gatewayId: string | null): SharedWork<FetchedModels> => {
    const key = String(gatewayId);
    const work = shareWork(
      async abortSignal => {
        const sources = sourcesOf(provider, gatewayId);
        const models = await fetchModels(sources, { provider, gatewayId, abortSignal }, lists.get(key));
        // A refresh that began later has the newer list.
        if (pending.get(key) !== work) return models;
        lists.set(key, models);
        const listed = models.list.models;
        provider.known.ids = listed.map(({ id }) => id);
        provider.known.deprecated = new Map(
          listed.flatMap(({ id, deprecatedOn: day }) => (day === undefined ? [] : [[id.toLowerCase(), day]])),
        );
        return models;
      },
      () => {
        if (pending.get(key) === work) pending.delete(key);
      },
    );
    pending.set(key, work);
    return work;
  };

  return async (options = {}) => {
    try {
      checkListOptions(options);
      options.abortSignal?.throwIfAborted();
      const gatewayId = gatewayOf(provider, options.gatewayId);
      const { refresh = false, ttlMs = DEFAULT_TTL_MS, abortSignal } = options;
      const held = lists.get(String(gatewayId));
      const young = !refresh && isYoung(held, ttlMs);
      const running = refresh ? undefined : pending.get(String(gatewayId));
      const { list } = young ? held : await (running ?? begin(gatewayId)).wait(abortSignal);
      return { ...list, models: filterModels(list.models, options), warnings: [...list.warnings] };
    } catch (error) {
      throw markClientError(error);
    }
  };
}

function isYoung(held: FetchedModels | undefined, ttlMs: number): held is FetchedModels {
  if (held === undefined) return false;
  return Date.now() - held.fetchedAt < (held.complete ? ttlMs : Math.min(ttlMs, INCOMPLETE_TTL_MS));
}

/** A custom domain stands for one gateway and does not reveal which. */
function gatewayOf(provider: ProviderContext, option: string | null | undefined): string | null {
  const { connection, options } = provider.resolved();
  const gatewayId = gatewayOfCall(connection, option !== undefined ? option : options.gatewayId);
  return gatewayId === undefined ? '' : gatewayId;
}

function sourcesOf(provider: ProviderContext, gatewayId: string | null): ReturnType<typeof selectSources> {
  const sources = selectSources(provider.resolved().connection, gatewayId);
  if (sources.length > 0) return sources;
  throw invalidArgument({
    setting: 'listModels',
    problem: 'no list of models can be reached with these settings. Set accountId or a gateway.',
    example: "createCloudflare({ accountId: '0123456789abcdef0123456789abcdef' })",
  });
}

/** The models that match the options. */
function filterModels(
  models: readonly CloudflareModel[],
  { kind, feature, search, reachable }: ListModelsOptions,
): readonly CloudflareModel[] {
  const kinds = kind === undefined ? undefined : [kind].flat();
  const features = feature === undefined ? [] : [feature].flat();
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return models.filter(
    model =>
      (reachable !== true || model.credential !== undefined) &&
      (kinds === undefined || kinds.includes(model.kind)) &&
      features.every(wanted => model.features.includes(wanted)) &&
      words.every(word => textOf(model).includes(word)),
  );
}

function textOf({ id, name, description }: CloudflareModel): string {
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
