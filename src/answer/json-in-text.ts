import { scanJSON } from '../json-scan.ts';
import { isRecord, parseJSON } from '../json-values.ts';
import type { JSONSchema } from '../wire/body.ts';
import { propertiesOf } from '../wire/written-calls.ts';

/** The JSON of a text that holds exactly one object or list, if need be behind a fence or a sentence. */
export function onlyJSON(text: string, schema: JSONSchema | undefined): string | undefined {
  const quoted = parseJSON(text);
  if (typeof quoted === 'string') return onlyJSON(quoted, schema);
  const start = text.search(/[{[]/);
  if (start === -1) return undefined;
  const found = text.slice(start, start + scanJSON(text.slice(start)).length);
  const value = parseJSON(found);
  if (!isRecord(value) && !Array.isArray(value)) return undefined;
  // More of it, other than the same again, could be meant as well.
  if (/[{[]/.test(text.slice(start + found.length).replaceAll(found, ''))) return undefined;
  return unwrapped(value, schema) ?? found;
}

/** An object inside a list of one, or as the arguments of a call that the schema does not ask for. */
function unwrapped(value: unknown, schema: JSONSchema | undefined): string | undefined {
  const properties = propertiesOf(schema);
  if (properties === undefined) return undefined;
  const single: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (!isRecord(single)) return undefined;
  const { name, type: _, arguments: args, parameters = args, ...others } = single;
  const input = typeof parameters === 'string' ? parseJSON(parameters) : parameters;
  const called = typeof name === 'string' && isRecord(input) && Object.keys(others).length === 0;
  const inner = called && !('arguments' in properties || 'parameters' in properties) ? input : single;
  return inner === value ? undefined : JSON.stringify(inner);
}
