import { isVendorKey, type SecretSource } from '../settings/secret.ts';
import type { CredentialPlan } from './credential-plan.ts';
import { createRedactor } from './redactor.ts';

/** The credentials of one call. Secrets live in the closures; printing this object shows none. */
export interface CallCredentials {
  /** The header values, secrets included; a fresh object each time. */
  readonly headers: () => Record<string, string>;
  /** The same headers with the name of the setting in place of the secret, for `explain`. */
  readonly masked: Readonly<Record<string, string>>;
  /** Replaces every secret of this call in a text. */
  readonly redact: (text: string) => string;
  /** The setting whose provider key was sent, if one was. */
  readonly providerKey: string | undefined;
  readonly cloudflareToken: boolean;
  /** The setting or variable whose Cloudflare token has the form of a vendor's key; a proxy may use such keys. */
  readonly vendorKeyAsToken: string | undefined;
}

/** Reads the secrets of a plan; a token of two headers is read once, and functions once per call. */
export async function resolveCredentials(plan: CredentialPlan): Promise<CallCredentials> {
  const reads = new Map<SecretSource, string>();
  const values: Record<string, string> = {};
  const masked: Record<string, string> = {};
  const secrets: string[] = [];
  let vendorKeyAsToken: string | undefined;
  for (const { name, scheme, source, owner } of plan) {
    const secret = reads.get(source) ?? (await source.read());
    reads.set(source, secret);
    values[name] = scheme + secret;
    masked[name] = `${scheme}<${source.setting}>`;
    // A plain header next to a key, such as an organisation or a version, may be a word that errors contain.
    if (secret.length >= 8 || /auth|key|token|secret/.test(name)) secrets.push(secret);
    if (owner === 'cloudflare' && isVendorKey(secret)) vendorKeyAsToken ??= source.setting;
  }
  return {
    headers: () => ({ ...values }),
    masked,
    redact: createRedactor(secrets),
    providerKey: plan.find(({ owner }) => owner === 'provider')?.source.setting,
    cloudflareToken: plan.some(({ owner }) => owner === 'cloudflare'),
    vendorKeyAsToken,
  };
}
