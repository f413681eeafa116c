import type { CloudflareDLPVerdict } from './cloudflare-dlp-verdict.ts';

/**
 * The parsed `cf-aig-dlp` header. What is no JSON object is kept as `raw`: that a policy matched is worth knowing
 * even when the details cannot be read.
 * @see https://developers.cloudflare.com/ai-gateway/features/dlp/set-up-dlp/
 */
export function readDLPVerdict(header: string): CloudflareDLPVerdict {
  try {
    const value: unknown = JSON.parse(header);
    // Members are passed on as they come: the verdict is for people and policies, and no code of ours relies on it.
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Falls through to the text.
  }
  return { raw: header };
}
