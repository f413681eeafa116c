import { asString, isObject, type JsonObject, member, objects } from '../../http/json.ts';
import { isSealed } from '../../model/hash.ts';
import { eachMessage, eachPart, first, unknownKey } from '../../upstreams/rules.ts';
import type { Refusal, StrictRule } from '../../upstreams/upstream.ts';
import { blocksOf } from './content.ts';

/** Members of each block (@anthropic-ai/sdk 1.14.0); further blocks of tools that run at Anthropic's are let pass. */
const members: Readonly<Record<string, readonly string[]>> = {
  text: ['type', 'text', 'cache_control', 'citations'],
  image: ['type', 'source', 'cache_control'],
  document: ['type', 'source', 'cache_control', 'citations', 'context', 'title'],
  search_result: ['type', 'source', 'title', 'content', 'cache_control', 'citations'],
  thinking: ['type', 'thinking', 'signature'],
  redacted_thinking: ['type', 'data'],
  tool_use: ['type', 'id', 'name', 'input', 'cache_control', 'caller', 'toolset_name'],
  tool_result: ['type', 'tool_use_id', 'content', 'is_error', 'cache_control', 'toolset_name'],
  server_tool_use: ['type', 'id', 'name', 'input', 'cache_control', 'caller'],
  web_search_tool_result: ['type', 'tool_use_id', 'content', 'cache_control', 'caller'],
};
const others =
  /^(?:web_fetch|code_execution|bash_code_execution|text_editor_code_execution|tool_search|mcp)_tool_result$|^(?:mcp_tool_use|container_upload|compaction|fallback|tool_addition|tool_removal|tool_reference)$/;

const shapes: StrictRule = eachPart((block, { message, index }) => {
  const type = String(block.type);
  const at = `messages.${message}.content.${index}`;
  const keys = members[type];
  if (keys === undefined)
    return others.test(type)
      ? undefined
      : {
          message: `${at}: Input tag '${type}' found using 'type' does not match any of the expected tags`,
        };
  const extra = unknownKey(block, keys);
  if (extra !== undefined) return { message: `${at}.${type}.${extra}: Extra inputs are not permitted` };
  return blockProblem(block, `${at}.${type}`);
});

function blockProblem(block: JsonObject, at: string): Refusal | undefined {
  switch (block.type) {
    case 'image':
    case 'document':
      return sourceProblem(block, at);
    case 'tool_use':
      if (!/^[a-zA-Z0-9_-]+$/.test(String(block.id)))
        return { message: `${at}.id: String should match pattern '^[a-zA-Z0-9_-]+$'` };
      return isObject(block.input)
        ? undefined
        : { message: `${at}.input: Input should be a valid dictionary` };
    case 'tool_result':
      return block.tool_use_id === undefined ? { message: `${at}.tool_use_id: Field required` } : undefined;
    default:
      return undefined;
  }
}

const pictures = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];

function sourceProblem(block: JsonObject, at: string): Refusal | undefined {
  const { type, media_type: media, data, url } = member(block, 'source');
  if (!['base64', 'url', 'file', 'text', 'content'].includes(String(type)))
    return {
      message: `${at}.source: Input tag '${String(type)}' found using 'type' does not match any of the expected tags`,
    };
  if (type === 'url' && !/^https?:/.test(String(url)))
    return { message: `${at}.source.url: Only HTTP and HTTPS URLs are supported.` };
  if (type !== 'base64') return undefined;
  const allowed = block.type === 'image' ? pictures : ['application/pdf'];
  if (!allowed.includes(String(media)))
    return {
      message: `${at}.source.base64.media_type: Input should be ${allowed.map(one => `'${one}'`).join(', ')}`,
    };
  return typeof data === 'string' && data !== ''
    ? undefined
    : { message: `${at}.source.base64.data: Field required` };
}

/** What only Anthropic can have written. */
const seals: StrictRule = eachPart((block, { message, index }) => {
  const at = `messages.${message}.content.${index}`;
  const { type, signature, data } = block;
  if (type === 'thinking') {
    // Only the signature knows text that was left out; text that is there must be what was signed.
    const thinking = asString(block.thinking);
    return isSealed(signature, 'thinking', thinking === '' ? undefined : thinking)
      ? undefined
      : { message: `${at}: Invalid \`signature\` in \`thinking\` block` };
  }
  if (type === 'redacted_thinking' && !isSealed(data, 'redacted'))
    return { message: `${at}: Invalid \`data\` in \`redacted_thinking\` block` };
  const results = type === 'web_search_tool_result' ? objects(block.content) : [];
  return results.some(result => !isSealed(result.encrypted_content, 'search'))
    ? { message: `${at}: Invalid \`encrypted_content\` in \`search_result\` block` }
    : undefined;
});

const texts: StrictRule = eachMessage((turn, index, { messages }) => {
  const blocks = blocksOf(turn.content);
  const last = index === messages.length - 1;
  if (blocks.length === 0 || (typeof turn.content === 'string' && turn.content === '')) {
    if (turn.role === 'user')
      return { message: `messages.${index}: user messages must have non-empty content` };
    return last || turn.role === 'system'
      ? undefined
      : {
          message: `messages.${index}: all messages must have non-empty content except for the optional final assistant message`,
        };
  }
  const texts = blocks.filter(({ type }) => type === 'text').map(({ text }) => String(text));
  if (texts.includes('')) return { message: 'messages: text content blocks must be non-empty' };
  if (texts.some(text => text.trim() === ''))
    return { message: 'messages: text content blocks must contain non-whitespace text' };
  const end = last && turn.role === 'assistant' ? blocks.at(-1) : undefined;
  return end?.type === 'text' && /\s$/.test(String(end.text))
    ? { message: 'messages: final assistant content cannot end with trailing whitespace' }
    : undefined;
});

/** Every call is answered in the very next turn, and nothing else is. */
const pairs: StrictRule = ({ messages }) => {
  const turns = merged(messages);
  return first(
    turns.map(({ role, blocks, index }, position) => {
      const before = turns[position - 1];
      const calls = idsOf(before?.blocks ?? [], 'tool_use', 'id');
      const given = idsOf(blocks, 'tool_result', 'tool_use_id');
      const stray = given.find(id => !calls.includes(id));
      if (stray !== undefined)
        return {
          message: `messages.${index}.content.0: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
        };
      const open = role === 'user' ? calls.filter(id => !given.includes(id)) : [];
      return open.length === 0
        ? undefined
        : {
            message: `messages.${before?.index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
          };
    }),
  );
};

interface Turn {
  readonly role: unknown;
  readonly blocks: readonly JsonObject[];
  readonly index: number;
}

/** Consecutive messages of one role are one turn. */
function merged(messages: readonly JsonObject[]): Turn[] {
  const turns: Turn[] = [];
  for (const [index, { role, content }] of messages.entries()) {
    const last = turns.at(-1);
    if (role === 'system') continue;
    const blocks = blocksOf(content);
    if (last && last.role === role)
      turns[turns.length - 1] = { ...last, blocks: [...last.blocks, ...blocks] };
    else turns.push({ role, blocks, index });
  }
  return turns;
}

function idsOf(blocks: readonly JsonObject[], type: string, key: string): string[] {
  return blocks.filter(block => block.type === type).map(block => String(block[key]));
}

export const contentRules: readonly StrictRule[] = [shapes, texts, pairs, seals];
