import { createLocalGateway, type LocalGateway, localGatewayDefaults } from '../../src/testing/index.ts';

export const accountId: string = localGatewayDefaults.accountId;
export const apiToken: string = localGatewayDefaults.apiToken;

interface Paths {
  rest: string;
  compat: string;
  native(tail: string): string;
  universal: string;
}

export const paths: Paths = {
  rest: `/client/v4/accounts/${accountId}/ai/v1/chat/completions`,
  compat: `/v1/${accountId}/default/compat/chat/completions`,
  native: (tail: string) => `/v1/${accountId}/default/${tail}`,
  universal: `/v1/${accountId}/default`,
};

export const restAuth = { authorization: `Bearer ${apiToken}` };
export const gatewayAuth = { 'cf-aig-authorization': `Bearer ${apiToken}` };
export const workersAIAuth: Record<string, string> = { ...gatewayAuth, ...restAuth };

export const hello: { role: string; content: string }[] = [{ role: 'user', content: 'Hello there' }];

export interface Result {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read by many shapes in tests
  json: any;
}

export async function post(
  gateway: LocalGateway,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Result> {
  const response = await gateway.fetch(`https://gateway.test${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The JSON events of a stream. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export function events(text: string): any[] {
  return text
    .split('\n\n')
    .filter(event => event.startsWith('data: {'))
    .map(event => JSON.parse(event.slice(6)));
}

/** Code of any Cloudflare envelope. */
export function codeOf({ json }: Result): unknown {
  return json?.error?.[0]?.code ?? json?.errors?.[0]?.code ?? json?.error?.code;
}

export { createLocalGateway };
