import { getCloudflareError } from '../../gateway/errors/get-cloudflare-error.ts';
import { type Deadline, deadlineIn } from '../account-request.ts';
import type { CloudflareModelSource } from './cloudflare-model.ts';
import type { CloudflareModelList } from './list-models-options.ts';
import { credentialFor } from './model-credential.ts';
import { mergeModels } from './merge-models.ts';
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
  const deadline = deadlineOf(call);
  const answers = await Promise.allSettled(sources.map(source => readSource(source, { ...call, deadline })));
  call.abortSignal.throwIfAborted();
  const fetchedAt = Date.now();
  const states = new Map<CloudflareModelSource, SourceState>();
  const warnings: string[] = [];
  let stale = false;
  for (const [index, answer] of answers.entries()) {
    const { name, title } = sources[index] as ModelSource;
    if (answer.status === 'fulfilled') {
      states.set(name, { ...answer.value, fetchedAt });
      continue;
    }
    const older = previous?.states.get(name);
    if (older !== undefined) states.set(name, older);
    stale ||= older !== undefined;
    warnings.push(missing(title, answer.reason, older));
  }
  const failed = answers.find(answer => answer.status === 'rejected');
  if (states.size === 0 && failed !== undefined) throw failed.reason;
  const lists = [...states].map(([source, { records }]) => ({ source, records }));
  const oldest = Math.min(fetchedAt, ...[...states.values()].map(state => state.fetchedAt));
  return {
    // All callers share the records.
    list: deepFreeze({
      models: mergeModels(lists).map(model => {
        const credential = credentialFor(call.provider, model);
        return credential === undefined ? model : { ...model, credential };
      }),
      warnings: [...warnings, ...[...states.values()].flatMap(state => state.warnings)],
      fetchedAt: new Date(oldest).toISOString(),
      stale,
    }),
    states,
    fetchedAt,
    complete: failed === undefined,
  };
}

/** So that a source that never responds does not hold up the others. */
function deadlineOf({ provider }: Pick<SourceCall, 'provider'>): Deadline | undefined {
  const limited = provider.resolved().options.timeouts?.firstByteMs !== undefined;
  return limited ? undefined : deadlineIn(SOURCE_MS, 'timeouts.firstByteMs');
}

function missing(title: string, reason: unknown, older: SourceState | undefined): string {
  const why =
    getCloudflareError(reason)?.message ?? (reason instanceof Error ? reason.message : 'unknown error');
  const what =
    older === undefined
      ? `Models of ${title} are missing`
      : `Models of ${title} are as of ${new Date(older.fetchedAt).toISOString()}`;
  return `${what}: ${why}`;
}

/** Freezes plain JSON deeply and returns it. */
function deepFreeze<VALUE>(value: VALUE): VALUE {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
