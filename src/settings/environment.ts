import { settingTable } from './setting-table.ts';

/**
 * The value of the first environment variable that is set and not blank, with its name.
 * A runtime without `process` (a browser, an edge worker) has no environment; that is not an error.
 */
export function readEnvironment(
  names: readonly string[],
): { readonly name: string; readonly value: string } | undefined {
  const environment = typeof process === 'undefined' ? undefined : process.env;
  for (const name of names) {
    const value = environment?.[name];
    if (value !== undefined && value.trim() !== '') return { name, value };
  }
  return undefined;
}

/** Wrangler keeps the account's global key in CLOUDFLARE_API_KEY, next to this; other tools keep an API token there. */
export const globalKeyMarker = 'CLOUDFLARE_EMAIL';

/** The environment variables of a setting that count at present. */
export function variablesOf(setting: keyof typeof settingTable): readonly string[] {
  const { variables = [] } = settingTable[setting];
  return readEnvironment([globalKeyMarker]) === undefined
    ? variables
    : variables.filter(name => name !== 'CLOUDFLARE_API_KEY');
}
