import { failureAnswer } from '../failures/failure-answer.ts';
import type { GatewayState } from '../gateway/gateway-state.ts';
import { type Answer, apiAnswer } from '../http/answer.ts';
import { bearerToken, type IncomingRequest } from '../http/incoming-request.ts';

/**
 * What a token reports about itself: the user's own at `/user/tokens/verify`, the account's below the account. Each is
 * unknown at the other address.
 * @see https://developers.cloudflare.com/fundamentals/api/get-started/create-token/
 */
export function verifyToken(
  state: GatewayState,
  { method, path, headers }: IncomingRequest,
): Answer | undefined {
  const match = /^\/client\/v4\/(user|accounts\/([^/]+))\/tokens\/verify$/.exec(path);
  if (match === null) return undefined;
  if (method !== 'GET')
    return failureAnswer('method-not-allowed', `${method} not supported for requested URI.`);
  const token = bearerToken(headers.authorization) ?? '';
  const settings = state.tokens.get(token);
  const owner = match[1] === 'user' ? 'user' : 'account';
  const here = owner === 'user' || match[2] === state.accountId;
  if (settings === undefined || (settings.owner ?? 'user') !== owner || !here)
    return failureAnswer('invalid-token');
  const { status = 'active', expiresOn } = settings;
  const id = [...state.tokens.keys()].indexOf(token).toString(16).padStart(32, '0');
  const message = `This API Token is valid and ${status}`;
  return apiAnswer(
    { id, status, ...(expiresOn === undefined ? {} : { expires_on: expiresOn }) },
    { messages: [{ code: 10000, message, type: null }] },
  );
}
