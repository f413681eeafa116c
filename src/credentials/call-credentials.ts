import { isCloudflareHost } from '../endpoints/hosts.ts';
import { isVendorKey, type SecretSource } from '../settings/secret.ts';
import { refusedSetting } from '../settings/setting-table.ts';
import type { CallWarning } from '../wire/profile.ts';
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
  /** What is suspicious about them, and was sent. */
  readonly warnings: readonly CallWarning[];
}

/**
 * Reads the secrets of a plan; a token of two headers is read once, and functions once per call.
 * @param url where they are sent
 * @throws InvalidArgumentError for a vendor's key in place of a token for Cloudflare's own hosts; it is never printed
 */
export async function resolveCredentials(plan: CredentialPlan, url: string): Promise<CallCredentials> {
  const reads = new Map<SecretSource, string>();
  const values: Record<string, string> = {};
  const masked: Record<string, string> = {};
  const secrets: string[] = [];
  const suspects = new Set<string>();
  for (const { name, scheme, source, owner } of plan) {
    const { setting } = source;
    const secret = reads.get(source) ?? (await source.read());
    reads.set(source, secret);
    values[name] = scheme + secret;
    masked[name] = `${scheme}<${setting}>`;
    // A plain header next to a key, such as an organisation or a version, may be a word that errors contain.
    if (secret.length >= 8 || /auth|key|token|secret/.test(name)) secrets.push(secret);
    if (owner !== 'cloudflare' || !isVendorKey(secret)) continue;
    // A proxy may hand out keys of this form.
    if (!isCloudflareHost(url)) suspects.add(`${setting} ${looksForeign}; it was sent to the base URL.`);
    else throw refusedSetting('providerKeys', `this ${looksForeign}.`, setting);
  }
  return {
    headers: () => ({ ...values }),
    masked,
    redact: createRedactor(secrets),
    providerKey: plan.find(({ owner }) => owner === 'provider')?.source.setting,
    cloudflareToken: plan.some(({ owner }) => owner === 'cloudflare'),
    warnings: [...suspects].map(message => ({ type: 'other', message })),
  };
}

const looksForeign = "looks like a vendor's key, which belongs in `providerKeys`";
