import type { CallContext } from '../exchange.ts';
import { maskAccountId } from '../redaction.ts';

// Agents look for these words to shorten their history.
export const contextWindowHint =
  'The request exceeds the context window: shorten the prompt or lower maxOutputTokens.';
export const contentHint = "The upstream's content policy blocked the call.";
export const freeAllocationHint = 'Wait until 00:00 UTC, or switch to the Workers Paid plan.';
export const sizeHint = 'Shorten the messages, or send fewer files.';
export const retryHint = 'Retry, or add a fallback.';
export const retiredHint = 'Choose another model.';
export const limitHint = "Wait until the gateway's limit resets, or raise it.";
export const waitHint = 'Wait as long as retry-after says.';
export const edgeHint = "Cloudflare's edge refused the connection: check firewall rules.";
export const dlpHint = 'Data loss prevention blocked the content: see `dlp`.';
export const slowHint = 'Raise the time limits, or stream long answers.';

/** 2009: the response is the same without a token and with a refused one, so the call must tell them apart. */
export function gatewayTokenHint({ cloudflareToken, endpoint }: CallContext): string {
  // Since 2026-10-06 the run path reports the same when a provider refuses a stored key.
  const storedKey = ' Or the provider refused its stored key.';
  const token = 'a token with Account > AI Gateway > Run';
  // Seen with authenticated gateways: https://github.com/cloudflare/ai/issues/250
  if (endpoint === 'binding')
    return `Set gatewayToken to ${token}, or turn off the gateway's authentication.${storedKey}`;
  if (!cloudflareToken) return 'No Cloudflare token was sent: set apiToken or gatewayToken.';
  return `Set apiToken or gatewayToken to ${token} in this account.${endpoint === 'rest' ? storedKey : ''}`;
}

/** 10000: Cloudflare measured that a token with only AI Gateway permissions gets it on REST (cloudflare-docs#32574). */
export function apiTokenHint({ cloudflareToken, endpoint }: CallContext): string {
  if (endpoint === 'binding') return "Check the Worker's account, or Wrangler's login.";
  const token = 'a token with Account > Workers AI > Read';
  if (!cloudflareToken) return `No Cloudflare token was sent: set apiToken to ${token}.`;
  return endpoint === 'rest'
    ? `Set apiToken to ${token} in this account; AI Gateway permissions are not sufficient.`
    : `Workers AI behind the gateway needs a second token: set apiToken to ${token}.`;
}

/** A vendor's 401: with a key of the user's, the key is wrong; without one, no credential reached the vendor. */
export function upstreamKeyHint(context: CallContext): string {
  const { providerKey, upstream } = context;
  return providerKey === undefined
    ? `${storeKey(context)}, set providerKeys.${upstream}, use a model of Unified Billing, or check the model id.`
    : `Check the key in providerKeys.${providerKey}.`;
}

export function ownKeyHint(context: CallContext): string {
  return `${storeKey(context)}, or set providerKeys.${context.upstream}.`;
}

export function aliasHint(context: CallContext): string {
  return context.byokAlias === undefined
    ? `Store a key for ${context.upstream}, or set byokAlias to the alias of a stored one.`
    : `${storeKey(context)}, or correct byokAlias.`;
}

function storeKey({ byokAlias = 'default', upstream }: CallContext): string {
  return `Store a key for ${upstream} under the alias '${byokAlias}'`;
}

export function upstreamBillingHint({ providerKey, upstream }: CallContext): string {
  return providerKey === undefined
    ? `Add credits in the AI Gateway dashboard, or set providerKeys.${upstream}.`
    : `Check the balance behind providerKeys.${providerKey}.`;
}

export function gatewayMissingHint({ gatewayId = '', accountId = '' }: CallContext): string {
  const account = accountId === '' ? 'the account' : `accountId (${maskAccountId(accountId)})`;
  return `Check gatewayId ('${gatewayId}') and ${account}.`;
}

export function modelHint({ modelId, sentModel = modelId, endpoint }: CallContext): string {
  const sent = sentModel === modelId ? '' : ` (sent as '${sentModel}')`;
  return `Check the spelling of '${modelId}'${sent} for the endpoint '${endpoint}'.`;
}

/** Spellings differ: compat expects `google-ai-studio/…` and `grok/…`, REST `google/…` and `xai/…` (opencode#44827). */
export function spellingHint(context: CallContext): string {
  const names =
    context.endpoint === 'rest'
      ? "those of the catalogue, such as 'google/…' or 'xai/…'"
      : "the gateway's, such as 'google-ai-studio/…' or 'grok/…'";
  return `${modelHint(context)} Names of providers are ${names}.`;
}
