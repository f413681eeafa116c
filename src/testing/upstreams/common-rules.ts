import { isObject } from '../http/json.ts';
import { onlyRoles } from './message-rules.ts';
import type { ChatRequest, Refusal, StrictRule, Upstream } from './upstream.ts';

/** What every upstream refuses, whoever it is. */

/** Parsers of JSON take no half of a surrogate pair. */
export const wellFormedText: StrictRule = ({ body }) =>
  hasLoneSurrogate(body)
    ? { message: 'We could not parse the JSON body of your request: it contains a lone surrogate.' }
    : undefined;

function hasLoneSurrogate(value: unknown): boolean {
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value);
  if (Array.isArray(value)) return value.some(hasLoneSurrogate);
  return isObject(value) && Object.entries(value).flat().some(hasLoneSurrogate);
}

const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'function'];

export const knownRoles: StrictRule = onlyRoles(roles, (role, index) => ({
  message: `Invalid value: '${role}'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.`,
  param: `messages[${index}].role`,
  code: 'invalid_value',
}));

/** A list of tools holds tools. */
export function emptyTools(upstream: Upstream, request: ChatRequest): Refusal | undefined {
  const { tools } = request.body;
  if (!Array.isArray(tools) || tools.length > 0 || upstream.takesEmptyTools?.(request)) return undefined;
  return {
    message:
      "Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.",
    param: 'tools',
    code: 'empty_array',
  };
}
