import type { Rows } from '../../settings/check.ts';
import type { CloudflareModelOptions } from './call-options.ts';
import { isBoolean, isHeaderText, isInteger, isRecord } from './checks.ts';

/** Fields that belong to the call itself. */
const owned = ['model', 'messages', 'input', 'stream', 'tools'];

/** What the options of the model must be; how they reach the body is the chat layer's business. */
export const modelOptionTable: Rows<CloudflareModelOptions> = {
  reasoningEffort: {
    expects: "a text such as 'low', 'medium' or 'high', or null",
    example: "'low'",
    accepts: value => value === null || isHeaderText(value, 32),
  },
  textVerbosity: {
    expects: "a text such as 'low', 'medium' or 'high'",
    example: "'low'",
    accepts: value => isHeaderText(value, 32),
  },
  user: {
    expects: 'a text',
    example: "'user-1'",
    accepts: value => typeof value === 'string' && value !== '',
  },
  parallelToolCalls: { expects: 'true or false', example: 'false', accepts: isBoolean },
  dimensions: {
    expects: 'a whole number, at least 1',
    example: '512',
    accepts: value => isInteger(value, 1, 1_000_000),
  },
  extraBody: {
    expects: `an object without ${owned.map(key => `\`${key}\``).join(', ')}, which belong to the call`,
    example: '{ chat_template_kwargs: { enable_thinking: false } }',
    accepts: value => isRecord(value) && owned.every(key => !Object.hasOwn(value, key)),
  },
};
