import { isRecord, records, toJSON } from '../../json-values.ts';
import { mapKeyword, mapMembers } from '../schemas.ts';
import { both, different, isNever, union } from './merge-schemas.ts';
import { inside, isEmpty, lose, type SchemaJob } from './schema-job.ts';
import { noteOf, withNotes } from './schema-notes.ts';
import { pointerTo, targetOf } from './schema-references.ts';
import { accepts, isAnnotation } from './schema-rules.ts';
import type { SoundSchema } from './sound-schema.ts';
import { ofTypes } from './typed-schemas.ts';
import { formsOf } from './unfold-schema.ts';

/** Any schema inside another, at a path below it; a value that is not a schema is left unchanged. */
export function writeSchema(job: SchemaJob, value: unknown, below: string): unknown {
  if (!isRecord(value)) return value;
  const made = inside(job, value, sound => writeOpen(job, sound), below);
  if (made === undefined) lose(job, 'nesting');
  return made ?? writeOpen(job, {});
}

/** A schema that is open. */
export function writeOpen(job: SchemaJob, schema: SoundSchema): SoundSchema {
  const { rules } = job;
  const subset = rules.has('typed');
  const { description, default: preset, ...whole } = schema;
  const all = different(formsOf(job, subset ? whole : schema, keptOf, typedOf));
  const [only = {}] = all;
  if (!subset) return only;
  const about = withNotes(
    description ? { description } : {},
    preset === undefined ? [] : [noteOf('default', preset)],
  );
  if (all.length < 2 && (!only.$ref || isEmpty(about))) return both(job, about, only);
  return rules.has('bare-unions')
    ? { anyOf: all.map(item => (item.type === 'null' ? item : both(job, about, item))) }
    : { ...about, anyOf: all };
}

function typedOf(job: SchemaJob, schema: SoundSchema = {}): readonly SoundSchema[] {
  return ofTypes(schema).map(one => writeKeywords(job, one));
}

/** A reference as it is written, and, where no subset is asked for, a schema with all its keywords. */
function keptOf(job: SchemaJob, { $ref, ...rest }: SoundSchema): readonly SoundSchema[] | undefined {
  const { open, rules } = job;
  const subset = rules.has('typed');
  const lone = rules.has('lone-refs');
  const target = targetOf(job, $ref);
  // A part by itself is how zod writes a reference with a description.
  if (!target) return subset || records(rest.allOf).length === 1 ? undefined : [writeKeywords(job, rest)];
  if (!accepts(rules, '$ref')) return undefined;
  // What cannot stand beside it: it is written out, until it comes back to itself.
  const apart = Object.keys(rest).filter(key =>
    subset ? key !== 'description' && !isAnnotation(key) : lone && key === 'anyOf',
  );
  if (apart.length > 0 && !open.has(target)) return undefined;
  for (const key of apart) lose(job, key);
  const pointer = { $ref: pointerTo(job, target, $ref) };
  const beside = subset ? {} : writeKeywords(job, rest);
  return [lone && !isEmpty(beside) ? { ...beside, anyOf: [pointer] } : { ...beside, ...pointer }];
}

/** A schema with the keywords that it has, as far as they are accepted. */
function writeKeywords(job: SchemaJob, given: SoundSchema): SoundSchema {
  const { rules } = job;
  const subset = rules.has('typed');
  const notes: string[] = [];
  const named = subset || (rules.has('plain-names') && job.path === '');
  const object = named ? objectOf(job, given, notes) : given;
  const made = mapMembers(listOf(job, object, notes), (item, key) => {
    if (subset && isAnnotation(key)) return undefined;
    if (accepts(rules, key, item)) {
      const written = mapKeyword(key, item, (one, path) => writeSchema(job, one, path));
      // What accepts more here makes the whole accept less.
      if (!/^(?:not|if)$/.test(key) || toJSON(written) === toJSON(item)) return written;
    }
    return tell(job, notes, key, item);
  });
  if (rules.has('list-items') && [made.type].flat().includes('array')) made.items ??= {};
  if (rules.has('closed') && made.properties && (made.additionalProperties ?? true) === true) {
    lose(job, 'additionalProperties');
    made.additionalProperties = false;
  }
  return withNotes(made, notes);
}

/** The keywords of an object without refused names: no property is forbidden, and only properties are required. */
function objectOf(
  job: SchemaJob,
  { properties, required, additionalProperties: more, ...rest }: SoundSchema,
  notes: string[],
): SoundSchema {
  const made = mapMembers(Object(properties), (item, name) => {
    // A definition has no names with `/`: https://github.com/MoonshotAI/walle/blob/main/keyword_validators.go (2026-11)
    const isRefused = job.rules.has('typed')
      ? job.rules.has(`!${name}`) || /^.\$.*\//.test(job.path + name)
      : !/^[\w.-]{1,64}$/.test(name);
    if (isRefused) return tell(job, notes, `property ${name}`, item);
    return isNever(item) ? undefined : item;
  });
  const names = required?.filter(name => Object.hasOwn(made, name));
  const open = rest.patternProperties || notes.length > 0;
  return {
    ...rest,
    properties: properties && made,
    required: names?.length ? names : undefined,
    additionalProperties: open || (more !== false && isEmpty(more)) ? undefined : more,
  };
}

/** The keywords of a list: its items are all alike, or those of a tuple where the upstream accepts it. */
function listOf(job: SchemaJob, value: SoundSchema, notes: string[]): SoundSchema {
  const { prefixItems: first, items, ...rest } = value;
  if (!Array.isArray(first)) return job.rules.has('typed') && isEmpty(items) ? rest : value;
  const isClosed = Number(value.maxItems) <= first.length;
  const more = isClosed ? false : items;
  if (accepts(job.rules, 'prefixItems')) return { ...value, items: more };
  tell(job, notes, 'prefixItems', first);
  // Positions are not distinguished, so that further items may stand anywhere.
  const all = union(more === false ? first : [...first, more ?? true]);
  const maxItems = items === false && !isClosed ? first.length : value.maxItems;
  return listOf(job, { ...rest, items: all, maxItems }, notes);
}

/** Reports a keyword that is lost, and notes it for the description. */
function tell(job: SchemaJob, notes: string[], key: string, value: unknown): undefined {
  notes.push(noteOf(key, value));
  return lose(job, key);
}
