import type { CloudflareErrorInfo } from 'ai-sdk-provider-cloudflare';

/** The refusals that come as 401, by what has to be done about them. */
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
    meaning: 'Cloudflare does not know the token: it is mistyped, expired, revoked or of another account.',
    fix: 'Make a new token in the dashboard (My Profile > API Tokens) and set CLOUDFLARE_API_TOKEN.',
  },
  'permission-missing': {
    meaning: 'The token is valid and may not call the REST API.',
    fix: 'Give the token Account > Workers AI > Read; AI Gateway permissions are not enough there.',
  },
  'gateway-token': {
    meaning: 'The gateway demands authentication and refused the token, or got none.',
    fix: 'Give the token Account > AI Gateway > Run, or set one that has it: CF_AIG_TOKEN.',
  },
  'second-token': {
    meaning: 'The gateway let the call in; Workers AI behind it refused the second token.',
    fix: 'Set CLOUDFLARE_API_TOKEN to a token with Account > Workers AI > Read.',
  },
  'passed-key': {
    meaning: 'The vendor refused the key that you passed.',
    fix: 'Check the variable that --provider-key names: the key is wrong, revoked or of another vendor.',
  },
  'stored-key': {
    meaning: 'The call was let in, and the vendor refused the key that is stored in the gateway.',
    fix: "Replace the key under the gateway's Provider Keys, or pass one with --provider-key.",
  },
  'no-key': {
    meaning:
      'No key reached the vendor: none is stored or passed, and Unified Billing does not cover the model.',
    fix: 'Store a key in the gateway or pass one with --provider-key; and check the id: a mistyped one gives the same answer.',
  },
};

/** What is known beside the answer. */
export interface UnauthorizedContext {
  /** Whether Cloudflare called the token active; `undefined` when it could not be asked. */
  readonly tokenActive: boolean | undefined;
  /** Whether a key of the user's went along. */
  readonly keyPassed: boolean;
}

/**
 * Which refusal it is. By the status alone they are one: what counts is who refused, on which endpoint, and what is
 * known about the token.
 * @returns `undefined` for any other failure
 */
export function unauthorizedKind(
  { statusCode, source, code, endpoint }: CloudflareErrorInfo,
  { tokenActive, keyPassed }: UnauthorizedContext,
): UnauthorizedKind | undefined {
  if (statusCode !== 401) return undefined;
  // On the REST API the account was authenticated before any gateway was asked, so this is the vendor's refusal.
  if (code === 2009) return endpoint === 'rest' ? 'stored-key' : 'gateway-token';
  if (code === 10000) {
    if (endpoint !== 'rest') return 'second-token';
    return tokenActive === true ? 'permission-missing' : 'token-invalid';
  }
  if (source !== 'upstream') return undefined;
  return keyPassed ? 'passed-key' : 'no-key';
}
