import { isObject, member, objects, parseJson } from '../http/json.ts';
import { bindingHost } from '../http/match-route.ts';
import type { LocalBindingGateway } from './local-binding.ts';

type Handle = (request: Request) => Promise<Response>;

/** `getLog` and `patchLog` of `cloudflare-internal:aig-api` (workerd 1.20260426.1). */
export function bindingLogs(
  handle: Handle,
  gatewayId: string,
): Pick<LocalBindingGateway, 'getLog' | 'patchLog'> {
  const call = async (logId: string, init: RequestInit): Promise<unknown> => {
    const url = `https://${bindingHost}/ai-gateway/gateways/${gatewayId}/logs/${logId}`;
    const response = await handle(new Request(url, init));
    const answer = parseJson(await response.text());
    if (response.status === 200) return answer;
    throw failure(answer, response.status === 404 ? 'AiGatewayLogNotFound' : 'AiGatewayInternalError');
  };
  return {
    getLog: async logId => {
      const row = member(await call(logId, { method: 'GET' }), 'result');
      return { ...row, created_at: new Date(String(row.created_at)) };
    },
    patchLog: async (logId, data) => {
      const headers = { 'content-type': 'application/json' };
      await call(logId, { method: 'PATCH', headers, body: JSON.stringify(data) });
    },
  };
}

/** `models` of `cloudflare-internal:ai-api` (workerd 1.20260426.1). */
export async function bindingModels(
  handle: Handle,
  params: Readonly<Record<string, unknown>> = {},
): Promise<unknown[]> {
  const url = new URL(`https://${bindingHost}/ai-api/models/search`);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, String(value));
  const response = await handle(new Request(url));
  const answer = parseJson(await response.text());
  if (response.status !== 200) throw failure(answer, 'AiInternalError');
  return isObject(answer) && Array.isArray(answer.result) ? answer.result : [];
}

function failure(answer: unknown, name: string): Error {
  const [first] = isObject(answer) ? objects(answer.errors) : [];
  return Object.assign(new Error(String(first?.message ?? 'Internal Error')), { name });
}
