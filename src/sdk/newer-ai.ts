import type { CallWarning } from '../wire/profile.ts';

/** The entries for the majors of `ai` that do not fully adapt a V2 model. */
const entries: Readonly<Record<string, string>> = { 6: '/v3', 7: '/v4' };

let isReported = false;

/**
 * The warning for a V2 model that a later `ai` calls, according to its user agent: usage or finish reasons, which agents
 * need, can be missing. Reported once per process, and never if `AI_SDK_LOG_WARNINGS`, the switch of `ai` for its own
 * warnings, is `false`.
 * @see docs/upgrading.md
 */
export function newerAIWarning(
  specification: string,
  headers: Readonly<Record<string, string | undefined>> | undefined,
): CallWarning | undefined {
  if (isReported || specification !== 'v2') return undefined;
  const major = /\bai\/([67])\./.exec(headers?.['user-agent'] ?? '')?.[1] ?? '';
  const entry = entries[major];
  if (entry === undefined || Reflect.get(globalThis, 'AI_SDK_LOG_WARNINGS') === false) return undefined;
  isReported = true;
  return {
    type: 'other',
    message: `This model is made for ai 5 and called by ai ${major}: use \`createCloudflare\` of ai-sdk-provider-cloudflare${entry}.`,
  };
}
