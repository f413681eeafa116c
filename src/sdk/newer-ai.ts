import type { CallWarning } from '../wire/profile.ts';

/** The entries for the majors of `ai` that adapt a V2 model only in part. */
const entries: Readonly<Record<string, string>> = { 6: '/v3', 7: '/v4' };

let isTold = false;

/**
 * The warning for a V2 model that a later `ai` calls, as its user agent tells: usage or finish reasons can be missing, on
 * which agents depend. Given once for each process, and never where `AI_SDK_LOG_WARNINGS` is `false`, the switch of `ai`
 * for its own warnings.
 * @see docs/upgrading.md
 */
export function newerAIWarning(
  specification: string,
  headers: Readonly<Record<string, string | undefined>> | undefined,
): CallWarning | undefined {
  if (isTold || specification !== 'v2') return undefined;
  const major = /\bai\/([67])\./.exec(headers?.['user-agent'] ?? '')?.[1] ?? '';
  const entry = entries[major];
  if (entry === undefined || Reflect.get(globalThis, 'AI_SDK_LOG_WARNINGS') === false) return undefined;
  isTold = true;
  return {
    type: 'other',
    message: `This model is made for ai 5 and called by ai ${major}: use \`createCloudflare\` of ai-sdk-provider-cloudflare${entry}.`,
  };
}
