import { type AbortWatch, untilAborted, watchAbort } from '../abort.ts';
import { type CallCredentials, resolveCredentials } from '../credentials/call-credentials.ts';
import type { CredentialPlan } from '../credentials/credential-plan.ts';
import {
  bindingHost,
  type Connection,
  cloudflareHosts,
  gatewayBase,
  isCloudflareHost,
  restBase,
} from '../endpoints/connection.ts';
import { tokenRemedy } from '../endpoints/missing-settings.ts';
import { toAPICallError } from '../gateway/errors/classify.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import {
  type CallContext,
  createExchange,
  type Exchange,
  type HintedFailure,
} from '../gateway/errors/exchange.ts';
import { toConnectionError, toDeadlineError } from '../gateway/errors/failures.ts';
import { isOurs } from '../gateway/errors/get-cloudflare-error.ts';
import { maskAccountId } from '../gateway/errors/redaction.ts';
import { isRecord, type JSONRecord, parseJSON } from '../json-values.ts';
import { withUserHeaders } from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { createTransport, isAbort } from '../request/transport.ts';
import { missingCredential } from '../settings/configuration-error.ts';
import type { AccessSettings } from '../settings/connection-settings.ts';
import type { SecretSource } from '../settings/secret.ts';
import { settingExample } from '../settings/setting-table.ts';
import type { AccountPermission, AccountRequest } from './account-request.ts';
import { bindingFetcher } from './binding-fetcher.ts';

/** The longest delay that timers support; a longer one fires at once. */
const MAX_MS = 2 ** 31 - 1;

/**
 * Sends one request about the account, with the provider's settings, and returns the parsed response. It does not retry
 * and follows no redirect.
 * @throws APICallError for every failed response, naming the permission that the token needs
 */
export async function requestAccount(
  provider: ProviderContext,
  request: AccountRequest,
): Promise<JSONRecord> {
  request.abortSignal?.throwIfAborted();
  const watch = watchAbort(request.abortSignal);
  try {
    return await askAccount(provider, request, watch);
  } catch (error) {
    throw markClientError(error);
  } finally {
    watch.release();
  }
}

async function askAccount(
  provider: ProviderContext,
  request: AccountRequest,
  { signal, limit }: AbortWatch,
): Promise<JSONRecord> {
  const { body, deadline } = request;
  const { binding, access, fetch, onRequest, onResponse } = provider.settings();
  const { connection, options } = provider.resolved();
  const plan = binding === undefined ? credentialsOf(connection, request, access) : undefined;
  const url = urlOf(connection, request, plan === undefined);
  let credentials: CallCredentials | undefined;
  const redact = (text: string): string => credentials?.redact(text) ?? text;
  const context: CallContext = {
    ...contextOf(connection, request, plan === undefined, redact),
    observer: { onRequest, onResponse },
  };
  const exchange = createExchange(url, context, body);
  if (deadline !== undefined) {
    // A deadline that has passed ends the request at once.
    limit(Math.min(Math.max(1, Math.ceil(deadline.at - Date.now())), MAX_MS), () =>
      // What has arrived of a response is not part of this error.
      toDeadlineError({ ...exchange, response: undefined }, deadline.ms, deadline.option),
    );
  }
  credentials = plan && (await untilAborted(resolveCredentials(plan), signal));
  const fetcher = createTransport({
    fetch: binding === undefined ? fetch : bindingFetcher(binding, request),
    timeouts: request.timeouts ?? options.timeouts,
    exchange,
  });
  const headers = {
    ...withUserHeaders(provider.settings().headers, undefined, {}),
    ...credentials?.headers(),
  };
  return send(fetcher, exchange, request, headers, signal);
}

async function send(
  fetcher: typeof globalThis.fetch,
  exchange: Exchange,
  { method = 'GET', body, accepts }: AccountRequest,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<JSONRecord> {
  const response = await fetcher(exchange.url, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal,
  });
  const text = await readBody(exchange, response, signal);
  const answer = parseJSON(text);
  if (isRecord(answer) && answer.success !== false && accepts?.(answer) !== false) return answer;
  throw toAPICallError(exchange, { text, value: answer });
}

/**
 * The body of a response, as text.
 * @throws APICallError where the body breaks off; the signal's reason where the signal ended it
 */
async function readBody(exchange: Exchange, response: Response, signal: AbortSignal): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    // An abort, and an error that already carries our information, pass unchanged.
    throw isAbort(cause) || isOurs(cause) ? cause : toConnectionError(exchange, cause);
  }
}

function urlOf(
  connection: Connection,
  { host, path, query = {}, gatewayId = 'default' }: AccountRequest,
  bound: boolean,
): string {
  const base = host === 'api' ? accountBase : gatewayBase;
  const search = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return `${bound ? bindingHost : base(connection, gatewayId)}/${path}${search.length > 0 ? `?${search.join('&')}` : ''}`;
}

/**
 * The URL of the account in Cloudflare's API. For a gateway URL and a custom domain, the API is on its own host; a
 * loopback origin stands for every host.
 */
function accountBase(connection: Connection): string {
  const { base } = connection;
  if (base?.form === 'gateway') return `${apiOrigin(base.origin)}/client/v4/accounts/${base.account}`;
  const url = restBase(connection).replace(/\/ai\/v1$/, '');
  if (base?.form !== 'domain') return url;
  return url.replace(cloudflareHosts.api, apiOrigin(base.root));
}

/** The origin of the API for a base URL's origin. The account's token goes to no other host. */
export function apiOrigin(origin: string): string {
  const loopback = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(origin);
  return loopback ? origin : cloudflareHosts.api;
}

/** The API token for the host of account requests: Cloudflare's own also beside a custom domain. */
function apiTokenOf(connection: Connection): SecretSource | undefined {
  const { base, accountToken, apiToken } = connection;
  const beside = base?.form === 'domain' || base?.form === 'gateway';
  const origin = base?.form === 'domain' ? base.root : base?.origin;
  return beside && origin !== undefined && isCloudflareHost(apiOrigin(origin)) ? accountToken : apiToken;
}

/**
 * The list of the unified endpoint was seen to accept the token in `authorization`, and the gateway in front of it has
 * its own header, so the token is sent in both (models.dev, 2026).
 */
function credentialsOf(
  connection: Connection,
  { host, permission }: AccountRequest,
  access: AccessSettings | undefined,
): CredentialPlan {
  const { apiToken, gatewayToken, base } = connection;
  const token = host === 'api' ? apiTokenOf(connection) : (gatewayToken ?? apiToken);
  if (token === undefined) {
    throw missingCredential({
      setting: 'apiToken',
      problem: `a token with Account > ${permission} is required: ${tokenRemedy(connection)}.`,
      example: settingExample('apiToken'),
    });
  }
  if (host === 'api') return { kind: 'api', token };
  const gate = { token, access: base?.form === 'domain' ? access : undefined };
  return { kind: 'gateway', gate, upstream: { kind: 'cloudflare', token } };
}

function contextOf(
  { accountId, base }: Connection,
  { host, gatewayId, permission, missing }: AccountRequest,
  bound: boolean,
  redact: CallContext['redact'],
): CallContext {
  const account = base !== undefined && 'account' in base ? base.account : accountId?.value;
  return {
    endpoint: bound ? 'binding' : host === 'api' ? 'rest' : 'compat',
    ...(account !== undefined && { accountId: account }),
    modelId: '',
    ...(gatewayId !== undefined && { gatewayId }),
    // A binding authenticates itself; everything else is sent with a token.
    cloudflareToken: !bound,
    upstream: 'Cloudflare',
    redact,
    hint: failure =>
      failure.statusCode === 404 && missing !== undefined
        ? missing
        : bound
          ? failure.hint
          : permissionHint(failure, permission, account),
  };
}

/** What to do when the account API refuses: its response is the same for a wrong token, permission or account. */
function permissionHint(
  { kind, statusCode, hint }: HintedFailure,
  permission: AccountPermission,
  accountId: string | undefined,
): string | undefined {
  if (kind !== 'authentication' && kind !== 'permission') return hint;
  const account = accountId === undefined ? 'this account' : `account ${maskAccountId(accountId)}`;
  const refused = `The token ${statusCode === 403 ? '' : 'is invalid or '}lacks a permission`;
  return `${refused}: it needs Account > ${permission} in ${account}. Model calls do not need it and may still work.`;
}
