import { isRecord } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';

/** What a reference to `true` leads to. */
const anything: JSONSchema = {};

/** Where the references of a schema lead, and the names of their targets among the definitions of the root. */
export class SchemaReferences {
  /** The schemas that are referred to, and their names among the definitions. */
  readonly names: Map<JSONSchema, string> = new Map();
  private readonly taken = new Set<string>();
  private named: ReadonlyMap<unknown, JSONSchema> | undefined;

  constructor(private readonly root: JSONSchema) {}

  /** The schema that a reference leads to, if it stands in the same document. */
  resolve(reference: unknown): JSONSchema | undefined {
    const [start, ...segments] = String(reference).split('/');
    this.named ??= namedSchemas(this.root);
    const found = start === '#' ? segments.reduce(member, this.root) : this.named.get(reference);
    return found === true ? anything : isRecord(found) ? found : undefined;
  }

  /** The reference to a definition of the root, or to the root itself. */
  pointer(reference: unknown, target: JSONSchema): string {
    if (target === this.root) return '#';
    let name = this.names.get(target);
    if (name === undefined) {
      const plain = String(reference)
        .replace(/^.*\//, '')
        .replace(/[^\w.-]/g, '_');
      name = plain;
      for (let suffix = 2; this.taken.has(name); suffix++) name = `${plain}_${suffix}`;
      this.taken.add(name);
      this.names.set(target, name);
    }
    return `#/$defs/${name}`;
  }
}

function member(value: unknown, segment: string): unknown {
  const key = decoded(segment).replaceAll('~1', '/').replaceAll('~0', '~');
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Schemas that are called by an `$id` or an `$anchor`, as typebox writes recursion. */
function namedSchemas(root: JSONSchema): ReadonlyMap<unknown, JSONSchema> {
  const named = new Map<unknown, JSONSchema>();
  // A set is visited in the order in which it grows.
  const seen = new Set<unknown>([root]);
  for (const value of seen) {
    if (typeof value !== 'object' || value === null) continue;
    if (isRecord(value) && value.$id) named.set(value.$id, value);
    if (isRecord(value) && value.$anchor) named.set(`#${value.$anchor}`, value);
    for (const item of Object.values(value)) seen.add(item);
  }
  return named;
}
