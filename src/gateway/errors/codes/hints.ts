import type { CallContext } from '../exchange.ts';
import { maskAccountId } from '../redaction.ts';
import type { HintContext } from './failure-row.ts';

export const contextWindowHint = 'Prompt and maxOutputTokens exceed the context window: lower either.';
export const freeAllocationHint =
  'The daily free allocation is used up: wait until 00:00 UTC, or switch to the Workers Paid plan.';
export const sizeHint = 'Send less: shorter messages, or fewer and smaller files.';
export const retiredHint = 'The model was retired: choose another.';
export const spendLimitHint =
  'A spend limit of the gateway was reached: wait until its window resets, or raise it.';
export const dlpHint =
  'Data loss prevention blocked the content; `dlp` names the policies, if they were sent.';
export const slowHint =
  'The response took too long: stream long answers, or raise the time limits on the way.';

/** 2009: the response is the same without a token and with a refused one, so the call must tell them apart. */
export function gatewayTokenHint({ cloudflareToken, endpoint }: CallContext): string {
  // Since 2026-10-06 the run path reports the same when a provider refuses a stored key.
  const storedKey = ' Or the provider refused the key stored for it.';
  // Seen with authenticated gateways: https://github.com/cloudflare/ai/issues/250
  if (endpoint === 'binding')
    return `The gateway refused the binding: set gatewayToken to a token with Account > AI Gateway > Run, or turn off its authentication.${storedKey}`;
  if (!cloudflareToken)
    return 'No Cloudflare token was sent: set apiToken (CLOUDFLARE_API_TOKEN) or gatewayToken (CF_AIG_TOKEN).';
  return `The gateway refused the token (apiToken or gatewayToken): it needs Account > AI Gateway > Run in this account.${endpoint === 'rest' ? storedKey : ''}`;
}

/** 10000: Cloudflare measured that a token with only AI Gateway permissions gets it on REST (cloudflare-docs#32574). */
export function apiTokenHint({ cloudflareToken, endpoint }: CallContext): string {
  if (endpoint === 'binding')
    return "The binding was refused: check the Worker's account and, in local development, Wrangler's login.";
  const token = 'a token with Account > Workers AI > Read';
  if (!cloudflareToken)
    return `No Cloudflare token was sent: set apiToken (CLOUDFLARE_API_TOKEN) to ${token}.`;
  return endpoint === 'rest'
    ? `Set apiToken to ${token} in this account; AI Gateway permissions are not sufficient here.`
    : `Workers AI behind the gateway requires a second token, which is missing or insufficient: set apiToken to ${token}.`;
}

/** A vendor's 401: with a key of the user's, the key is wrong; without one, no credential reached the vendor. */
export function upstreamKeyHint({ providerKey, byokAlias = 'default', upstream }: CallContext): string {
  return providerKey === undefined
    ? `No provider key was sent: store one in the gateway under the alias '${byokAlias}', set providerKeys.${upstream}, or use a model that Unified Billing covers. A misspelled model id causes the same error.`
    : `The upstream refused the key in providerKeys.${providerKey}: check it.`;
}

export function upstreamBillingHint({ providerKey, upstream }: CallContext): string {
  return providerKey === undefined
    ? `Add credits in the AI Gateway dashboard, or set providerKeys.${upstream}.`
    : `Check the balance of the account that owns providerKeys.${providerKey}.`;
}

export function gatewayMissingHint({ gatewayId, accountId }: CallContext): string {
  const gateway = gatewayId ? `The gateway '${gatewayId}'` : 'The gateway';
  const account = accountId === undefined ? 'this account' : `account ${maskAccountId(accountId)}`;
  return `${gateway} does not exist in ${account}, or the URL names no gateway: check gatewayId and accountId.`;
}

export function routeHint({ accountId }: CallContext): string {
  const given = accountId === undefined ? '' : ` (now ${maskAccountId(accountId)})`;
  return `Check accountId${given}: it is the 32-digit hexadecimal id of the account that owns the token.`;
}

/** Spellings differ: compat wants `google-ai-studio/…` and `grok/…`, REST `google/…` and `xai/…` (opencode#44827). */
export function spellingHint(context: CallContext): string {
  const spelling =
    context.endpoint === 'rest'
      ? "the catalogue's 'author/model', such as 'google/gemini-2.5-flash' or 'xai/grok-4'"
      : "the gateway's provider names, such as 'google-ai-studio/…' or 'grok/…'";
  return `The endpoint '${context.endpoint}' does not know the provider of ${modelOf(context)}: use ${spelling}.`;
}

export function modelHint(context: CallContext): string {
  return `Check the spelling of ${modelOf(context)} for the endpoint '${context.endpoint}'.`;
}

function modelOf({ modelId, sentModel = modelId }: CallContext): string {
  return sentModel === modelId ? `'${modelId}'` : `'${modelId}' (sent as '${sentModel}')`;
}

/** 2005 hides its cause; the log entry shows it (cloudflare/ai#611). */
export function noAnswerHint({ logId }: HintContext): string {
  const log = logId === undefined ? "the gateway's log" : `log ${logId}`;
  return `The gateway got no response from the upstream: see ${log}. A dynamic route that the gateway does not own causes the same error.`;
}

export function aliasHint({ byokAlias, upstream }: CallContext): string {
  const alias = byokAlias === undefined ? 'that name' : `the alias '${byokAlias}'`;
  return `Store a key for ${upstream} under ${alias}, or correct byokAlias.`;
}

export function noCredentialHint({ upstream }: CallContext): string {
  return `Store a key for ${upstream} in the gateway, set providerKeys.${upstream}, or allow Unified Billing (requireProviderCredentials).`;
}

export function ownModelHint({ upstream }: CallContext): string {
  return `Unified Billing does not cover this model: store a key for ${upstream} or set providerKeys.${upstream}.`;
}
