import type { CallContext } from '../exchange.ts';
import { maskAccountId } from '../redaction.ts';

// Agents look for these words to shorten their history.
export const contextWindowHint =
  'The request exceeds the context window: shorten the prompt or lower maxOutputTokens.';
export const freeAllocationHint = 'Wait until 00:00 UTC, or switch to the Workers Paid plan.';
export const sizeHint = 'Shorten the messages, or send fewer files.';
export const retiredHint = 'Choose another model.';
export const spendLimitHint = "Wait until the gateway's limit resets, or raise it.";
export const dlpHint = 'Data loss prevention blocked the content: see `dlp`.';
export const slowHint = 'Raise the time limits, or stream long answers.';

/** 2009: the response is the same without a token and with a refused one, so the call must tell them apart. */
export function gatewayTokenHint({ cloudflareToken, endpoint }: CallContext): string {
  // Since 2026-10-06 the run path reports the same when a provider refuses a stored key.
  const storedKey = ' Or the provider refused its stored key.';
  // Seen with authenticated gateways: https://github.com/cloudflare/ai/issues/250
  if (endpoint === 'binding')
    return `Set gatewayToken to a token with Account > AI Gateway > Run, or turn off its authentication.${storedKey}`;
  if (!cloudflareToken) return 'No Cloudflare token was sent: set apiToken or gatewayToken.';
  return `The token (apiToken or gatewayToken) needs Account > AI Gateway > Run in this account.${endpoint === 'rest' ? storedKey : ''}`;
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
export function upstreamKeyHint({ providerKey, byokAlias = 'default', upstream }: CallContext): string {
  return providerKey === undefined
    ? `Store a key under the alias '${byokAlias}', set providerKeys.${upstream}, use a model of Unified Billing, or check the model id.`
    : `Check the key in providerKeys.${providerKey}.`;
}

export function upstreamBillingHint({ providerKey, upstream }: CallContext): string {
  return providerKey === undefined
    ? `Add credits in the AI Gateway dashboard, or set providerKeys.${upstream}.`
    : `Check the balance behind providerKeys.${providerKey}.`;
}

export function gatewayMissingHint({ gatewayId = '', accountId = '' }: CallContext): string {
  return `Check gatewayId ('${gatewayId}') and accountId (${maskAccountId(accountId)}).`;
}

/** Spellings differ: compat expects `google-ai-studio/…` and `grok/…`, REST `google/…` and `xai/…` (opencode#44827). */
export function spellingHint(context: CallContext): string {
  const spelling =
    context.endpoint === 'rest'
      ? "'google/…' or 'xai/…', as in the catalogue"
      : "the gateway's names, such as 'google-ai-studio/…' or 'grok/…'";
  return `The endpoint '${context.endpoint}' does not know the provider of ${modelOf(context)}: use ${spelling}.`;
}

export function modelHint(context: CallContext): string {
  return `Check the spelling of ${modelOf(context)} for the endpoint '${context.endpoint}'.`;
}

function modelOf({ modelId, sentModel = modelId }: CallContext): string {
  return sentModel === modelId ? `'${modelId}'` : `'${modelId}' (sent as '${sentModel}')`;
}

export function aliasHint({ byokAlias, upstream }: CallContext): string {
  const alias = byokAlias === undefined ? 'that name' : `the alias '${byokAlias}'`;
  return `Store a key for ${upstream} under ${alias}, or correct byokAlias.`;
}

export function ownKeyHint({ upstream }: CallContext): string {
  return `Store a key for ${upstream} in the gateway, or set providerKeys.${upstream}.`;
}
