import { invalidArgument } from '../settings/configuration-error.ts';
import type { AccessSettings } from '../settings/connection-settings.ts';
import { cleanHeaderValue, isVendorKey, type SecretSource, secretSource } from '../settings/secret.ts';
import { settingExample } from '../settings/setting-table.ts';
import type { KeyHeader } from '../upstreams/upstream.ts';
import type { CredentialPlan } from './credential-plan.ts';
import type { NamedProviderKey } from './provider-keys.ts';
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

interface CredentialHeader {
  readonly name: string;
  readonly value: string;
  readonly masked: string;
  readonly secret: string;
  /** The setting of a Cloudflare token that has the form of a vendor's key. */
  readonly vendorKey?: string | undefined;
}

/** A plain header next to a key, such as an organisation or a version, may be a word that errors contain. */
function isSecret({ name, secret }: CredentialHeader): boolean {
  return secret.length >= 8 || /auth|key|token|secret/.test(name);
}

/** Reads the secrets of a plan; functions that return tokens are called once per call. */
export async function resolveCredentials(plan: CredentialPlan): Promise<CallCredentials> {
  const bearerHeader = bearerHeaders();
  const headers =
    plan.kind === 'api'
      ? [await bearerHeader('authorization', plan.token)]
      : await gatewayHeaders(plan, bearerHeader);
  return {
    headers: () => {
      const values: Record<string, string> = {};
      for (const { name, value } of headers) values[name] = value;
      return values;
    },
    masked: Object.fromEntries(headers.map(({ name, masked }) => [name, masked])),
    redact: createRedactor(headers.filter(isSecret).map(({ secret }) => secret)),
    providerKey:
      plan.kind === 'gateway' && plan.upstream.kind === 'provider-key'
        ? plan.upstream.key.setting
        : undefined,
    cloudflareToken: plan.kind === 'api' || plan.gate.token !== undefined,
    vendorKeyAsToken: headers.find(header => header.vendorKey)?.vendorKey,
  };
}

async function gatewayHeaders(
  plan: CredentialPlan & { readonly kind: 'gateway' },
  bearerHeader: ReturnType<typeof bearerHeaders>,
): Promise<CredentialHeader[]> {
  const { gate, upstream } = plan;
  return [
    ...(gate.token === undefined ? [] : [await bearerHeader('cf-aig-authorization', gate.token)]),
    ...(gate.access === undefined ? [] : accessHeaders(gate.access)),
    ...(upstream.kind === 'cloudflare' ? [await bearerHeader('authorization', upstream.token)] : []),
    ...(upstream.kind === 'provider-key' ? await keyHeaders(upstream.key, upstream.header) : []),
  ];
}

/** Headers of one call; a token that is used in two of them is read once. */
function bearerHeaders(): (name: string, source: SecretSource) => Promise<CredentialHeader> {
  const tokens = new Map<SecretSource, Promise<string>>();
  return async (name, source) => {
    const reading = tokens.get(source) ?? source.read();
    tokens.set(source, reading);
    const token = await reading;
    const { setting } = source;
    const vendorKey = isVendorKey(token) ? setting : undefined;
    return { name, value: `Bearer ${token}`, masked: `Bearer <${setting}>`, secret: token, vendorKey };
  };
}

function accessHeaders({ clientId, clientSecret }: AccessSettings): CredentialHeader[] {
  if (![clientId, clientSecret].every(isServiceTokenPart)) {
    throw invalidArgument({
      setting: 'access',
      problem: 'expected `clientId` and `clientSecret`.',
      example: settingExample('access'),
    });
  }
  return [
    { name: 'cf-access-client-id', value: clientId, masked: '<access.clientId>', secret: clientId },
    {
      name: 'cf-access-client-secret',
      value: clientSecret,
      masked: '<access.clientSecret>',
      secret: clientSecret,
    },
  ];
}

function isServiceTokenPart(value: unknown): boolean {
  return typeof value === 'string' && /^(?!(?:undefined|null)$)[\x21-\x7e]+$/.test(value);
}

async function keyHeaders(
  { setting, key }: NamedProviderKey,
  header: KeyHeader,
): Promise<CredentialHeader[]> {
  if (typeof key === 'object') {
    return Object.entries(key.headers).map(([name, value]) => ({
      name: name.toLowerCase(),
      ...cleanHeaderValue(setting, value),
      masked: `<${setting}>`,
    }));
  }
  const secret = await secretSource(setting, key).read();
  const scheme = header.scheme === undefined ? '' : `${header.scheme} `;
  return [{ name: header.name, value: `${scheme}${secret}`, masked: `${scheme}<${setting}>`, secret }];
}
