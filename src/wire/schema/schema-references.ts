import { isRecord } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';

/** Where the references of a schema lead, and the names of their targets among the definitions of the root. */
export class SchemaReferences {
  private readonly targets = new Map<string, JSONSchema | undefined>();
  /** The schemas that are referred to, and their names among the definitions. */
  readonly names: Map<JSONSchema, string> = new Map();
  private readonly taken = new Set<string>();
  private named: Map<string, JSONSchema> | undefined;

  constructor(private readonly root: JSONSchema) {}

  /** The schema that a reference leads to, if it stands in the same document. */
  resolve(reference: unknown): JSONSchema | undefined {
    if (typeof reference !== 'string') return undefined;
    if (!this.targets.has(reference)) this.targets.set(reference, this.find(reference));
    return this.targets.get(reference);
  }

  /** The reference to a definition of the root, or to the root itself. */
  pointer(reference: unknown, target: JSONSchema): string {
    if (target === this.root) return '#';
    const known = this.names.get(target);
    if (known !== undefined) return `#/$defs/${known}`;
    const plain =
      String(reference)
        .replace(/^.*\//, '')
        .replace(/[^\w.-]/g, '_') || 'schema';
    let name = plain;
    for (let suffix = 2; this.taken.has(name); suffix++) name = `${plain}_${suffix}`;
    this.taken.add(name);
    this.names.set(target, name);
    return `#/$defs/${name}`;
  }

  private find(reference: string): JSONSchema | undefined {
    if (reference === '#') return this.root;
    const found = reference.startsWith('#/')
      ? this.at(reference.slice(2).split('/'))
      : this.byName(reference);
    if (found === true) return {};
    return isRecord(found) ? found : undefined;
  }

  private at(segments: readonly string[]): unknown {
    return segments.reduce<unknown>((value, segment) => {
      const key = decoded(segment);
      return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined;
    }, this.root);
  }

  /** Schemas that are called by an `$id` or an `$anchor`, as typebox writes recursion. */
  private byName(reference: string): JSONSchema | undefined {
    this.named ??= namedSchemas(this.root);
    return this.named.get(reference);
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return segment;
  }
}

function namedSchemas(root: JSONSchema): Map<string, JSONSchema> {
  const named = new Map<string, JSONSchema>();
  const seen = new Set<unknown>([root]);
  // A set is visited in the order in which it grows.
  for (const value of seen) {
    if (typeof value !== 'object' || value === null) continue;
    if (isRecord(value)) {
      if (typeof value.$id === 'string') named.set(value.$id, value);
      if (typeof value.$anchor === 'string') named.set(`#${value.$anchor}`, value);
    }
    for (const item of Object.values(value)) if (typeof item === 'object') seen.add(item);
  }
  return named;
}
