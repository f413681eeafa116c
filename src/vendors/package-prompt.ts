import { plainFile } from '../chat/plain-files.ts';
import { mapItems } from '../wire/body.ts';
import type { PromptMessage, PromptPart } from '../wire/profile.ts';
import { mapParts } from '../wire/prompt.ts';
import { wireToolNames } from '../wire/tools.ts';
import type { VendorCall } from './vendor-call.ts';

/** What is said in a call of a language model, and what it offers. */
export interface PackageConversation {
  readonly prompt?: readonly PromptMessage[] | undefined;
  readonly tools?: readonly NamedTool[] | undefined;
  readonly toolChoice?: object | undefined;
}

interface NamedTool {
  readonly name: string;
}

interface CallPart extends PromptPart {
  readonly toolCallId?: string;
  readonly toolName?: string;
  readonly providerExecuted?: boolean;
}

/**
 * A conversation with other vendors before, files, and names, which packages send as they are or refuse. Claude accepts
 * few characters in the id of a call and no text of white space only, OpenAI ids of 64 characters and no files of text,
 * both few in the name of a tool. A part with options of its own is written for the vendor and stays.
 * @see https://github.com/farion1231/cc-switch/issues/1181 · https://github.com/LibreChat-AI/agents/pull/124 ·
 * https://github.com/dyad-sh/dyad/issues/4304 · https://platform.claude.com/docs/en/api/messages
 */
export function packageConversation(
  { prompt = [], tools, toolChoice }: PackageConversation,
  { route, ownNames }: VendorCall,
): PackageConversation {
  // Whether files of plain text are documents of the vendor.
  const texts = route.reference.upstream.api.wires?.includes('messages') === true;
  const parts = prompt.flatMap(({ content }) => (typeof content === 'string' ? [] : content)) as CallPart[];
  // Calls of tools at the vendor, such as `mcp.search`, have the names that its package gives them.
  const called = parts.flatMap(({ type, toolName, providerExecuted }) =>
    type === 'tool-call' && toolName && !providerExecuted ? toolName : [],
  );
  const names = wireToolNames([...(tools ?? []).map(({ name }) => name), ...called]);
  for (const [own, wire] of names) ownNames.set(wire, own);
  const plain = (part: PromptPart): PromptPart => {
    const { toolCallId: id, mediaType, providerOptions } = part as CallPart;
    if (id === undefined)
      return providerOptions || (texts && mediaType === 'text/plain') ? part : plainFile(part);
    // The end tells calls apart.
    const toolCallId = /^[\w-]{1,64}$/.test(id) ? id : id.replace(/[^\w-]/g, '_').slice(-64);
    return renamed(toolCallId === id ? part : { ...part, toolCallId }, names);
  };
  const told = mapParts(all => mapItems(all.filter(isTold), plain))(prompt);
  return {
    prompt: told.filter(({ content }) => content.length > 0),
    tools: tools?.map(tool => renamed(tool, names, 'name')),
    toolChoice: toolChoice && renamed(toolChoice, names),
  };
}

/** What names a tool, with another name for it, or as it is. */
export function renamed<NAMING extends object>(
  naming: NAMING,
  names: ReadonlyMap<unknown, string>,
  key = 'toolName',
): NAMING {
  const name = names.get(Reflect.get(naming, key));
  return name === undefined ? naming : { ...naming, [key]: name };
}

function isTold({ type, text, providerOptions }: PromptPart): unknown {
  return type !== 'text' || text?.trim() || providerOptions;
}
