import { untilAborted } from '../../abort.ts';
import { markClientError } from '../../gateway/errors/client-errors.ts';
import { getCloudflareError } from '../../gateway/errors/get-cloudflare-error.ts';
import { isRecord } from '../../json-values.ts';
import type { ProviderContext } from '../../request/provider-context.ts';
import type { CloudflareBindingLogPatch } from '../../settings/cloudflare-binding.ts';
import { parseGatewayId } from '../../settings/ids.ts';
import { type AccountRequest, deadlineIn } from '../account-request.ts';
import { requestAccount } from '../request-account.ts';
import { type CloudflareLog, readLog } from './cloudflare-log.ts';
import {
  type CloudflareFeedback,
  checkFeedback,
  checkLogOptions,
  type GetLogOptions,
} from './log-options.ts';
import { type LogAddress, type LogReference, readLogReference } from './log-reference.ts';

/** How long to wait for an entry, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 3000;

/**
 * The gateway's log of a call, over the account API or through the binding.
 */
export interface CloudflareLogs {
  /**
   * The entry of a call: cost, tokens, cache and provider. Waits for it up to `timeoutMs`.
   * @throws APICallError if it does not appear or cannot be read; InvalidArgumentError for a reference without an entry
   * @example const { cost, tokensOut } = await cloudflare.logs.get(result);
   */
  get(resultOrLogId: LogReference, options?: GetLogOptions): Promise<CloudflareLog>;

  /**
   * Adds a rating to the entry of a call. Waits for the entry up to `timeoutMs`.
   * @throws InvalidArgumentError for an invalid field, before anything is sent; APICallError as above
   * @example await cloudflare.logs.feedback(result, { feedback: 1, score: 90 });
   */
  feedback(resultOrLogId: LogReference, feedback: CloudflareFeedback, options?: GetLogOptions): Promise<void>;
}

/** A log entry and the gateway that keeps it. */
type Entry = LogAddress & { readonly gatewayId: string };
type EntryCall = Pick<AccountRequest, 'method' | 'body' | 'permission' | 'bound' | 'accepts'>;

/** `logs` of one provider. */
export function createLogs(provider: ProviderContext): CloudflareLogs {
  return {
    get: async (resultOrLogId, options = {}) => {
      const call = async (): Promise<CloudflareLog> => {
        const entry = await entryOf(provider, resultOrLogId, options);
        const { result } = await exchange(provider, entry, options, {
          permission: 'AI Gateway > Read',
          accepts: answer => isRecord(answer.result),
          bound: binding => binding.gateway(entry.gatewayId).getLog?.(entry.logId),
        });
        return readLog(isRecord(result) ? result : {}, entry);
      };
      return marked(call);
    },
    feedback: async (resultOrLogId, feedback, options = {}) => {
      const call = async (): Promise<void> => {
        const body = checkFeedback(feedback);
        const entry = await entryOf(provider, resultOrLogId, options);
        await exchange(provider, entry, options, {
          method: 'PATCH',
          body: { ...body },
          permission: 'AI Gateway > Edit',
          // Checked above: undefined fields are gone, and the rest is what the binding accepts.
          bound: binding =>
            binding.gateway(entry.gatewayId).patchLog?.(entry.logId, body as CloudflareBindingLogPatch),
        });
      };
      return marked(call);
    },
  };
}

async function marked<RESULT>(call: () => Promise<RESULT>): Promise<RESULT> {
  try {
    return await call();
  } catch (error) {
    throw markClientError(error);
  }
}

async function entryOf(
  provider: ProviderContext,
  reference: LogReference,
  given: GetLogOptions,
): Promise<Entry> {
  checkLogOptions(given);
  const { abortSignal, gatewayId: wanted } = given;
  const address = await untilAborted(readLogReference(reference), abortSignal);
  const { connection, options } = provider.resolved();
  const { base } = connection;
  const inURL = base !== undefined && 'gateway' in base ? base.gateway : undefined;
  const settings = connection.gatewayId.explicit
    ? connection.gatewayId.value
    : (inURL ?? connection.gatewayId.value);
  const gatewayId = wanted ?? address.gatewayId ?? options.gatewayId ?? settings ?? 'default';
  return { logId: address.logId, gatewayId: parseGatewayId(gatewayId) };
}

/** One call about an entry, retried until the entry exists. */
function exchange(
  provider: ProviderContext,
  { logId, gatewayId }: Entry,
  { timeoutMs = DEFAULT_TIMEOUT_MS, abortSignal }: GetLogOptions,
  call: EntryCall,
): ReturnType<typeof requestAccount> {
  const deadline = deadlineIn(timeoutMs, 'timeoutMs');
  const attempt = () =>
    requestAccount(provider, {
      ...call,
      host: 'api',
      path: `ai-gateway/gateways/${gatewayId}/logs/${encodeURIComponent(logId)}`,
      gatewayId,
      missing: `Gateway '${gatewayId}' has no log entry ${logId}, or not yet: check gatewayId, or increase timeoutMs.`,
      // One limit for all attempts replaces the settings' own.
      ...(timeoutMs > 0 && { timeouts: {}, deadline }),
      abortSignal,
    });
  return waitForLog(attempt, deadline.at, abortSignal);
}

/** The first and the longest pause, in milliseconds: entries exist at once or half a second later. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1000;

/**
 * Retries until it works or the time is up: a missing entry and retryable errors are retried, everything else fails at
 * once.
 * @param end epoch milliseconds
 * @throws the error of the last attempt; if the time ran out during that attempt, of the one before
 */
async function waitForLog<RESULT>(
  attempt: () => Promise<RESULT>,
  end: number,
  signal: AbortSignal | undefined,
): Promise<RESULT> {
  let before: unknown;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      const remaining = end - Date.now();
      if (!isTransient(error)) throw error;
      const cut = before !== undefined && getCloudflareError(error)?.kind === 'timeout';
      if (remaining <= 0) throw cut ? before : error;
      if (!cut) before = error;
      await sleep(Math.min(pause, remaining), signal);
    }
  }
}

function isTransient(error: unknown): boolean {
  const info = getCloudflareError(error);
  return info !== undefined && (info.retryable || info.statusCode === 404);
}

async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await untilAborted(pause, signal);
  } finally {
    clearTimeout(timer);
  }
}
