import type { APICallError } from '@ai-sdk/provider';
import { type CallCredentials, resolveCredentials } from '../credentials/call-credentials.ts';
import type { CredentialPlan } from '../credentials/credential-plan.ts';
import {
  bindingHost,
  type Connection,
  cloudflareHosts,
  gatewayBase,
  restBase,
} from '../endpoints/connection.ts';
import { contextFacts } from '../gateway/errors/context-facts.ts';
import { createAPICallError, type FailedExchange } from '../gateway/errors/create-api-call-error.ts';
import type { ErrorContext, HintedFailure } from '../gateway/errors/error-context.ts';
import { errorInfoOf } from '../gateway/errors/error-info-of.ts';
import { formatMessage } from '../gateway/errors/format-message.ts';
import { markClientError } from '../gateway/errors/mark-client-error.ts';
import { maskAccountId } from '../gateway/errors/mask-account.ts';
import { toAPICallError } from '../gateway/errors/to-api-call-error.ts';
import { toConnectionError } from '../gateway/errors/to-connection-error.ts';
import { isRecord, type JSONRecord, parseJSON } from '../json-values.ts';
import { type ExchangeWatch, watchExchange } from '../request/exchange-watch.ts';
import { withUserHeaders } from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { createTransport, failureOf, type TransportCall } from '../request/transport.ts';
import { untilAborted } from '../request/until-aborted.ts';
import { missingCredential } from '../settings/configuration-error.ts';
import type { AccessSettings } from '../settings/connection-settings.ts';
import type { AccountPermission, AccountRequest, Deadline } from './account-request.ts';
import { bindingFetcher } from './binding-fetcher.ts';

/** What timers can measure: more than that, and they fire at once. */
const MAX_MS = 2 ** 31 - 1;

/**
 * Sends one request about the account, with the settings of the provider, and gives the parsed answer. Nothing is
 * repeated, and no redirect is followed.
 * @throws APICallError for every answer that is none, with the permission that the token needs
 */
export async function requestAccount(
  provider: ProviderContext,
  request: AccountRequest,
): Promise<JSONRecord> {
  request.abortSignal?.throwIfAborted();
  const watch = watchExchange(request.abortSignal);
  try {
    return await exchange(provider, request, watch);
  } catch (error) {
    throw markClientError(error);
  } finally {
    watch.release();
  }
}

async function exchange(
  provider: ProviderContext,
  request: AccountRequest,
  { signal, limit }: ExchangeWatch,
): Promise<JSONRecord> {
  const { body, deadline } = request;
  const { binding, access, fetch } = provider.settings();
  const { connection, options } = provider.resolved();
  const plan = binding === undefined ? credentialsOf(connection, request, access) : undefined;
  const url = urlOf(connection, request, plan === undefined);
  let credentials: CallCredentials | undefined;
  const context = () => contextOf(connection, request, plan === undefined, credentials);
  if (deadline !== undefined) {
    // What is over is over in a moment.
    limit(Math.min(Math.max(1, Math.ceil(deadline.at - Date.now())), MAX_MS), () =>
      deadlineError({ url, requestBodyValues: body, context: context() }, deadline),
    );
  }
  credentials = plan && (await untilAborted(resolveCredentials(plan), signal));
  const call: TransportCall = {
    fetch: binding === undefined ? fetch : bindingFetcher(binding, request),
    // Also without limits, since a timed fetch ends where the one below, such as a binding, looks at no signal.
    timeouts: request.timeouts ?? options.timeouts ?? {},
    errorContext: context(),
    sentBody: () => body,
    failed: error => error,
    answered: () => undefined,
  };
  const headers = {
    ...withUserHeaders(provider.settings().headers, undefined, {}),
    ...credentials?.headers(),
  };
  return send(call, url, request, headers, signal);
}

async function send(
  call: TransportCall,
  url: string,
  { method = 'GET', body, accepts }: AccountRequest,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<JSONRecord> {
  const response = await createTransport(call)(url, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal,
  });
  const text = await readBody(call, url, response, signal);
  const answer = parseJSON(text);
  if (isRecord(answer) && answer.success !== false && accepts?.(answer) !== false) return answer;
  throw toAPICallError({ ...failureOf(call, url, response), body: text });
}

/**
 * The body of an answer, as text.
 * @throws APICallError where it breaks off; the signal's own reason where that ended it
 */
async function readBody(
  call: TransportCall,
  url: string,
  response: Response,
  signal: AbortSignal,
): Promise<string> {
  try {
    return await untilAborted(response.text(), signal);
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    // An error that says already what happened stays what it is, and so does an abort.
    const final = cause instanceof Error && (cause.name === 'AbortError' || errorInfoOf(cause) !== undefined);
    throw final ? cause : toConnectionError({ ...failureOf(call, url, response), cause });
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
 * The URL of the account in Cloudflare's API. A gateway and a custom domain have the API beside them, on its own
 * host; a loopback origin stands for every host.
 */
function accountBase(connection: Connection): string {
  const { base } = connection;
  if (base?.form === 'gateway') return `${apiOrigin(base.origin)}/client/v4/accounts/${base.account}`;
  const url = restBase(connection).replace(/\/ai\/v1$/, '');
  if (base?.form !== 'domain') return url;
  return url.replace(cloudflareHosts.api, apiOrigin(base.root));
}

/** Where the API answers, beside a base URL's origin. The token of the account goes to no other host. */
export function apiOrigin(origin: string): string {
  const loopback = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(origin);
  return loopback ? origin : cloudflareHosts.api;
}

/**
 * The unified endpoint's list was seen to take the token in `authorization`, and the gateway in front of it has a
 * header of its own: it stands in both (models.dev, 2026).
 */
function credentialsOf(
  { apiToken, gatewayToken, base }: Connection,
  { host, permission }: AccountRequest,
  access: AccessSettings | undefined,
): CredentialPlan {
  const token = host === 'api' ? apiToken : (gatewayToken ?? apiToken);
  if (token === undefined) {
    throw missingCredential({
      setting: 'apiToken',
      problem: `a token with Account > ${permission} is needed. Pass it or set the environment variable CLOUDFLARE_API_TOKEN.`,
      example: 'createCloudflare({ apiToken: process.env.CLOUDFLARE_API_TOKEN })',
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
  credentials: CallCredentials | undefined,
): ErrorContext {
  const account = base !== undefined && 'account' in base ? base.account : accountId?.value;
  return {
    endpoint: bound ? 'binding' : host === 'api' ? 'rest' : 'compat',
    ...(account !== undefined && { accountId: account }),
    modelId: '',
    ...(gatewayId !== undefined && { gatewayId }),
    // A binding authenticates itself; everything else is sent with a token.
    cloudflareToken: !bound,
    upstream: 'Cloudflare',
    redact: credentials?.redact ?? (text => text),
    hint: failure =>
      failure.statusCode === 404 && missing !== undefined
        ? missing
        : bound
          ? failure.hint
          : permissionHint(failure, permission, account),
  };
}

/** What to do when the account API refuses: its answer is the same for a wrong token, scope and account. */
function permissionHint(
  { kind, statusCode, hint }: HintedFailure,
  permission: AccountPermission,
  accountId: string | undefined,
): string | undefined {
  if (kind !== 'authentication' && kind !== 'permission') return hint;
  const account = accountId === undefined ? 'this account' : `account ${maskAccountId(accountId)}`;
  const refused = `The token ${statusCode === 403 ? '' : 'is wrong or '}lacks a permission`;
  return `${refused}: it needs Account > ${permission} in ${account}. Calls of models do not need it and may still work.`;
}

/** The error for an exchange that was not complete at its deadline. */
function deadlineError(exchange: FailedExchange, { ms, option }: Deadline): APICallError {
  const { context, headers } = exchange;
  const facts = contextFacts(context, headers);
  const hint = `Repeat the call, or raise ${option}.`;
  const where = { endpoint: context.endpoint, model: context.modelId, logId: facts.logId };
  return createAPICallError(
    {
      source: 'client',
      kind: 'timeout',
      message: formatMessage({ words: `No complete answer within ${ms} ms.`, hint, ...where }),
      hint,
      retryable: true,
      ...facts,
    },
    exchange,
  );
}
