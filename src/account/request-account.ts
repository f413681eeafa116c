import { untilAborted, watchAbort } from '../abort.ts';
import { type CallCredentials, resolveCredentials } from '../credentials/call-credentials.ts';
import { type CredentialPlan, gatewayHeaders, tokenHeader } from '../credentials/credential-plan.ts';
import { accountOf, apiOf, gatewayBase } from '../endpoints/addresses.ts';
import type { Connection } from '../endpoints/connection.ts';
import { cloudflareHosts } from '../endpoints/hosts.ts';
import { missing } from '../endpoints/missing-settings.ts';
import { toAPICallError } from '../gateway/errors/classify.ts';
import { type CallContext, createExchange, type HintedFailure } from '../gateway/errors/exchange.ts';
import { toDeadlineError } from '../gateway/errors/failures.ts';
import { maskAccountId } from '../gateway/errors/redaction.ts';
import { isRecord, type JSONRecord, parseJSON } from '../json-values.ts';
import { accountHeaders } from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { readBody } from '../request/read-body.ts';
import { createTransport } from '../request/transport.ts';
import type { AccessSettings } from '../settings/connection-settings.ts';
import type { AccountRequest } from './account-request.ts';
import { bindingFetcher } from './binding-fetcher.ts';

/**
 * Sends one request about the account, with the provider's settings, and returns the parsed response. It does not retry
 * and follows no redirect. Errors before the request are the SDK's own, which the caller marks.
 * @throws APICallError for every failed response, naming the permission that the token needs
 */
export async function requestAccount(
  provider: ProviderContext,
  request: AccountRequest,
): Promise<JSONRecord> {
  const { method = 'GET', body, accepts, deadline, abortSignal } = request;
  abortSignal?.throwIfAborted();
  const { signal, limit, release } = watchAbort(abortSignal);
  try {
    const { headers: own, onRequest, onResponse } = provider.settings();
    const { url, fetch, plan, context } = accessTo(provider, request);
    let credentials: CallCredentials | undefined;
    const redact = (text: string): string => credentials?.redact(text) ?? text;
    const exchange = createExchange(url, { ...context, redact, observer: { onRequest, onResponse } }, body);
    if (deadline !== undefined) {
      // A deadline that has passed ends the request at once.
      limit(Math.max(1, deadline.at - Date.now()), () =>
        // What has arrived of a response is not part of this error.
        toDeadlineError({ ...exchange, response: undefined }, deadline.ms, deadline.option),
      );
    }
    credentials = await untilAborted(resolveCredentials(plan, url), signal);
    const timeouts = request.timeouts ?? provider.resolved().options.timeouts;
    const headers = {
      ...accountHeaders(own),
      ...credentials.headers(),
      ...(body && { 'content-type': 'application/json' }),
    };
    const init = { method, headers, signal, ...(body && { body: JSON.stringify(body) }) };
    const response = await createTransport({ fetch, timeouts, exchange })(url, init);
    const text = await readBody(exchange, response.text(), signal);
    const answer = parseJSON(text);
    if (isRecord(answer) && answer.success !== false && accepts?.(answer) !== false) return answer;
    throw toAPICallError(exchange, { text, value: answer });
  } finally {
    release();
  }
}

/** Where a request goes, how, and who proves what. A binding has already authenticated itself. */
interface AccountAccess {
  readonly url: string;
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly plan: CredentialPlan;
  readonly context: Omit<CallContext, 'redact'>;
}

function accessTo(provider: ProviderContext, request: AccountRequest): AccountAccess {
  const { host, path, gatewayId } = request;
  const { binding, access, fetch } = provider.settings();
  const { connection } = provider.resolved();
  const accountId = connection.base?.account ?? connection.accountId?.value;
  const context = {
    modelId: '',
    ...(accountId !== undefined && { accountId }),
    ...(gatewayId !== undefined && { gatewayId }),
    cloudflareToken: binding === undefined,
    upstream: 'Cloudflare',
    hint: (failure: HintedFailure) =>
      notFoundHint(failure, request) ??
      (binding ? undefined : permissionHint(failure, request, accountId)) ??
      failure.hint,
  };
  if (binding)
    return {
      url: `${cloudflareHosts.binding}/${path}`,
      fetch: bindingFetcher(binding, request),
      plan: [],
      context: { ...context, endpoint: 'binding' },
    };
  const plan = credentialsOf(connection, request, access);
  const [endpoint, base] =
    host === 'api'
      ? (['rest', `${apiOf(connection)}/client/v4/accounts/${accountOf(connection)}`] as const)
      : (['compat', gatewayBase(connection, gatewayId ?? 'default')] as const);
  return { url: `${base}/${path}`, fetch, plan, context: { ...context, endpoint } };
}

/**
 * Cloudflare's own token for its host, even with a custom domain. The list of the unified endpoint accepts the token in
 * `authorization`, and the gateway in front of it has its own header: the token is sent in both (models.dev, 2026).
 */
function credentialsOf(
  connection: Connection,
  { host, permission }: AccountRequest,
  access: AccessSettings | undefined,
): CredentialPlan {
  const { apiToken, gatewayToken, accountToken, base } = connection;
  const own = apiOf(connection) === cloudflareHosts.api ? accountToken : apiToken;
  const token = host === 'api' ? own : (gatewayToken ?? apiToken);
  if (token === undefined) throw missing(connection, `a token with Account > ${permission} is required`);
  const account = tokenHeader('authorization', token);
  if (host === 'api') return [account];
  return [...gatewayHeaders(token, base?.form === 'domain' ? access : undefined), account];
}

function notFoundHint({ statusCode }: HintedFailure, request: AccountRequest): string | undefined {
  return statusCode === 404 ? request.notFoundHint : undefined;
}

/** For a refusal, which is the same for a wrong token, permission or account. */
function permissionHint(
  { kind, statusCode }: HintedFailure,
  { permission }: AccountRequest,
  accountId: string | undefined,
): string | undefined {
  if (kind !== 'authentication' && kind !== 'permission') return undefined;
  const where = accountId === undefined ? 'this account' : `account ${maskAccountId(accountId)}`;
  const refused = `The token ${statusCode === 403 ? '' : 'is invalid or '}lacks a permission`;
  return `${refused}: it needs Account > ${permission} in ${where}. Model calls do not need it and may still work.`;
}
