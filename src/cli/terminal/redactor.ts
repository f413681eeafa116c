import { localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { readEnvironment } from '../../settings/environment.ts';
import { settingTable } from '../../settings/setting-table.ts';
import type { ParsedArguments } from '../arguments/parse-arguments.ts';

/** Variables that hold secrets, used or not. */
const secretVariables = [
  ...(settingTable.apiToken.variables ?? []),
  ...(settingTable.gatewayToken.variables ?? []),
  'CLOUDFLARE_AI_GATEWAY_API_KEY',
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
  'GROQ_API_KEY',
  'CF_ACCESS_CLIENT_SECRET',
];

/** Shorter values could be ordinary words. */
const minLength = 8;

/** Replaces every secret that the command could know. A last safeguard: no secret should get this far. */
export function createRedactor(given: ParsedArguments): (text: string) => string {
  const secrets = [
    given.text('api-token'),
    given.text('gateway-token'),
    ...secretVariables.map(valueIn),
    ...given.list('provider-key').map(entry => valueIn(entry.slice(entry.indexOf('=') + 1))),
    ...(given.text('access-variables') ?? '').split(',').map(valueIn),
  ]
    .flatMap(secret => (secret === undefined ? [] : [bare(secret)]))
    // The demo token is valid for local gateways only, and `gateway` prints it.
    .filter(secret => secret.length >= minLength && secret !== localGatewayDefaults.apiToken)
    // Longest first: a secret may begin with another one.
    .sort((a, b) => b.length - a.length);
  return text => secrets.reduce((redacted, secret) => redacted.replaceAll(secret, '[redacted]'), text);
}

const valueIn = (name: string): string | undefined => readEnvironment([name])?.value;
const bare = (secret: string): string => secret.trim().replace(/^bearer(?::\s*|\s+)/i, '');
