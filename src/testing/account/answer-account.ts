import type { ReceivedRequest } from '../endpoints/received-request.ts';
import { failureAnswer } from '../failures/failure-answer.ts';
import { activeToken, type GatewayState, hasPermission } from '../gateway/gateway-state.ts';
import type { Answer } from '../http/answer.ts';
import { bearerToken, type IncomingRequest } from '../http/incoming-request.ts';
import type { Route } from '../http/match-route.ts';
import type { TokenPermission } from '../local-gateway-options.ts';
import { catalogueModels } from './catalogue-models.ts';
import { listLogs, oneLog } from './gateway-logs.ts';
import { gatewayObject, gatewayObjects } from './gateway-objects.ts';
import { pageOf } from './page-of.ts';
import { searchModels } from './search-models.ts';
import { verifyToken } from './verify-token.ts';

type RestRoute = Extract<Route, { endpoint: 'rest' }>;

/** What a path below the account returns, and to whom. */
interface AccountAddress {
  readonly path: RegExp;
  readonly permission: (method: string) => TokenPermission;
  /** Methods besides GET. */
  readonly methods?: readonly string[];
  readonly answer: (call: AccountCall) => Answer;
}

interface AccountCall {
  readonly state: GatewayState;
  readonly incoming: IncomingRequest;
  readonly query: URLSearchParams;
  /** What the path names, in its order. */
  readonly names: readonly string[];
}

const addresses: readonly AccountAddress[] = [
  {
    path: /^ai\/models\/search$/,
    permission: () => 'workers-ai-read',
    answer: ({ query }) => searchModels(query),
  },
  {
    path: /^ai\/catalog\/models$/,
    permission: () => 'workers-ai-read',
    answer: ({ query }) => pageOf(catalogueModels, query),
  },
  {
    path: /^ai-gateway\/gateways$/,
    permission: () => 'ai-gateway-read',
    answer: ({ state, query }) => pageOf(gatewayObjects(state), query),
  },
  {
    path: /^ai-gateway\/gateways\/([^/]+)$/,
    permission: () => 'ai-gateway-read',
    answer: ({ state, names: [id = ''] }) => gatewayObject(state, id),
  },
  {
    path: /^ai-gateway\/gateways\/([^/]+)\/logs$/,
    permission: () => 'ai-gateway-read',
    answer: ({ state, query, names: [id = ''] }) => listLogs(state, id, query),
  },
  {
    path: /^ai-gateway\/gateways\/([^/]+)\/logs\/([^/]+)$/,
    permission: method => (method === 'PATCH' ? 'ai-gateway-edit' : 'ai-gateway-read'),
    methods: ['PATCH'],
    answer: ({ state, incoming, names: [id = '', logId = ''] }) => oneLog(state, { id, logId }, incoming),
  },
];

/** Answers requests about the account itself; `undefined` for calls of models. */
export function answerAccount(
  { state, incoming, facts }: ReceivedRequest,
  { accountId, tail }: RestRoute,
): Answer | undefined {
  const verified = verifyToken(state, incoming);
  if (verified !== undefined) return verified;
  const address = addresses.find(({ path }) => path.test(tail));
  if (address === undefined) return undefined;
  const { method, path, headers, query } = incoming;
  const refused = refuse(state, {
    accountId,
    path,
    token: bearerToken(headers.authorization),
    permission: address.permission(method),
    ofGateways: tail.startsWith('ai-gateway/'),
  });
  if (refused !== undefined) return refused;
  if (method !== 'GET' && !address.methods?.includes(method))
    return failureAnswer('method-not-allowed', `${method} not supported for requested URI.`);
  const names = (address.path.exec(tail) ?? []).slice(1).map(decodeURIComponent);
  if (names[0] !== undefined) facts.gatewayId = names[0];
  return address.answer({ state, incoming, query: new URLSearchParams(query), names });
}

/**
 * A token that is none is 401 everywhere. One without the permission is 401 below `/ai` (documented for calls of
 * models) and 403 below `/ai-gateway` (observed 2026-09-28), both with code 10000.
 */
function refuse(
  state: GatewayState,
  access: {
    readonly accountId: string;
    readonly path: string;
    readonly token: string | undefined;
    readonly permission: TokenPermission;
    readonly ofGateways: boolean;
  },
): Answer | undefined {
  const { accountId, path, token, permission, ofGateways } = access;
  const noRoute = `Could not route to ${path}, perhaps your object identifier is invalid?`;
  if (!/^[0-9a-f]{32}$/i.test(accountId)) return failureAnswer('route-not-found', noRoute);
  if (activeToken(state, token) === undefined) return failureAnswer('unauthorized-rest');
  // A token of somebody else's account is one without permission here.
  const allowed = hasPermission(state, token, permission) && accountId === state.accountId;
  if (allowed) return undefined;
  return failureAnswer(
    ofGateways || accountId !== state.accountId ? 'permission-denied' : 'unauthorized-rest',
  );
}
