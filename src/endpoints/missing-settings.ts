import { missingCredential, missingSetting } from '../settings/configuration-error.ts';
import { unreadVariables } from '../settings/environment.ts';
import type { ResolvedSettings } from '../settings/resolve-settings.ts';
import { settingValue } from '../settings/setting-table.ts';
import type { BaseURL } from './base-url.ts';

/** What is known of the settings when a call lacks some of them. */
interface IncompleteSettings extends Pick<ResolvedSettings, 'accountId'> {
  readonly base: BaseURL | undefined;
  /** Environment variables that hold a token and are not used. */
  readonly unusedVariables: () => readonly string[];
}

/**
 * One error for everything that a call needs and the settings lack.
 * @param token the sentence for a missing token, where one is needed
 */
export function missing(settings: IncompleteSettings, token: string | undefined): Error {
  const { accountId, base } = settings;
  const absent: ['accountId' | 'apiToken', string][] = [];
  // A URL of the account, or a custom domain, needs none.
  if (accountId === undefined && (token === undefined || base === undefined || base.form === 'hosts'))
    absent.push(['accountId', 'it is missing: pass it or set CLOUDFLARE_ACCOUNT_ID.']);
  if (token !== undefined) absent.push(['apiToken', token]);
  const [setting = 'accountId'] = absent[0] ?? [];
  const problems = absent.map(([name, problem], index) => (index === 0 ? problem : `${name}: ${problem}`));
  return (token === undefined ? missingSetting : missingCredential)({
    setting,
    problem: `${problems.join(' ')}${unread()}`,
    example: `createCloudflare({ ${absent.map(([name]) => settingValue(name)).join(', ')} })`,
  });
}

/** The sentence for a missing token. */
export function needsToken(what: string, settings: IncompleteSettings): string {
  return `${what} needs a Cloudflare API token: ${tokenRemedy(settings)}.`;
}

/** How to get a token to a host that has none. */
export function tokenRemedy({ unusedVariables }: IncompleteSettings): string {
  const unused = unusedVariables();
  return unused.length === 0
    ? 'pass one or set CLOUDFLARE_API_TOKEN'
    : `pass one, since ${unused.join(' and ')} is not sent to a \`baseURL\` that was passed`;
}

/** Variables that were probably set for this. */
function unread(): string {
  return unreadVariables()
    .map(({ name, why, instead }) => ` ${name} is not read (${why}): set ${instead}.`)
    .join('');
}
