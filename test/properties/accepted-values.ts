import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isRecord } from '../../src/json-values.ts';
import type { JSONSchema } from '../../src/wire/body.ts';

type Accepts = (value: unknown) => boolean;

const settings = { strict: false, validateFormats: false, validateSchema: false, logger: false } as const;

/** Whether values satisfy a schema, by ajv; `undefined` for a schema that it cannot read. */
export function validatorOf(schema: JSONSchema): Accepts | undefined {
  const { $schema: _, ...rest } = schema;
  // Lists of schemas in `items` are of older drafts.
  const ajv = JSON.stringify(rest).includes('"items":[') ? new Ajv(settings) : new Ajv2020(settings);
  try {
    const validate = ajv.compile(structuredClone(rest));
    return value => {
      try {
        return validate(value) === true;
      } catch {
        // Endless references.
        return false;
      }
    };
  } catch {
    return undefined;
  }
}

/** A number below `limit`, from a source of chance. */
export type Draw = (limit: number) => number;

/** A value that a schema may accept; whether it does is for the validator to say. */
export function sampleValue(schema: JSONSchema, draw: Draw): unknown {
  const root = schema;
  const value = (given: unknown, depth: number): unknown => {
    if (!isRecord(given) || depth > 6) return anyValue(draw);
    const one = (list: unknown): unknown => (Array.isArray(list) ? list[draw(list.length)] : undefined);
    if (typeof given.$ref === 'string') return value(pointed(root, given.$ref), depth + 1);
    if ('const' in given) return given.const;
    if (Array.isArray(given.enum)) return one(given.enum);
    const branch = one(given.anyOf ?? given.oneOf);
    const made = isRecord(branch) ? value(branch, depth + 1) : undefined;
    const parts = (Array.isArray(given.allOf) ? given.allOf : []).map(part => value(part, depth + 1));
    if (branch !== undefined && given.properties === undefined) return made;
    const type = one(
      [
        given.type ?? (given.properties ? 'object' : (given.items ?? given.prefixItems) ? 'array' : 'any'),
      ].flat(),
    );
    if (parts.length > 0 && type === 'any')
      return parts.every(isRecord) ? Object.assign({}, ...parts) : parts[0];
    if (type === 'object')
      return {
        ...objectOf(given, depth),
        ...(isRecord(made) && made),
        ...Object.assign({}, ...parts.filter(isRecord)),
      };
    if (type === 'array') return listOf(given, depth);
    return scalarOf(String(type), given, draw);
  };
  const objectOf = (given: JSONSchema, depth: number): object => {
    const made: [string, unknown][] = [];
    const required = [given.required ?? []].flat();
    for (const [name, item] of Object.entries(isRecord(given.properties) ? given.properties : {}))
      if (required.includes(name) || draw(2) === 0) made.push([name, value(item, depth + 1)]);
    if (isRecord(given.additionalProperties) && draw(2) === 0)
      made.push([`extra${draw(3)}`, value(given.additionalProperties, depth + 1)]);
    else if (given.additionalProperties !== false && draw(3) === 0) made.push(['more', anyValue(draw)]);
    return Object.fromEntries(made);
  };
  const listOf = (given: JSONSchema, depth: number): unknown[] => {
    const first = Array.isArray(given.items)
      ? given.items
      : Array.isArray(given.prefixItems)
        ? given.prefixItems
        : [];
    const rest = Array.isArray(given.items) ? given.additionalItems : given.items;
    const more = rest === false ? 0 : draw(3);
    return [
      ...first.map(item => value(item, depth + 1)),
      ...Array.from({ length: more }, () => value(rest ?? {}, depth + 1)),
    ];
  };
  return value(root, 0);
}

function scalarOf(type: string, given: JSONSchema, draw: Draw): unknown {
  const least = Number(given.minimum ?? Number(given.exclusiveMinimum ?? -1) + 1);
  if (type === 'string') return 'a'.repeat(Math.max(Number(given.minLength ?? 0), draw(4)));
  if (type === 'integer') return Math.ceil(least) + draw(3);
  if (type === 'number') return least + draw(3);
  if (type === 'boolean') return draw(2) === 0;
  return type === 'null' ? null : anyValue(draw);
}

const values: readonly unknown[] = ['a', 'b', 1, 2.5, true, null, [], ['a', 1], { a: 1 }, {}, [[1]]];

function anyValue(draw: Draw): unknown {
  return values[draw(values.length)];
}

function pointed(root: unknown, reference: string): unknown {
  return reference
    .replace(/^#\/?/, '')
    .split('/')
    .filter(Boolean)
    .reduce<unknown>(
      (value, key) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined),
      root,
    );
}
