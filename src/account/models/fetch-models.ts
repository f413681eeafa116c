import { withoutUndefined } from '../../json-values.ts';
import type { ProviderContext } from '../../request/provider-context.ts';
import { type Deadline, deadlineIn } from '../account-request.ts';
import type { CloudflareModelSource } from './cloudflare-model.ts';
import type { CloudflareModelList } from './list-models-options.ts';
import { mergeModels } from './merge-models.ts';
import { credentialFor } from './model-credential.ts';
import type { ModelSource } from './model-sources.ts';
import { type ReadList, readSource, type SourceCall } from './read-source.ts';

/** The default time limit of a source, in milliseconds. */
const SOURCE_MS = 15_000;

/** The last successful result of a source. */
interface SourceState extends ReadList {
  readonly fetchedAt: number;
}

/** A list, and what the next fetch falls back on. */
export interface FetchedModels {
  readonly list: CloudflareModelList;
  readonly states: ReadonlyMap<CloudflareModelSource, SourceState>;
  /** Epoch milliseconds. */
  readonly fetchedAt: number;
  /** Whether every source answered. */
  readonly complete: boolean;
}

/**
 * Fetches all sources in parallel. For a source that fails, its previous result is used, if any, with a warning.
 * @throws the error of the first source if all of them fail and nothing older is available
 */
export async function fetchModels(
  sources: readonly ModelSource[],
  call: Omit<SourceCall, 'deadline'>,
  previous: FetchedModels | undefined,
): Promise<FetchedModels> {
  const { provider, abortSignal } = call;
  const deadline = deadlineOf(provider);
  const answers = await Promise.allSettled(sources.map(source => readSource(source, { ...call, deadline })));
  abortSignal.throwIfAborted();
  const fetchedAt = Date.now();
  const states = new Map<CloudflareModelSource, SourceState>();
  const warnings: string[] = [];
  const failures: unknown[] = [];
  for (const [index, answer] of answers.entries()) {
    const { name, title } = sources[index] as ModelSource;
    const isRead = answer.status === 'fulfilled';
    const state = isRead ? { ...answer.value, fetchedAt } : previous?.states.get(name);
    if (state !== undefined) states.set(name, state);
    if (isRead) continue;
    failures.push(answer.reason);
    const what = state === undefined ? 'missing' : `as of ${timeOf(state.fetchedAt)}`;
    warnings.push(`Models of ${title} are ${what}: ${reasonOf(answer.reason)}`);
  }
  if (states.size === 0 && failures.length > 0) throw failures[0];
  const all = [...states.values()];
  const oldest = Math.min(fetchedAt, ...all.map(state => state.fetchedAt));
  const models = mergeModels(all.flatMap(state => state.records));
  return {
    // All callers share the records.
    list: deepFreeze({
      models: models.map(model => withoutUndefined({ ...model, credential: credentialFor(provider, model) })),
      warnings: [...warnings, ...all.flatMap(state => state.warnings)],
      fetchedAt: timeOf(oldest),
      stale: oldest < fetchedAt,
    }),
    states,
    fetchedAt,
    complete: failures.length === 0,
  };
}

/** So that a source that never responds does not hold up the others. */
function deadlineOf(provider: ProviderContext): Deadline | undefined {
  const limited = provider.resolved().options.timeouts?.firstByteMs !== undefined;
  return limited ? undefined : deadlineIn(SOURCE_MS, 'timeouts.firstByteMs');
}

function timeOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** Why a list could not be read. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Freezes plain JSON deeply and returns it. */
function deepFreeze<VALUE>(value: VALUE): VALUE {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
