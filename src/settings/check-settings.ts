import { invalidArgument } from './configuration-error.ts';
import { nearest } from './nearest.ts';
import { isObject, type SettingCheck, settingChecks } from './setting-checks.ts';

type Checks = Readonly<Record<string, SettingCheck>>;

/**
 * Refuses settings that do not exist and values of the wrong type, when the provider is created. What is merely
 * absent is no error here: the first request that needs it says so.
 */
export function checkSettings(settings: unknown): void {
  if (!isObject(settings)) {
    throw invalidArgument({
      setting: 'settings',
      problem: 'expected an object.',
      example: 'createCloudflare({ apiToken: process.env.CLOUDFLARE_API_TOKEN })',
    });
  }
  checkMembers(settings, settingChecks, []);
}

/** Checks each member by its row, and the members of members that have rows. */
function checkMembers(settings: object, checks: Checks, path: readonly string[]): void {
  for (const [name, value] of Object.entries(settings)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) throw unknownSetting(name, checks, path);
    if (value === undefined) continue;
    if (!check.accepts(value)) {
      throw invalidArgument({
        setting: [...path, name].join('.'),
        problem: `expected ${check.expects}.`,
        example: exampleOf(path, name, check),
      });
    }
    if (check.members !== undefined) checkMembers(value, check.members, [...path, name]);
  }
}

function unknownSetting(name: string, checks: Checks, path: readonly string[]): Error {
  const names = Object.keys(checks);
  const close = nearest(name, names);
  const shown = close ?? names[0] ?? name;
  return invalidArgument({
    setting: [...path, name].join('.'),
    problem: `there is no such setting.${close === undefined ? ` Settings: ${names.join(', ')}.` : ` Did you mean \`${close}\`?`}`,
    example: exampleOf(path, shown, checks[shown]),
  });
}

function exampleOf(path: readonly string[], name: string, check: SettingCheck | undefined): string {
  const inner = `{ ${name}: ${check?.example} }`;
  return `createCloudflare(${path.reduceRight((value, outer) => `{ ${outer}: ${value} }`, inner)})`;
}
