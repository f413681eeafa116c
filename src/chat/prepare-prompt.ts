import type { CallWarning, PromptMessage, PromptPart, UpstreamProfile } from '../wire/profile.ts';
import { carryFiles } from './carried-files.ts';
import { plainFiles } from './plain-files.ts';

/** The prompt without what the core would drop, refuse, or write as something else. */
export function preparePrompt(
  prompt: readonly PromptMessage[],
  profile: UpstreamProfile,
  warn: (warning: CallWarning) => void,
): readonly PromptMessage[] {
  const carried = plainFiles(carryFiles(prompt.flatMap(splitResults), profile, warn));
  return profile.preparePrompt?.(carried) ?? carried;
}

/**
 * The result of a call that the provider executed stands in the assistant's message. It becomes the message of a tool
 * after the call; what the assistant said after it is a message of its own.
 * @see https://github.com/mastra-ai/mastra/issues/23093
 */
function splitResults(message: PromptMessage): readonly PromptMessage[] {
  const { role, content } = message;
  if (role !== 'assistant' || typeof content === 'string' || !content.some(isResult)) return [message];
  const messages: PromptMessage[] = [];
  for (const part of content) {
    const kind = isResult(part) ? 'tool' : 'assistant';
    const last = messages.at(-1);
    if (last?.role === kind)
      messages[messages.length - 1] = { ...last, content: [...last.content, part] as PromptPart[] };
    else messages.push(kind === 'tool' ? { role: kind, content: [part] } : { ...message, content: [part] });
  }
  return messages;
}

function isResult({ type }: PromptPart): boolean {
  return type === 'tool-result';
}
