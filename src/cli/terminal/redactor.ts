import { localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { readEnvironment } from '../../settings/environment.ts';
import { settingTable } from '../../settings/setting-table.ts';
import type { ParsedArguments } from '../arguments/parse-arguments.ts';

/** Variables that hold secrets, whether they are used or not. */
const secretVariables = [
  ...(settingTable.apiToken.variables ?? []),
  ...(settingTable.gatewayToken.variables ?? []),
  'CLOUDFLARE_AI_GATEWAY_API_KEY',
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
  'GROQ_API_KEY',
  'CF_ACCESS_CLIENT_SECRET',
];

/** Shorter ones are words that texts are made of. */
const shortest = 8;

/** Replaces every secret that this command line could know, in a text. The last net: nothing should reach it. */
export function createRedactor(given: ParsedArguments): (text: string) => string {
  const secrets = [
    given.text('api-token'),
    given.text('gateway-token'),
    ...secretVariables.map(valueIn),
    ...given.list('provider-key').map(entry => valueIn(entry.slice(entry.indexOf('=') + 1))),
    ...(given.text('access-variables') ?? '').split(',').map(valueIn),
  ]
    .flatMap(secret => (secret === undefined ? [] : [bare(secret)]))
    // The demo token opens nothing but local gateways, and `gateway` tells it.
    .filter(secret => secret.length >= shortest && secret !== localGatewayDefaults.apiToken)
    // The longest first: one may begin with another.
    .sort((a, b) => b.length - a.length);
  return text => secrets.reduce((redacted, secret) => redacted.replaceAll(secret, '[redacted]'), text);
}

const valueIn = (name: string): string | undefined => readEnvironment([name])?.value;
const bare = (secret: string): string => secret.trim().replace(/^bearer(?::\s*|\s+)/i, '');
