import type { Refusal } from '../../upstreams/upstream.ts';

/** Refusals in OpenAI's words. */

export function missing(param: string): Refusal {
  return { message: `Missing required parameter: '${param}'.`, param, code: 'missing_required_parameter' };
}

export function invalidValue(param: string, value: unknown, values: readonly string[]): Refusal {
  const quoted = values.map(one => `'${one}'`);
  const list =
    quoted.length < 3 ? quoted.join(' and ') : `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`;
  return {
    message: `Invalid value: '${String(value)}'. Supported values are: ${list}.`,
    param,
    code: 'invalid_value',
  };
}
