import type { CloudflareErrorSource } from './cloudflare-error-info.ts';

/** Texts that tell who wrote them, inside an envelope that others use too. */
const signatures: readonly (readonly [RegExp, CloudflareErrorSource])[] = [
  // Relayed by proxies in OpenAI's shape, and by `/ai/v1/messages` in Anthropic's (QuantumNous/new-api#4605).
  [/^(?:InferenceUpstreamError|AiError)\b/, 'workers-ai'],
  // Made by Cloudflare on `/ai/v1/messages` (Alishahryar1/free-claude-code#946).
  [/^Model not found: \S+$/, 'gateway'],
  // Compat under Unified Billing, envelope not published (anomalyco/models.dev#4715).
  [/could not be resolved for spend-limit enforcement/i, 'gateway'],
];

export function sourceOfText(message: unknown, otherwise: CloudflareErrorSource): CloudflareErrorSource {
  if (typeof message !== 'string') return otherwise;
  return signatures.find(([pattern]) => pattern.test(message))?.[1] ?? otherwise;
}
