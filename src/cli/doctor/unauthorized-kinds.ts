import type { CloudflareErrorInfo } from 'ai-sdk-provider-cloudflare';

/** The kinds of 401 responses, by remedy. */
export type UnauthorizedKind =
  | 'token-invalid'
  | 'permission-missing'
  | 'gateway-token'
  | 'second-token'
  | 'passed-key'
  | 'stored-key'
  | 'no-key';

interface UnauthorizedRow {
  readonly meaning: string;
  readonly fix: string;
}

/** @see https://developers.cloudflare.com/ai-gateway/usage/rest-api/ and …/ai-gateway/configuration/authentication/ */
export const unauthorizedKinds: Readonly<Record<UnauthorizedKind, UnauthorizedRow>> = {
  'token-invalid': {
    meaning:
      'Cloudflare does not recognise the token: it is mistyped, expired, revoked, or belongs to another account.',
    fix: 'Create a new token in the dashboard (My Profile > API Tokens) and set CLOUDFLARE_API_TOKEN.',
  },
  'permission-missing': {
    meaning: 'The token is valid but not allowed to call the REST API.',
    fix: 'Add Account > Workers AI > Read to the token; AI Gateway permissions are not enough.',
  },
  'gateway-token': {
    meaning: 'The gateway requires authentication, and the token is missing or was rejected.',
    fix: 'Add Account > AI Gateway > Run to the token, or set CF_AIG_TOKEN to a token that has it.',
  },
  'second-token': {
    meaning: 'The gateway accepted the call, but Workers AI behind it rejected the second token.',
    fix: 'Set CLOUDFLARE_API_TOKEN to a token with Account > Workers AI > Read.',
  },
  'passed-key': {
    meaning: 'The vendor rejected the key that you passed.',
    fix: 'Check the variable that --provider-key names: its key is wrong, revoked, or for another vendor.',
  },
  'stored-key': {
    meaning: 'The call was accepted, but the vendor rejected the key stored in the gateway.',
    fix: "Replace the key under the gateway's Provider Keys, or pass one with --provider-key.",
  },
  'no-key': {
    meaning: 'The vendor got no key: none is stored or passed, and Unified Billing does not cover the model.',
    fix: 'Store a key in the gateway or pass one with --provider-key. Also check the model id: a typo gives the same error.',
  },
};

/** What is known besides the response. */
export interface UnauthorizedContext {
  /** Whether Cloudflare reports the token as active; `undefined` if it could not be checked. */
  readonly tokenActive: boolean | undefined;
  /** Whether the call passed a key of the user's. */
  readonly keyPassed: boolean;
}

/**
 * Tells the kinds of 401 responses apart: by who refused, on which endpoint, and what is known about the token.
 * @returns `undefined` for any other failure
 */
export function unauthorizedKind(
  { statusCode, source, code, endpoint }: CloudflareErrorInfo,
  { tokenActive, keyPassed }: UnauthorizedContext,
): UnauthorizedKind | undefined {
  if (statusCode !== 401) return undefined;
  // The REST API authenticates the account before it calls a gateway, so this is the vendor's refusal.
  if (code === 2009) return endpoint === 'rest' ? 'stored-key' : 'gateway-token';
  if (code === 10000) {
    if (endpoint !== 'rest') return 'second-token';
    return tokenActive === true ? 'permission-missing' : 'token-invalid';
  }
  if (source !== 'upstream') return undefined;
  return keyPassed ? 'passed-key' : 'no-key';
}
