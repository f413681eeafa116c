import type { CloudflareExplanation } from 'ai-sdk-provider-cloudflare';
import { jsonText } from '../terminal/plain-text.ts';

/** A shell command, and the variables that it reads. */
export interface CurlCommand {
  readonly text: string;
  readonly variables: readonly string[];
}

/** The usual variable for a secret that was not read from one. */
const usualVariables: Readonly<Record<string, string>> = {
  apiToken: 'CLOUDFLARE_API_TOKEN',
  apiKey: 'CLOUDFLARE_API_TOKEN',
  gatewayToken: 'CF_AIG_TOKEN',
  'access.clientId': 'CF_ACCESS_CLIENT_ID',
  'access.clientSecret': 'CF_ACCESS_CLIENT_SECRET',
};

/**
 * The request as a command for a POSIX shell. Each secret is replaced by the variable that holds it.
 * @param given the variables that the command line names, by setting
 */
export function curlCommand(
  { url, headers, body, method }: CloudflareExplanation,
  given: Readonly<Record<string, string>> = {},
): CurlCommand {
  const variables = new Set<string>();
  const header = ([name, value]: readonly [string, string]): string => {
    const [, scheme = '', setting] = /^(\w+ )?<([\w.-]+)>$/.exec(value) ?? [];
    if (setting === undefined) return `-H ${quoted(`${name}: ${value}`)}`;
    const variable = given[setting] ?? usualVariables[setting] ?? variableOf(setting);
    variables.add(variable);
    return `-H "${name}: ${scheme}$${variable}"`;
  };
  const stream = Reflect.get(Object(body), 'stream') === true;
  const parts = [
    `curl ${stream ? '-N ' : ''}-X ${method} ${quoted(url)}`,
    ...Object.entries(headers).map(header),
    `-d ${quoted(jsonText(body))}`,
  ];
  return { text: parts.join(' \\\n  '), variables: [...variables] };
}

/** The name of a variable stays; a setting becomes one: `providerKeys.openai` is `OPENAI_API_KEY`. */
function variableOf(setting: string): string {
  const upstream = /^providerKeys\.(.+)$/.exec(setting)?.[1];
  const name = upstream === undefined ? setting : `${upstream}_API_KEY`;
  return name.toUpperCase().replace(/\W/g, '_');
}

/** Text quoted so that a POSIX shell reads it literally. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
