import { localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { createRedactor as redactorOf } from '../../credentials/redactor.ts';
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

/** Forms of tokens: Cloudflare's, which have 40 characters or a prefix, and vendors'. */
const tokenForm = /^(?:(?![\da-f]{40}$)[\w-]{40}|(?:sk-|gsk_|xai-|AIza|cf[a-z]{1,3}_)[\w-]{12,})$/;

/** What an option holds that belongs elsewhere, such as a key in place of a model: errors name values. */
function misplaced(argv: readonly string[], { positionals }: ParsedArguments): readonly string[] {
  const options = argv.filter(word => !positionals.includes(word));
  return options.flatMap(word => word.split(/[\s=,:/@]+/)).filter(word => tokenForm.test(word));
}

/** Replaces every secret that the command could know. A last safeguard: no secret should get this far. */
export function createRedactor(argv: readonly string[], given: ParsedArguments): (text: string) => string {
  const secrets = [
    ...misplaced(argv, given),
    given.text('api-token'),
    given.text('gateway-token'),
    ...secretVariables.map(valueIn),
    ...given.list('provider-key').map(entry => valueIn(entry.slice(entry.indexOf('=') + 1))),
    ...(given.text('access-variables') ?? '').split(',').map(valueIn),
  ]
    .flatMap(secret => (secret === undefined ? [] : [bare(secret)]))
    // The demo token is valid for local gateways only, and `gateway` prints it.
    .filter(secret => secret.length >= minLength && secret !== localGatewayDefaults.apiToken);
  return redactorOf(secrets);
}

const valueIn = (name: string): string | undefined => readEnvironment([name])?.value;
const bare = (secret: string): string => secret.trim().replace(/^bearer(?::\s*|\s+)/i, '');
