import { failureAnswer } from '../failures/failure-answer.ts';
import type { Answer } from '../http/answer.ts';
import { bearerToken } from '../http/incoming-request.ts';
import { type GatewayState, hasPermission } from './gateway-state.ts';
import type { OpenGateway, Plan, Step } from './plan.ts';

/** Headers for the upstream, or why there are none. */
export type Credentials =
  | { readonly headers: Readonly<Record<string, string>> }
  | { readonly refused: Answer };

/** What Cloudflare sends a vendor it pays itself. */
const managedKey = 'cloudflare-managed-key';

/** Passed key, then stored key, then Unified Billing. */
export function resolveCredentials(state: GatewayState, plan: Plan, step: Step): Credentials {
  const rest = plan.catalogue === true;
  const headers = forwarded(step.headers, rest ? [...step.upstream.authHeaders, 'authorization'] : []);
  if (step.upstream.cloudflareToken) return workersAICredentials(state, step, { rest, headers });
  const { gateway } = plan;
  if (!gateway || step.upstream.authHeaders.some(name => headers[name] !== undefined)) return { headers };
  const stored = storedKey(gateway, step, rest);
  if ('refused' in stored) return stored;
  if (stored.key !== undefined) return withKey(headers, step, stored.key);
  return unifiedBilling(gateway, step, { rest, headers });
}

interface Forwarding {
  readonly rest: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Everything but what was meant for Cloudflare. */
function forwarded(
  headers: Readonly<Record<string, string>>,
  cloudflares: readonly string[],
): Record<string, string> {
  const hop = new Set([
    'host',
    'connection',
    'content-length',
    'accept-encoding',
    'transfer-encoding',
    ...cloudflares,
  ]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hop.has(name) && !/^cf-/.test(name)));
}

/** The API authenticated its caller; behind a gateway Workers AI requires a token of its own. */
function workersAICredentials(state: GatewayState, step: Step, { rest, headers }: Forwarding): Credentials {
  const allowed = rest || hasPermission(state, bearerToken(step.headers.authorization), 'workers-ai-read');
  return allowed ? { headers } : { refused: failureAnswer('workers-ai-unauthorized') };
}

function storedKey(
  { settings }: OpenGateway,
  { upstream, options }: Step,
  rest: boolean,
): { key: string | undefined } | { refused: Answer } {
  const keys = { ...settings.storedKeys?.[upstream.name], ...settings.storedKeys?.[upstream.slug] };
  // The API consults the default alias only and ignores the header.
  const alias = rest ? 'default' : (options.byokAlias ?? 'default');
  if (keys[alias] === undefined && !rest && options.byokAlias !== undefined) {
    const known = Object.keys(keys).map(name => `'${name}'`);
    const message = `Provider '${upstream.slug}' has no BYOK credential named '${alias}'. Configured aliases: ${known.join(', ') || 'none'}`;
    return { refused: failureAnswer('unknown-alias', message) };
  }
  return { key: keys[alias] };
}

function unifiedBilling(
  { settings, authenticated }: OpenGateway,
  step: Step,
  { rest, headers }: Forwarding,
): Credentials {
  const { upstream, options, model } = step;
  if (options.noWholesale) return { refused: failureAnswer('no-provider-credential') };
  const mode = settings.unifiedBilling ?? 'available';
  if (rest) {
    if (mode === 'off' || upstream.restByokOnly?.test(model))
      return { refused: failureAnswer('byok-only-model') };
    return mode === 'no-credits'
      ? { refused: failureAnswer('no-credits-rest') }
      : withKey(headers, step, managedKey);
  }
  // Without a payer the request reaches the vendor without a key, and the vendor answers.
  if (mode === 'off' || !authenticated || !upstream.unifiedBilling) return { headers };
  return mode === 'no-credits'
    ? { refused: failureAnswer('no-credits') }
    : withKey(headers, step, managedKey);
}

function withKey(headers: Readonly<Record<string, string>>, { upstream }: Step, key: string): Credentials {
  const name = upstream.authHeaders[0] ?? 'authorization';
  return {
    headers: {
      ...headers,
      [name]: name === 'authorization' ? `${upstream.keyScheme ?? 'Bearer'} ${key}` : key,
    },
  };
}
