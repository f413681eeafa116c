import { isRecord } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { words } from '../fields.ts';
import { mapMembers } from '../schemas.ts';
import { noteOf, withNotes } from './schema-notes.ts';

/** The keywords that have values of a type. */
const valueTypes: Readonly<Record<string, RegExp>> = {
  string: /^(?:description|title|pattern|format)$/,
  number: /^(?:m(?:ax|in)|exclusive|multiple)/,
  gone: /^(?:\$(?!ref)|x-|discriminator|definitions|additionalItems|oneOf)/,
  array: /^(?:enum|required|.*Of)$/,
  'object boolean': /roperties$|^items$/,
};

/** The types of JSON schema. */
export const types: readonly string[] = words('string number integer boolean object array null');

/** A schema as draft 2020-12 has it: these keywords have values of their types. */
export type SoundSchema = JSONSchema & {
  readonly description?: string | undefined;
  readonly properties?: JSONSchema | undefined;
  readonly required?: readonly string[] | undefined;
  readonly anyOf?: readonly unknown[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
};

/** The first name whose pattern a keyword has. */
export function nameFor(patterns: Readonly<Record<string, RegExp>>, key: string): string | undefined {
  return Object.keys(patterns).find(name => patterns[name]?.test(key));
}

export function typeOfValue(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/**
 * A schema, without those inside it, as draft 2020-12 has it: tuples in its form, and nothing that no draft has and servers
 * of tools send, since one such keyword refuses the whole request. Definitions are found through the root. `oneOf` becomes
 * `anyOf`: branches that accept more than they did may both fit.
 * @see https://github.com/Dokploy/mcp/issues/74 · https://github.com/CherryHQ/cherry-studio/issues/4188 ·
 * https://github.com/smallmain/vscode-unify-chat-provider/issues/162 · https://github.com/zereight/gitlab-mcp/issues/166
 */
export function soundSchema(schema: JSONSchema): SoundSchema {
  const { type, oneOf, anyOf, allOf = [], items, additionalItems } = schema;
  const union = anyOf ? { allOf: [allOf, { anyOf: oneOf }].flat() } : { anyOf: oneOf };
  const tuple = Array.isArray(items) ? { prefixItems: items, items: additionalItems } : {};
  const made = mapMembers({ ...schema, ...(oneOf ? union : {}), ...tuple }, sound);
  return type === undefined || made.type !== undefined ? made : withNotes(made, [noteOf('type', type)]);
}

function sound(value: unknown, key: string): unknown {
  if (key === 'type') return soundType([value].flat());
  const named = nameFor(valueTypes, key);
  if (named?.includes(typeOfValue(value)) === false) return undefined;
  if (named === 'array') {
    const list = [...new Set(value as readonly unknown[])];
    return list.length > 0 || key === 'required' ? list : undefined;
  }
  return /^p.*operties$/.test(key)
    ? mapMembers(Object(value), one => (isRecord(one) || one === false ? one : {}))
    : value;
}

/** Types as JSON schema calls them: `STRING`, `int` and `bool` are known by how they begin. */
function soundType(given: readonly unknown[]): unknown {
  const known = given.map(name => types.find(type => startOf(type) === startOf(name)));
  return known.every(Boolean) ? typeOf(known) : undefined;
}

/** Types as `type` has them: a list if they are more than one. */
export function typeOf(names: readonly unknown[]): unknown {
  return names.length > 1 ? names : names[0];
}

function startOf(name: unknown): string {
  return String(name).toLowerCase().slice(0, 3);
}
