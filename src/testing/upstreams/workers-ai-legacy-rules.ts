import { asNumber, asString, isObject, member } from '../http/json.ts';
import { responseFormatType } from './rules.ts';
import type { StrictRule } from './upstream.ts';
import { badInput, requiredAt } from './workers-ai-bad-input.ts';

function jsonType(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

/** Older models take string contents only. */
const stringContents: StrictRule = ({ messages }) =>
  badInput(
    messages.flatMap((message, index) => {
      if (message.content === undefined) return [requiredAt(`/messages/${index}`, 'role,content')];
      return typeof message.content === 'string'
        ? []
        : [`Type mismatch of '/messages/${index}/content', '${jsonType(message.content)}' not in 'string'`];
    }),
    'oneOf',
  );

/** Tools and each of their properties are described; a property has one type. */
const describedTools: StrictRule = ({ tools }) =>
  badInput(
    tools.flatMap((tool, index) => {
      const definition = asString(tool.name) === undefined ? member(tool, 'function') : tool;
      const at = `/tools/${index}${definition === tool ? '' : '/function'}`;
      const { name, description, parameters } = definition;
      if (asString(name) === undefined || asString(description) === undefined || !isObject(parameters))
        return [requiredAt(at, 'name,description,parameters')];
      return Object.entries(member(parameters, 'properties')).flatMap(([key, property]) => {
        const { type, description: words } = isObject(property) ? property : {};
        return type === undefined || asString(words) === undefined
          ? [requiredAt(`${at}/parameters/properties/${key}`, 'type,description')]
          : [];
      });
    }),
    'oneOf',
  );

const seedRange: StrictRule = ({ body }) => {
  const seed = asNumber(body.seed);
  return seed !== undefined && (seed < 1 || seed > 9_999_999_999)
    ? badInput([`'/seed' must be in [1, 9999999999]`], 'oneOf')
    : undefined;
};

/** A schema and tools exclude each other, as do a schema and a stream. */
const schemaAlone: StrictRule = request => {
  if (responseFormatType(request) !== 'json_schema') return undefined;
  if (request.stream)
    return { message: 'AiError 5023: JSON Schema mode is not supported with stream mode.', code: 5023 };
  return request.tools.length > 0
    ? { message: 'AiError: Bad input: JSON Schema mode is not supported with tools.', code: 5006 }
    : undefined;
};

/**
 * `stop`, `logit_bias` and `logprobs` are not in the schema, but nobody reports a refusal of them; neither does
 * anybody of JSON on models outside the documented list, which was seen to work (2026-09-29).
 */
export const legacyRules: readonly StrictRule[] = [stringContents, describedTools, seedRange, schemaAlone];
