import type { JSONValue } from '@ai-sdk/provider';

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
