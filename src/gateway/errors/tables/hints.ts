import type { ErrorContext } from '../error-context.ts';
import { maskAccountId } from '../mask-account.ts';
import type { HintFacts } from './failure-row.ts';

/** 2009: without a token the answer is the same as with a refused one, so the call itself must tell them apart. */
export function gatewayTokenHint({ cloudflareToken, endpoint }: ErrorContext): string {
  if (endpoint === 'binding') return bindingGatewayHint;
  if (!cloudflareToken) {
    return 'No Cloudflare token was sent: set apiToken (CLOUDFLARE_API_TOKEN) or gatewayToken (CF_AIG_TOKEN).';
  }
  // Since 2026-10-06 the run path also answers so when a provider refuses a stored key.
  const storedKey =
    endpoint === 'rest' ? ' It may also be the key stored for this provider that was refused.' : '';
  return `The gateway refused the Cloudflare token (apiToken or gatewayToken): it needs the permission Account > AI Gateway > Run, in this account.${storedKey}`;
}

/** Seen with authenticated gateways (https://github.com/cloudflare/ai/issues/250); or a stored key, as below. */
const bindingGatewayHint =
  'The gateway refused the binding: set gatewayToken to a token with Account > AI Gateway > Run, or turn its authentication off. It may also be the key stored for this provider that was refused.';

const bindingAccountHint =
  'The binding was refused: check the account of the Worker and, in local development, that Wrangler is logged in.';

/** 10000: measured by Cloudflare, a token with AI Gateway permissions alone gets it on REST (cloudflare-docs#32574). */
export function apiTokenHint({ cloudflareToken, endpoint }: ErrorContext): string {
  if (endpoint === 'binding') return bindingAccountHint;
  if (!cloudflareToken) {
    return 'No Cloudflare token was sent: set apiToken (CLOUDFLARE_API_TOKEN) to a token with Account > Workers AI > Read.';
  }
  return endpoint === 'rest'
    ? 'Set apiToken to a token of this account with the permission Account > Workers AI > Read; AI Gateway permissions are not enough here.'
    : 'Workers AI behind the gateway takes a second token: it is missing or insufficient. Set apiToken to a token with Account > Workers AI > Read.';
}

/** A vendor's 401: with a key of the user's the key is wrong; without one, no credential reached the vendor. */
export function upstreamKeyHint({ providerKey, byokAlias, upstream }: ErrorContext): string {
  if (providerKey !== undefined)
    return `The upstream refused the key in providerKeys.${providerKey}: check it.`;
  const alias = byokAlias ?? 'default';
  return `No provider key was sent: store one in the gateway under the alias '${alias}', use a model that Unified Billing covers, or set providerKeys.${upstream}. A mistyped model id gives the same answer.`;
}

export function upstreamBillingHint({ providerKey, upstream }: ErrorContext): string {
  return providerKey === undefined
    ? `Add credits in the AI Gateway dashboard, or set providerKeys.${upstream}.`
    : `Check the balance of the account that owns providerKeys.${providerKey}.`;
}

export function gatewayMissingHint({ gatewayId, accountId }: ErrorContext): string {
  const gateway = gatewayId ? `The gateway '${gatewayId}'` : 'The gateway';
  const account = accountId === undefined ? 'this account' : `account ${maskAccountId(accountId)}`;
  return `${gateway} does not exist in ${account}, or the URL names no gateway: check gatewayId and accountId.`;
}

export function routeHint({ accountId }: ErrorContext): string {
  const given = accountId === undefined ? '' : ` (now ${maskAccountId(accountId)})`;
  return `Check accountId${given}: the id of the account that the token belongs to, 32 hexadecimal characters.`;
}

/** Spellings differ: compat wants `google-ai-studio/…` and `grok/…`, REST `google/…` and `xai/…` (opencode#44827). */
export function spellingHint({ endpoint, modelId, sentModel }: ErrorContext): string {
  const sent = sentModel === undefined || sentModel === modelId ? '' : ` (sent as '${sentModel}')`;
  const spelling =
    endpoint === 'rest'
      ? "the catalogue's 'author/model', such as 'google/gemini-2.5-flash' or 'xai/grok-4'"
      : "the gateway's provider names, such as 'google-ai-studio/…' or 'grok/…'";
  return `The endpoint '${endpoint}' does not know the provider of '${modelId}'${sent}: it takes ${spelling}.`;
}

export function modelHint({ modelId, sentModel, endpoint }: ErrorContext): string {
  const sent = sentModel === undefined || sentModel === modelId ? '' : ` (sent as '${sentModel}')`;
  return `Check the spelling of '${modelId}'${sent} for the endpoint '${endpoint}'.`;
}

/** 2005 hides its cause; the log entry shows it (cloudflare/ai#611). */
export function noAnswerHint({ logId }: HintFacts): string {
  const where = logId === undefined ? "the gateway's log" : `log ${logId}`;
  return `The gateway could not get an answer from the upstream: see ${where}. A dynamic route that the gateway does not own gives the same answer.`;
}

export function aliasHint({ byokAlias, upstream }: ErrorContext): string {
  const alias = byokAlias === undefined ? 'that name' : `the alias '${byokAlias}'`;
  return `Store a key for ${upstream} under ${alias}, or correct byokAlias.`;
}

export function noCredentialHint({ upstream }: ErrorContext): string {
  return `Store a key for ${upstream} in the gateway, set providerKeys.${upstream}, or allow Unified Billing (requireProviderCredentials).`;
}

export function ownModelHint({ upstream }: ErrorContext): string {
  return `Unified Billing does not sell this model: store a key for ${upstream} or set providerKeys.${upstream}.`;
}
