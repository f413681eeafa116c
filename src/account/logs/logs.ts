import { pause, untilAborted } from '../../abort.ts';
import { gatewayOfCall } from '../../endpoints/connection.ts';
import { markClientError } from '../../gateway/errors/client-errors.ts';
import { getCloudflareError } from '../../gateway/errors/get-cloudflare-error.ts';
import { isRecord } from '../../json-values.ts';
import type { ProviderContext } from '../../request/provider-context.ts';
import type {
  CloudflareBindingGateway,
  CloudflareBindingLogPatch,
} from '../../settings/cloudflare-binding.ts';
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
import { type LogReference, readLogReference } from './log-reference.ts';

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

/** A request about an entry. */
interface EntryCall extends Pick<AccountRequest, 'method' | 'body' | 'permission' | 'accepts'> {
  readonly bound: (gateway: CloudflareBindingGateway, logId: string) => PromiseLike<unknown> | undefined;
}

/** `logs` of one provider. */
export function createLogs(provider: ProviderContext): CloudflareLogs {
  return {
    get: (resultOrLogId, options = {}) =>
      requestEntry(provider, resultOrLogId, options, () => ({
        permission: 'AI Gateway > Read',
        accepts: answer => isRecord(answer.result),
        bound: (gateway, logId) => gateway.getLog?.(logId),
      })),
    feedback: async (resultOrLogId, feedback, options = {}) => {
      await requestEntry(provider, resultOrLogId, options, () => {
        const body = { ...checkFeedback(feedback) };
        return {
          method: 'PATCH',
          body,
          permission: 'AI Gateway > Edit',
          // Checked above: undefined fields are gone, and the rest is what the binding accepts.
          bound: (gateway, logId) => gateway.patchLog?.(logId, body as CloudflareBindingLogPatch),
        };
      });
    },
  };
}

/** One call about an entry, retried until the entry exists. @returns the entry, where the call reads one */
async function requestEntry(
  provider: ProviderContext,
  reference: LogReference,
  options: GetLogOptions,
  callOf: () => EntryCall,
): Promise<CloudflareLog> {
  try {
    const { bound, ...call } = callOf();
    checkLogOptions(options);
    const { timeoutMs = DEFAULT_TIMEOUT_MS, abortSignal } = options;
    const { logId, gatewayId: named } = await untilAborted(readLogReference(reference), abortSignal);
    const gatewayId = logGateway(provider, options.gatewayId ?? named);
    const deadline = deadlineIn(timeoutMs, 'timeoutMs');
    const attempt = () =>
      requestAccount(provider, {
        ...call,
        host: 'api',
        path: `ai-gateway/gateways/${gatewayId}/logs/${encodeURIComponent(logId)}`,
        gatewayId,
        bound: binding => bound(binding.gateway(gatewayId), logId),
        notFoundHint: `Gateway '${gatewayId}' has no log entry ${logId}, or not yet: check gatewayId, or increase timeoutMs.`,
        // One limit for all attempts replaces the settings' own.
        ...(timeoutMs > 0 && { timeouts: {}, deadline }),
        abortSignal,
      });
    const { result } = await waitForLog(attempt, deadline.at, abortSignal);
    return readLog(Object(result), { logId, gatewayId });
  } catch (error) {
    throw markClientError(error);
  }
}

/** The gateway that keeps an entry. A custom domain does not reveal it. */
function logGateway(provider: ProviderContext, named: string | undefined): string {
  const { connection, options } = provider.resolved();
  const { value } = connection.gatewayId;
  const own = named ?? options.gatewayId ?? gatewayOfCall(connection, undefined) ?? value ?? 'default';
  return parseGatewayId(own);
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
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      const remaining = end - Date.now();
      if (!isTransient(error)) throw error;
      const cut = before !== undefined && getCloudflareError(error)?.kind === 'timeout';
      if (remaining <= 0) throw cut ? before : error;
      if (!cut) before = error;
      await pause(Math.min(wait, remaining), signal);
    }
  }
}

function isTransient(error: unknown): boolean {
  const info = getCloudflareError(error);
  return info !== undefined && (info.retryable || info.statusCode === 404);
}
