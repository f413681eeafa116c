import { isSchema, mapSchema } from './map-schema.ts';
import type { JSONSchema } from './wire-body.ts';

/** How many references are written out; what grows beyond allows anything. */
const limit = 500;

/**
 * Writes each definition where it is referred to, for upstreams that know no `$ref`. A recursive one cannot be
 * written out: its inner reference becomes a schema that allows anything, as do those beyond a limit.
 */
export function inlineRefs(schema: JSONSchema): JSONSchema {
  const { $defs: _, definitions: __, ...root } = schema;
  const definitions = new Map<string, JSONSchema>([['#', root]]);
  for (const group of ['$defs', 'definitions']) {
    const named = schema[group];
    if (!isSchema(named)) continue;
    for (const [name, item] of Object.entries(named))
      if (isSchema(item)) definitions.set(`#/${group}/${name}`, item);
  }
  let written = 0;
  const resolve = (given: JSONSchema, path: readonly string[]): JSONSchema =>
    mapSchema(given, item => {
      const { $ref, ...siblings } = item;
      if (typeof $ref !== 'string') return item;
      const target = path.includes($ref) || ++written > limit ? undefined : definitions.get($ref);
      return target === undefined ? siblings : { ...resolve(target, [...path, $ref]), ...siblings };
    });
  return resolve(root, ['#']);
}
