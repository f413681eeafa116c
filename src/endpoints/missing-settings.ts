import { missingCredential, missingSetting } from '../settings/configuration-error.ts';
import { unreadVariables } from '../settings/environment.ts';
import { inWords } from '../settings/in-words.ts';
import { type ResolvedSettings, unusedVariables } from '../settings/resolve-settings.ts';
import { settingValue } from '../settings/setting-table.ts';
import type { BaseURL } from './base-url.ts';

/** What is known of the settings when a call lacks some of them. */
interface IncompleteSettings extends ResolvedSettings {
  readonly base: BaseURL | undefined;
}

/** Where a Worker gets its binding from. @see https://developers.cloudflare.com/workers-ai/configuration/bindings/ */
export const bindingHint = 'Declare it in the Wrangler configuration: "ai": { "binding": "AI" }.';

/**
 * One error for everything that a call needs and the settings lack.
 * @param need what a missing token is needed for, where one is
 * @param instead an alternative that needs no token
 */
export function missing(settings: IncompleteSettings, need?: string, instead = ''): Error {
  const { accountId, base } = settings;
  const absent: ['accountId' | 'apiToken', string][] = [];
  // A URL of the account, or a custom domain, needs none.
  if (accountId === undefined && (need === undefined || base === undefined || base.form === 'hosts'))
    absent.push(['accountId', 'it is missing: pass it or set CLOUDFLARE_ACCOUNT_ID.']);
  if (need !== undefined) absent.push(['apiToken', `${need}: ${remedy(settings)}.${instead}`]);
  const [setting = 'accountId'] = absent[0] ?? [];
  const problems = absent.map(([name, problem], index) => (index === 0 ? problem : `${name}: ${problem}`));
  return (need === undefined ? missingSetting : missingCredential)({
    setting,
    problem: `${problems.join(' ')}${unread()}`,
    example: `createCloudflare({ ${absent.map(([name]) => settingValue(name)).join(', ')} })`,
  });
}

/** How to get a token to a host that has none. */
function remedy(settings: IncompleteSettings): string {
  const unused = unusedVariables(settings);
  return unused.length === 0
    ? 'pass one or set CLOUDFLARE_API_TOKEN'
    : `pass one, since ${inWords(unused, 'and')} is not sent to a \`baseURL\` that was passed`;
}

/** Variables that were probably set for this. */
function unread(): string {
  return unreadVariables()
    .map(({ name, why, instead }) => ` ${name} is not read (${why}): set ${instead}.`)
    .join('');
}
