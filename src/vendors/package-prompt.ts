import { plainFile } from '../chat/plain-files.ts';
import { mapItems } from '../wire/body.ts';
import type { PromptMessage, PromptPart } from '../wire/profile.ts';
import { mapParts } from '../wire/prompt.ts';

/**
 * A conversation with other vendors before, and files, which packages send as they are or refuse. Claude accepts few
 * characters in the id of a call and no text of white space only, OpenAI ids of 64 characters and no files of text. A
 * part with options of its own is written for the vendor and stays.
 * @param texts whether files of plain text are documents of the vendor
 * @see https://github.com/farion1231/cc-switch/issues/1181 · https://github.com/LibreChat-AI/agents/pull/124 ·
 * https://github.com/dyad-sh/dyad/issues/4304
 */
export function packagePrompt(prompt: readonly PromptMessage[], texts: boolean): readonly PromptMessage[] {
  const plain = (part: PromptPart): PromptPart => {
    const { toolCallId: id, mediaType, providerOptions } = part as CallPart;
    // The end tells calls apart.
    if (id !== undefined)
      return /^[\w-]{1,64}$/.test(id)
        ? part
        : ({ ...part, toolCallId: id.replace(/[^\w-]/g, '_').slice(-64) } as PromptPart);
    return providerOptions || (texts && mediaType === 'text/plain') ? part : plainFile(part);
  };
  return mapParts(parts => mapItems(parts.filter(isTold), plain))(prompt).filter(
    ({ content }) => content.length > 0,
  );
}

interface CallPart extends PromptPart {
  readonly toolCallId?: string;
}

function isTold({ type, text, providerOptions }: PromptPart): unknown {
  return type !== 'text' || text?.trim() || providerOptions;
}
