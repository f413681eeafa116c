import { isObject } from '../../http/json.ts';
import { eachPart } from '../../upstreams/rules.ts';
import type { StrictRule } from '../../upstreams/upstream.ts';
import { cacheMarks } from './prompt-blocks.ts';

const marks: StrictRule = ({ body }) => {
  const found = cacheMarks(body);
  const strange = found.find(({ type }) => type !== 'ephemeral');
  if (strange) return { message: "cache_control.type: Input should be 'ephemeral'" };
  const ttl = found.find(mark => mark.ttl !== undefined && mark.ttl !== '5m' && mark.ttl !== '1h');
  if (ttl) return { message: "cache_control.ephemeral.ttl: Input should be '5m' or '1h'" };
  if (found.length > 4)
    return {
      message: `A maximum of 4 blocks with cache_control may be provided. Found ${found.length}.`,
    };
  const firstShort = found.findIndex(mark => mark.ttl !== '1h');
  return firstShort !== -1 && found.slice(firstShort).some(mark => mark.ttl === '1h')
    ? {
        message:
          "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that blocks are processed in the following order: `tools`, `system`, `messages`.",
      }
    : undefined;
};

const unmarkable: StrictRule = eachPart((block, { message, index }) => {
  if (!isObject(block.cache_control)) return undefined;
  const type = String(block.type);
  const at = `messages.${message}.content.${index}`;
  if (type === 'thinking' || type === 'redacted_thinking')
    return { message: `${at}.${type}.cache_control: Extra inputs are not permitted` };
  return type === 'text' && block.text === ''
    ? { message: `${at}.text: cache_control cannot be set for empty text blocks` }
    : undefined;
});

export const cacheRules: readonly StrictRule[] = [marks, unmarkable];
