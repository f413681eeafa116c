import type { ReceivedRequest } from '../endpoints/received-request.ts';
import type { Answer } from '../http/answer.ts';
import { oneLog } from './gateway-logs.ts';
import { searchModels } from './search-models.ts';

/** What the binding requests of the account, without a token; `undefined` for a call of a model. */
export function bindingAccount(
  { state, incoming, facts }: ReceivedRequest,
  tail: string,
): Answer | undefined {
  const { method, query } = incoming;
  if (method === 'GET' && tail === 'ai-api/models/search') return searchModels(new URLSearchParams(query));
  const [, id, logId] = /^ai-gateway\/gateways\/([^/]+)\/logs\/([^/]+)$/.exec(tail) ?? [];
  if (id === undefined || logId === undefined || !['GET', 'PATCH'].includes(method)) return undefined;
  facts.gatewayId = id;
  return oneLog(state, { id, logId }, incoming);
}
