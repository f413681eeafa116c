import { isRecord } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { words } from '../fields.ts';
import { mapKeyword, mapMembers } from '../schemas.ts';
import { noteOf, withNotes } from './schema-job.ts';

/** The values that keywords have, by the first pattern that fits. */
const values: readonly (readonly [keywords: RegExp, fits: (value: unknown) => boolean])[] = [
  [/^(?:description|title|pattern|format|\$.*[^s])$/, value => typeof value === 'string'],
  [/^(?:m(?:ax|in)|exclusive|multiple)/, value => typeof value === 'number'],
  [/^(?:enum|.*Of)$/, value => Array.isArray(value) && value.length > 0],
  [/^required$/, Array.isArray],
  [/^(?:\$?def.*s|.*roperties)$/, value => isRecord(value) || typeof value === 'boolean'],
];

/** The types of JSON schema. */
export const types: readonly string[] = words('string number integer boolean object array null');

/**
 * A schema without what no draft of JSON schema has, or older ones had, and what servers of tools send: one such keyword
 * refuses the whole request. Beyond 100 schemas inside each other they are left unchanged.
 * @see https://github.com/Dokploy/mcp/issues/74 · https://github.com/CherryHQ/cherry-studio/issues/4188 ·
 * https://github.com/smallmain/vscode-unify-chat-provider/issues/162 · https://github.com/zereight/gitlab-mcp/issues/166
 */
export function soundSchema(schema: JSONSchema, depth: number = 100): JSONSchema {
  const made = mapMembers(schema, (value, key) =>
    mapKeyword(key, sound(value, key), item =>
      isRecord(item) && depth > 0 ? soundSchema(item, depth - 1) : item,
    ),
  );
  const isTyped = schema.type === undefined || made.type !== undefined;
  return isTyped ? made : withNotes(made, [noteOf('type', schema.type)]);
}

function sound(value: unknown, key: string): unknown {
  if (key === 'type') return soundType([value].flat());
  if (values.find(([keywords]) => keywords.test(key))?.[1](value) === false) return undefined;
  if (/^(?:required|enum)$/.test(key)) return [...new Set(value as readonly unknown[])];
  return /^p.*operties$/.test(key)
    ? mapMembers(Object(value), one => (isRecord(one) || one === false ? one : {}))
    : value;
}

/** Types as JSON schema calls them: `STRING`, `int` and `bool` are known by how they begin. */
function soundType(given: readonly unknown[]): unknown {
  const known = given.map(name => {
    const [start] = /^.../.exec(String(name).toLowerCase()) ?? [];
    return start && types.find(type => type.startsWith(start));
  });
  if (known.some(name => !name)) return undefined;
  return known.length > 1 ? known : known[0];
}
