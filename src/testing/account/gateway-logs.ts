import { failureAnswer } from '../failures/failure-answer.ts';
import type { GatewayState } from '../gateway/gateway-state.ts';
import { type Answer, apiAnswer } from '../http/answer.ts';
import type { IncomingRequest } from '../http/incoming-request.ts';
import { isObject, type JsonObject } from '../http/json.ts';
import type { GatewayLogRow } from '../records.ts';
import { pageOf } from './page-of.ts';

/** The rows of a gateway, the newest first, 50 at most in a page. Filters are not served. */
export function listLogs(state: GatewayState, gatewayId: string, query: URLSearchParams): Answer {
  if (!state.gateways.has(gatewayId)) return failureAnswer('object-not-found');
  const rows = state.logs.filter(row => row.gatewayId === gatewayId && isVisible(state, row));
  return pageOf([...rows].reverse().map(toWire), query, 50);
}

/** One row, read or changed. */
export function oneLog(
  state: GatewayState,
  { id, logId }: { readonly id: string; readonly logId: string },
  { method, body }: IncomingRequest,
): Answer {
  if (!state.gateways.has(id)) return failureAnswer('object-not-found');
  const index = state.logs.findIndex(row => row.id === logId && row.gatewayId === id);
  const row = state.logs[index];
  if (row === undefined || !isVisible(state, row)) return failureAnswer('log-not-found');
  if (method !== 'PATCH') return apiAnswer(toWire(row));
  const problem = patchProblem(body);
  if (problem !== undefined || !isObject(body)) return failureAnswer('invalid-value', problem);
  state.logs[index] = patched(row, body);
  return apiAnswer({});
}

function isVisible(state: GatewayState, { createdAt }: GatewayLogRow): boolean {
  return state.now() - Date.parse(createdAt) >= state.logDelayMs;
}

/** @see https://developers.cloudflare.com/ai-gateway/evaluations/add-human-feedback-api/ */
function patchProblem(body: unknown): string | undefined {
  if (!isObject(body)) return 'Invalid value: body';
  const { feedback, score, metadata } = body;
  if (feedback !== undefined && feedback !== null && feedback !== 1 && feedback !== -1)
    return 'Invalid value: feedback';
  const outside = typeof score !== 'number' || score < 0 || score > 100;
  if (score !== undefined && score !== null && outside) return 'Invalid value: score';
  if (metadata !== undefined && metadata !== null && !isObject(metadata)) return 'Invalid value: metadata';
  return undefined;
}

function patched(row: GatewayLogRow, { feedback, score, metadata }: JsonObject): GatewayLogRow {
  return {
    ...row,
    ...(feedback === 1 || feedback === -1 ? { feedback } : {}),
    ...(typeof score === 'number' ? { score } : {}),
    // Checked above, and labels are all there is to check.
    ...(isObject(metadata)
      ? { metadata: { ...row.metadata, ...metadata } as GatewayLogRow['metadata'] }
      : {}),
  };
}

/** A row in the words of the API. */
function toWire(row: GatewayLogRow): JsonObject {
  return {
    id: row.id,
    created_at: row.createdAt,
    provider: row.provider,
    model: row.model,
    model_type: '',
    path: row.path,
    duration: row.durationMs,
    status_code: row.statusCode,
    success: row.success,
    cached: row.cached,
    tokens_in: row.tokensIn,
    tokens_out: row.tokensOut,
    cost: row.cost,
    custom_cost: row.customCost,
    metadata: row.metadata,
    step: row.step,
    feedback: row.feedback ?? null,
    score: row.score ?? null,
  };
}
