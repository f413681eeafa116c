import { asNumber } from '../http/json.ts';
import { responseFormatType } from './rules.ts';
import type { StrictRule } from './upstream.ts';
import { badInput } from './workers-ai-bad-input.ts';

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
export const legacyRules: readonly StrictRule[] = [seedRange, schemaAlone];
