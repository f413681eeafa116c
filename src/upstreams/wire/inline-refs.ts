import { isSchema, mapSchema } from './map-schema.ts';
import type { JSONSchema } from './wire-body.ts';

/**
 * Writes each definition where it is referred to, for upstreams that know no `$ref`. A recursive one cannot be
 * written out: its inner reference becomes a schema that allows anything.
 */
export function inlineRefs(schema: JSONSchema): JSONSchema {
  const definitions = new Map<string, JSONSchema>();
  for (const group of ['$defs', 'definitions']) {
    const named = schema[group];
    if (!isSchema(named)) continue;
    for (const [name, item] of Object.entries(named))
      if (isSchema(item)) definitions.set(`#/${group}/${name}`, item);
  }
  if (definitions.size === 0) return schema;
  const { $defs: _, definitions: __, ...rest } = schema;
  return resolve(rest, definitions, []);
}

function resolve(
  schema: JSONSchema,
  definitions: ReadonlyMap<string, JSONSchema>,
  path: readonly string[],
): JSONSchema {
  return mapSchema(schema, item => {
    const { $ref, ...siblings } = item;
    if (typeof $ref !== 'string') return item;
    const target = path.includes($ref) ? undefined : definitions.get($ref);
    return target === undefined
      ? siblings
      : { ...resolve(target, definitions, [...path, $ref]), ...siblings };
  });
}
