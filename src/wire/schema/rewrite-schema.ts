import { isRecord } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { flatRoot, mayBeObject } from './flat-schema.ts';
import { both, mapMembers } from './merge-schemas.ts';
import { below, deepest, isRefused, most, note, type SchemaJob, withNotes } from './schema-job.ts';
import { SchemaReferences } from './schema-references.ts';
import { everyType, isSilent, isUnsent, type SchemaRules } from './schema-rules.ts';
import { writeSubset } from './subset-schema.ts';
import { writeList } from './write-list.ts';

/** Something that a rewritten schema does not say any more. */
export interface SchemaLoss {
  /** The keyword. */
  readonly what: string;
  /** Where it stood, as `properties.when`; empty for the root. */
  readonly path: string;
}

export interface RewrittenSchema {
  readonly schema: JSONSchema;
  readonly losses: readonly SchemaLoss[];
}

/**
 * A copy of a schema in the form that an upstream accepts. It accepts every object that the given one accepts; what it
 * cannot express stands in descriptions, and among the losses.
 */
export function rewriteSchema(
  given: JSONSchema,
  rules: SchemaRules,
  use: 'tool' | 'answer',
): RewrittenSchema {
  const losses = new Map<string, SchemaLoss>();
  const job: SchemaJob = {
    rules,
    refused: new Set(rules.refuses?.split(' ')),
    references: new SchemaReferences(given),
    open: new Set(),
    written: 0,
    lose: (what, path) => losses.set(`${what} ${path}`, { what, path }),
    write: (value, path) => write(job, value, path),
  };
  const schema = writeRoot(job, given, use);
  const definitions: [string, unknown][] = [];
  // The names grow while definitions are written that refer to others.
  for (const [target, name] of job.references.names)
    definitions.push([name, job.write(target, `$defs.${name}`)]);
  return {
    schema: definitions.length === 0 ? schema : { ...schema, $defs: Object.fromEntries(definitions) },
    losses: [...losses.values()],
  };
}

function writeRoot(job: SchemaJob, given: JSONSchema, use: 'tool' | 'answer'): JSONSchema {
  const flat = flatRoot(job, given);
  const isObject = use === 'tool' || mayBeObject(flat);
  if (isObject) job.open.add(given);
  const properties = flat.properties ?? {};
  const root = mapMembers({ ...flat, type: 'object', properties }, (item, key) => {
    if (!/^(?:enum|const|not|anyOf|oneOf)$/.test(key)) return item;
    job.lose(key, '');
    return undefined;
  });
  const written = job.write(isObject ? root : given, '');
  job.open.clear();
  return isRecord(written) ? written : {};
}

/** Any schema inside another, or the root. */
function write(job: SchemaJob, value: unknown, path: string): JSONSchema | boolean {
  const { subset } = job.rules;
  if (value === true && subset !== undefined) return anything(job);
  if (typeof value === 'boolean' && subset === undefined) return value;
  if (!isRecord(value) || job.open.has(value) || job.open.size >= deepest) {
    job.lose(value === false ? 'false' : 'nesting', path);
    return anything(job);
  }
  job.open.add(value);
  job.written++;
  const made = writeOpen(job, single(value), path);
  job.open.delete(value);
  return made;
}

/** What accepts anything. */
function anything({ rules: { items, subset } }: SchemaJob): JSONSchema {
  if (!subset?.typed) return {};
  return { anyOf: everyType.map(type => (type === 'array' && items ? { type, items: {} } : { type })) };
}

function writeOpen(job: SchemaJob, value: JSONSchema, path: string): JSONSchema {
  if ('$ref' in value) return writeReference(job, value, path);
  const { subset } = job.rules;
  return subset === undefined ? writePlain(job, value, path) : writeSubset(job, subset, value, path);
}

function writeReference(job: SchemaJob, { $ref, ...rest }: JSONSchema, path: string): JSONSchema {
  const { references: form, subset } = job.rules;
  const beside = Object.fromEntries(Object.entries(rest).filter(([key]) => !isSilent(key)));
  const target = job.references.resolve($ref);
  if (target === undefined) {
    job.lose('$ref', path);
    return writeOpen(job, beside, path);
  }
  const { description, ...others } = beside;
  const limits = Object.keys(others).length > 0;
  const about = description === undefined ? {} : { description };
  if (form === 'inline' || (limits && subset !== undefined)) {
    if (!job.open.has(target) && job.written < most) {
      job.open.add(target);
      const whole = both(target, others, key => job.lose(key, path)) ?? target;
      const made = writeOpen(job, { ...whole, ...about }, path);
      job.open.delete(target);
      return made;
    }
    job.lose('$ref', path);
    if (form === 'inline')
      return writeOpen(job, typeof target.type === 'string' ? { type: target.type, ...about } : about, path);
  }
  const pointer = { $ref: job.references.pointer($ref, target) };
  if (subset !== undefined) return description === undefined ? pointer : { description, anyOf: [pointer] };
  const plain = writePlain(job, beside, path);
  return form === 'alone' && Object.keys(plain).length > 0 && !('anyOf' in plain)
    ? { ...plain, anyOf: [pointer] }
    : { ...plain, ...pointer };
}

/** A schema with the keywords that it has. */
function writePlain(job: SchemaJob, value: JSONSchema, path: string): JSONSchema {
  const { anyOf, closed, items } = job.rules;
  const made: Record<string, unknown> = {};
  const notes: string[] = [];
  for (const [key, item] of Object.entries(items ? { items: undefined, ...value } : value)) {
    if (key === 'items' || key === 'prefixItems') Object.assign(made, writeList(job, value, notes, path));
    else if (isUnsent(key)) continue;
    else if (isRefused(job, key, item)) notes.push(note(job, key, item, path));
    else
      made[key === 'oneOf' && anyOf && !('anyOf' in value) ? 'anyOf' : key] = member(
        job,
        key,
        item,
        below(path, key),
      );
  }
  if (closed && isRecord(made.properties) && (made.additionalProperties ?? true) === true) {
    job.lose('additionalProperties', path);
    made.additionalProperties = false;
  }
  return withNotes(made, notes);
}

/** The value of a keyword, with the schemas in it written. */
function member(job: SchemaJob, key: string, item: unknown, path: string): unknown {
  if (/^(?:const|enum|default|examples?)$/.test(key)) return item;
  if (Array.isArray(item))
    return item.map((one, index) => (isRecord(one) ? job.write(one, below(path, String(index))) : one));
  if (!isRecord(item)) return item;
  return /^(?:properties|patternProperties|dependentSchemas)$/.test(key)
    ? mapMembers(item, (one, name) => job.write(one, below(path, name)))
    : job.write(item, path);
}

/** A schema that consists of one other schema, as that one: so zod writes a reference with a description. */
function single(value: JSONSchema): JSONSchema {
  const { allOf, ...rest } = value;
  const [only, ...others] = Array.isArray(allOf) ? allOf : [];
  if (!isRecord(only) || others.length > 0) return value;
  return Object.keys(only).some(key => key in rest) ? value : { ...rest, ...only };
}
