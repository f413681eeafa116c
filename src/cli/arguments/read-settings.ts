import type { CloudflareProviderSettings } from 'ai-sdk-provider-cloudflare';
import { readEnvironment } from '../../settings/environment.ts';
import type { ParsedArguments } from './parse-arguments.ts';
import { UsageError } from './usage-error.ts';

type Settings = CloudflareProviderSettings;
const endpoints = ['auto', 'rest', 'compat', 'native'] as const;

/** The provider settings given on the command line. The others default to the environment. */
export function readSettings(given: ParsedArguments): Settings {
  const texts = {
    accountId: given.text('account-id'),
    gatewayId: readGateway(given),
    apiToken: given.text('api-token'),
    gatewayToken: given.text('gateway-token'),
    baseURL: given.text('base-url'),
    endpoint: readEndpoint(given.text('endpoint')),
    azure: readAzure(given.text('azure-resource')),
    access: readAccess(given.text('access-variables')),
    providerKeys: readProviderKeys(given.list('provider-key')),
  };
  return Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));
}

function readGateway(given: ParsedArguments): string | null | undefined {
  const gatewayId = given.text('gateway-id');
  if (!given.flag('no-gateway')) return gatewayId;
  if (gatewayId === undefined) return null;
  throw new UsageError('--gateway-id and --no-gateway cannot be combined: remove one.');
}

function readEndpoint(text: string | undefined): Settings['endpoint'] {
  if (text === undefined) return undefined;
  const endpoint = endpoints.find(name => name === text);
  if (endpoint === undefined) throw new UsageError(`--endpoint must be one of: ${endpoints.join(', ')}.`);
  return endpoint;
}

const readAzure = (resource: string | undefined): { readonly resource: string } | undefined =>
  resource === undefined ? undefined : { resource };

function readAccess(text: string | undefined): Settings['access'] {
  if (text === undefined) return undefined;
  const [id = '', secret = '', ...more] = text.split(',');
  if (!isVariable(id) || !isVariable(secret) || more.length > 0) {
    throw new UsageError(
      '--access-variables requires two variable names: CF_ACCESS_CLIENT_ID,CF_ACCESS_CLIENT_SECRET.',
    );
  }
  return {
    clientId: variable('access-variables', id),
    clientSecret: variable('access-variables', secret),
  };
}

/** Keys come from variables only: a command line ends up in shell histories and process lists. */
function readProviderKeys(entries: readonly string[]): Settings['providerKeys'] {
  if (entries.length === 0) return undefined;
  return Object.fromEntries(
    providerKeyVariables(entries).map(([upstream, name]) => [upstream, variable('provider-key', name)]),
  );
}

/** Upstreams, and the variables that hold their keys. */
export function providerKeyVariables(entries: readonly string[]): readonly (readonly [string, string])[] {
  return entries.map(entry => {
    const [, upstream, name = ''] = /^([\w-]+)=(.*)$/s.exec(entry) ?? [];
    if (upstream === undefined || !isVariable(name)) {
      throw new UsageError(
        '--provider-key requires an upstream and the name of a variable, not the key itself: openai=OPENAI_API_KEY.',
      );
    }
    return [upstream, name];
  });
}

/** Variable names are upper case; keys are not. */
const isVariable = (text: string): boolean => /^[A-Z][A-Z0-9_]{0,63}$/.test(text);

function variable(option: string, name: string): string {
  const found = readEnvironment([name]);
  if (found === undefined) throw new UsageError(`--${option}: the variable it names is not set or is empty.`);
  return found.value;
}
