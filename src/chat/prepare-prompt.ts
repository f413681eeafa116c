import type { CallWarning, PromptMessage, UpstreamProfile } from '../wire/profile.ts';
import { carryFiles } from './carried-files.ts';
import { plainFiles } from './plain-files.ts';
import { splitResults } from './provider-results.ts';

/** The prompt without what the core would drop, refuse, or write as something else. */
export function preparePrompt(
  prompt: readonly PromptMessage[],
  profile: UpstreamProfile,
  warn: (warning: CallWarning) => void,
): readonly PromptMessage[] {
  const carried = plainFiles(carryFiles(prompt.flatMap(splitResults), profile, warn));
  return profile.preparePrompt?.(carried) ?? carried;
}
