import { isObject, type JsonObject, objects } from '../../http/json.ts';
import { type PromptBlock, shortLife } from '../../model/prompt-cache.ts';
import { blocksOf } from './content.ts';

/** The prompt in the order of its cache: tools, system, messages. */
export function promptBlocks(body: JsonObject): PromptBlock[] {
  const tools = objects(body.tools).map(tool => promptBlock('tool', tool));
  const system = body.system === undefined ? [] : blocksOf(body.system);
  const turns = objects(body.messages).flatMap(({ role, content }) =>
    blocksOf(content).map(block => promptBlock(String(role), block)),
  );
  const blocks = [...tools, ...system.map(block => promptBlock('system', block)), ...turns];
  const last = blocks.at(-1);
  // Set for the whole request, it marks the last block.
  const ttlSeconds = ttlOf(body.cache_control);
  return last && ttlSeconds !== undefined ? [...blocks.slice(0, -1), { ...last, ttlSeconds }] : blocks;
}

/** Every mark of a request in that order; blocks inside tool results count too. */
export function cacheMarks(body: JsonObject): JsonObject[] {
  const blocks = [
    ...objects(body.tools),
    ...(body.system === undefined ? [] : blocksOf(body.system)),
    ...objects(body.messages)
      .flatMap(({ content }) => blocksOf(content))
      .flatMap(block => [...objects(block.content), block]),
    body,
  ];
  return blocks.map(block => block.cache_control).filter(isObject);
}

function promptBlock(key: string, block: JsonObject): PromptBlock {
  const { cache_control: mark, ...rest } = block;
  const inside = objects(block.content).map(inner => inner.cache_control);
  const ttlSeconds = ttlOf(mark ?? inside.filter(isObject).at(-1));
  const text = rest.type === 'text' && typeof rest.text === 'string' ? rest.text : JSON.stringify(rest);
  return ttlSeconds === undefined ? { key, text } : { key, text, ttlSeconds };
}

function ttlOf(mark: unknown): number | undefined {
  if (!isObject(mark)) return undefined;
  return mark.ttl === '1h' ? 3600 : shortLife;
}
