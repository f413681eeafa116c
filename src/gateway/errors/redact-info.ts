import type { CloudflareErrorInfo } from './cloudflare-error-info.ts';
import { redactDeep } from './redact-deep.ts';

/** Members in our own words: a short secret that happens to stand in one of them must not change it. */
const ownWords: readonly string[] = ['source', 'kind', 'endpoint', 'phase', 'scope', 'docs'];

/** The facts of an error without secrets. Names of members stay what they are, whatever a secret looks like. */
export function redactInfo(info: CloudflareErrorInfo, redact: (text: string) => string): CloudflareErrorInfo {
  const entries = Object.entries(info).map(([name, value]) => [
    name,
    ownWords.includes(name) ? value : redactDeep(value, redact),
  ]);
  return { ...info, ...Object.fromEntries(entries) };
}
