import { type SettingName, settingTable } from './setting-table.ts';

/**
 * The value of the first environment variable that is set and not blank, with its name.
 */
export function readEnvironment(
  names: readonly string[],
): { readonly name: string; readonly value: string } | undefined {
  for (const name of names) {
    const value = variable(name);
    if (value !== undefined && value.trim() !== '') return { name, value };
  }
  return undefined;
}

/** Nothing where the runtime has no `process`, as a browser, or denies the permission to read this variable, as Deno. */
function variable(name: string): string | undefined {
  try {
    return process.env[name];
  } catch {
    return undefined;
  }
}

/** Wrangler keeps the account's global key in CLOUDFLARE_API_KEY, next to this; other tools keep an API token there. */
export const globalKeyMarker = 'CLOUDFLARE_EMAIL';

/** A variable that looks like one of ours and is deliberately not read. */
export interface UnreadVariable {
  readonly name: string;
  readonly why: string;
  /** What to set instead. */
  readonly instead: string;
}

const unread: readonly UnreadVariable[] = [
  {
    name: 'CLOUDFLARE_API_KEY',
    why: `next to ${globalKeyMarker} it is the account's global key, not a token`,
    instead: `CLOUDFLARE_API_TOKEN, or unset ${globalKeyMarker}`,
  },
  {
    name: 'CLOUDFLARE_AI_GATEWAY_API_KEY',
    why: 'tools disagree on its meaning',
    instead: 'CF_AIG_TOKEN or `providerKeys`',
  },
  {
    name: 'CLOUDFLARE_BASE_URL',
    why: "it belongs to Cloudflare's own SDK",
    instead: 'CLOUDFLARE_AI_GATEWAY_BASE_URL',
  },
];

/** The variables of this environment that are deliberately not read. */
export function unreadVariables(): readonly UnreadVariable[] {
  const read = variablesOf('apiToken');
  return unread.filter(({ name }) => isSet(name) && !read.includes(name));
}

/** The environment variables of a setting that count at present. */
export function variablesOf(setting: SettingName): readonly string[] {
  const { variables = [] } = settingTable[setting];
  return variables.filter(name => name !== 'CLOUDFLARE_API_KEY' || !isSet(globalKeyMarker));
}

function isSet(name: string): boolean {
  return readEnvironment([name]) !== undefined;
}
