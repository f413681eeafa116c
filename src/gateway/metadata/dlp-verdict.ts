import type { JSONValue } from '@ai-sdk/provider';
import { parseRecord } from '../../json-values.ts';

/** What a data loss prevention profile found. The members keep their wire names. */
export type CloudflareDLPFinding = {
  /**
   * The profile that matched, and its entries.
   */
  profile?: { profile_id?: string; entry_ids?: string[]; context?: JSONValue };

  /**
   * The policies of the gateway that name the profile.
   */
  policy_ids?: string[];

  /**
   * What was scanned.
   */
  check?: 'REQUEST' | 'RESPONSE' | (string & {});
};

/**
 * The verdict of data loss prevention: present when a policy matched, also where the call was let through.
 * @see https://developers.cloudflare.com/ai-gateway/features/dlp/set-up-dlp/
 */
export type CloudflareDLPVerdict = {
  findings?: CloudflareDLPFinding[];

  /**
   * Whether the call was stopped or only noted.
   */
  action?: 'BLOCK' | 'FLAG' | (string & {});

  /**
   * The header as it was sent, where it was not the documented JSON.
   */
  raw?: string;
};

/**
 * The parsed `cf-aig-dlp` header. What is not a JSON object is kept as `raw`: that a policy matched is worth knowing
 * even when the details cannot be read. Members are passed on as they come: no code of ours relies on them.
 * @see https://developers.cloudflare.com/ai-gateway/features/dlp/set-up-dlp/
 */
export function readDLPVerdict(header: string): CloudflareDLPVerdict {
  return parseRecord(header) ?? { raw: header };
}
