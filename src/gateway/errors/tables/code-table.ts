import { cloudflareAPICodes } from './cloudflare-api-codes.ts';
import { edgeCodes } from './edge-codes.ts';
import type { FailureRow } from './failure-row.ts';
import { gatewayCodes } from './gateway-codes.ts';
import { upstreamCodes } from './upstream-codes.ts';
import { workersAICodes } from './workers-ai-codes.ts';

/**
 * Every code that is known, in the order in which rows are tried; one file for each sender.
 * The account API stands first, since it shares 7003 with the gateway and says so in its text.
 */
export const codeRows: readonly FailureRow[] = [
  ...cloudflareAPICodes,
  ...gatewayCodes,
  ...workersAICodes,
  ...edgeCodes,
  ...upstreamCodes,
];
