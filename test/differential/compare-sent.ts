import type { LanguageModelV2CallWarning } from '@ai-sdk/provider';
import { compare, type Difference } from './compare.ts';
import type { Sent } from './sender.ts';

/** All that is different between what two sides made of a call: an error, the body, the settings warned about. */
export function compareSent(theirs: Sent, ours: Sent): readonly Difference[] {
  if (theirs.threw !== undefined || ours.threw !== undefined)
    return compare({ throws: theirs.threw }, { throws: ours.threw });
  return [...compare(theirs.body, ours.body), ...compare(settings(theirs.warnings), settings(ours.warnings))];
}

/** The settings that warnings are about; their wording is everyone's own. */
function settings(warnings: readonly LanguageModelV2CallWarning[]): Readonly<Record<string, true>> {
  return Object.fromEntries(warnings.map(warning => [`warning:${settingOf(warning)}`, true]));
}

function settingOf(warning: LanguageModelV2CallWarning): string {
  const text = warningText(warning);
  return /^(?:providerOptions\.\w+\.)?([\w.]+)/.exec(text)?.[1] ?? text;
}

/** A warning as text, what it is about first. */
export function warningText(warning: LanguageModelV2CallWarning): string {
  if (warning.type === 'other') return warning.message;
  const what = warning.type === 'unsupported-setting' ? String(warning.setting) : warning.tool.name;
  return warning.details === undefined ? what : `${what}: ${warning.details}`;
}
