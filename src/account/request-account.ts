import { type CallCredentials, resolveCredentials } from '../credentials/call-credentials.ts';
import type { CredentialPlan } from '../credentials/credential-plan.ts';
import { type Connection, gatewayBase } from '../endpoints/connection.ts';
import { bindingHost } from '../endpoints/hosts.ts';
import type { ErrorContext } from '../gateway/errors/error-context.ts';
import { markClientError } from '../gateway/errors/mark-client-error.ts';
import { toAPICallError } from '../gateway/errors/to-api-call-error.ts';
import { isRecord, parseJSON } from '../json-values.ts';
import { watchExchange } from '../request/exchange-watch.ts';
import { withUserHeaders } from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { createTransport, failureOf, type TransportCall } from '../request/transport.ts';
import { untilAborted } from '../request/until-aborted.ts';
import { missingCredential } from '../settings/configuration-error.ts';
import type { AccessSettings } from '../settings/connection-settings.ts';
import { accountBase } from './account-base.ts';
import type { AccountRequest } from './account-request.ts';
import { bindingCarrier } from './binding-carrier.ts';
import { remainingMs } from './deadline.ts';
import { permissionHint } from './permission-hint.ts';
import { readBody } from './read-body.ts';
import { toDeadlineError } from './to-deadline-error.ts';

/**
 * Sends one request about the account, with the settings of the provider, and gives the parsed answer. Nothing is
 * repeated, and no redirect is followed.
 * @throws APICallError for every answer that is none, with the permission that the token needs
 */
export async function requestAccount(
  provider: ProviderContext,
  request: AccountRequest,
): Promise<Readonly<Record<string, unknown>>> {
  request.abortSignal?.throwIfAborted();
  try {
    return await exchange(provider, request);
  } catch (error) {
    throw markClientError(error);
  }
}

async function exchange(
  provider: ProviderContext,
  request: AccountRequest,
): Promise<Readonly<Record<string, unknown>>> {
  const { body, deadline } = request;
  const { binding, access } = provider.settings();
  const { connection } = provider.resolved();
  const bound = binding !== undefined;
  const reading = bound ? undefined : credentialsOf(connection, request, access);
  const url = urlOf(connection, request, bound);
  const watch = watchExchange(request.abortSignal);
  const { signal } = watch;
  let credentials: CallCredentials | undefined;
  const context = () => contextOf(connection, request, bound, credentials);
  if (deadline !== undefined) {
    watch.limit(remainingMs(deadline), () =>
      toDeadlineError({ url, requestBodyValues: body, context: context() }, deadline),
    );
  }
  try {
    credentials = reading && (await untilAborted(resolveCredentials(reading), signal));
    return await ask(provider, request, { url, credentials, errorContext: context(), signal });
  } finally {
    watch.release();
  }
}

/** One request that is ready to be sent. */
interface ReadyRequest extends Pick<TransportCall, 'errorContext'> {
  readonly url: string;
  readonly credentials: CallCredentials | undefined;
  /** Ends it: the caller gives up, or the deadline is over. */
  readonly signal: AbortSignal;
}

async function ask(
  provider: ProviderContext,
  request: AccountRequest,
  { url, credentials, errorContext, signal }: ReadyRequest,
): Promise<Readonly<Record<string, unknown>>> {
  const { body, method = 'GET' } = request;
  const { binding, headers, fetch } = provider.settings();
  const call: TransportCall = {
    fetch: binding === undefined ? fetch : bindingCarrier(binding, request),
    // Also without limits, since a timed fetch ends where the one below, such as a binding, looks at no signal.
    timeouts: request.timeouts ?? provider.resolved().options.timeouts ?? {},
    errorContext,
    sentBody: () => body,
    failed: error => error,
    answered: () => undefined,
  };
  const response = await createTransport(call)(url, {
    method,
    headers: {
      ...withUserHeaders(headers, undefined, {}),
      ...credentials?.headers(),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal,
  });
  const text = await readBody(call, url, response, signal);
  const answer = parseJSON(text);
  const accepted = isRecord(answer) && answer.success !== false && request.accepts?.(answer) !== false;
  if (accepted) return answer;
  throw toAPICallError({ ...failureOf(call, url, response), body: text });
}

function urlOf(
  connection: Connection,
  { host, path, query, gatewayId }: AccountRequest,
  bound: boolean,
): string {
  const search = new URLSearchParams(query).toString();
  const base = bound
    ? bindingHost
    : host === 'api'
      ? accountBase(connection)
      : gatewayBase(connection, gatewayId ?? 'default');
  return `${base}/${path}${search === '' ? '' : `?${search}`}`;
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
  const endpoint = bound ? 'binding' : host === 'api' ? 'rest' : 'compat';
  const account = base !== undefined && 'account' in base ? base.account : accountId?.value;
  const where = { endpoint, ...(account !== undefined && { accountId: account }) } as const;
  return {
    ...where,
    modelId: '',
    ...(gatewayId !== undefined && { gatewayId }),
    // A binding authenticates itself; everything else is sent with a token.
    cloudflareToken: !bound,
    upstream: 'Cloudflare',
    redact: credentials?.redact ?? (text => text),
    hint: failure =>
      failure.statusCode === 404 && missing !== undefined
        ? missing
        : permissionHint(failure, permission, where),
  };
}
