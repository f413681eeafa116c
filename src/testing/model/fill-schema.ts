import { asNumber, asString, isObject, type JsonObject, member } from '../http/json.ts';
import { plausibleNumber, plausibleText } from './plausible.ts';
import { withHints } from './schema-hints.ts';
import type { TextValues } from './text-values.ts';

/** Fills a JSON schema. Strings and numbers come from the text while it has any, then from fixed defaults. */
export function fillSchema(schema: unknown, values: TextValues, fill: 'all' | 'required' = 'all'): unknown {
  const filler = new SchemaFiller(schema, [...values.strings], [...values.numbers], fill);
  return filler.value(schema, 'value', 0);
}

const formats: Readonly<Record<string, string>> = {
  date: '2026-01-15',
  'date-time': '2026-01-15T12:00:00Z',
  time: '12:00:00Z',
  duration: 'P1D',
  email: 'user@example.com',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  uuid: '01a00000-0000-7000-8000-000000000001',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  hostname: 'example.com',
};

/** Recursive schemas end here: their arrays stay empty and their nullable members are null. */
const maxDepth = 6;

class SchemaFiller {
  private readonly root: unknown;
  private readonly strings: string[];
  private readonly numbers: number[];
  private readonly fill: 'all' | 'required';

  constructor(root: unknown, strings: string[], numbers: number[], fill: 'all' | 'required') {
    this.root = root;
    this.strings = strings;
    this.numbers = numbers;
    this.fill = fill;
  }

  value(given: unknown, name: string, depth: number): unknown {
    const schema = withHints(this.resolve(given));
    if ('const' in schema) return schema.const;
    if (Array.isArray(schema.enum)) return this.choice(schema.enum);
    const options = [schema.anyOf, schema.oneOf].find(Array.isArray);
    if (options) return this.value(pickOption(options, depth), name, depth + 1);
    if (Array.isArray(schema.allOf))
      return this.value(
        merged(
          schema,
          schema.allOf.map(part => this.resolve(part)),
        ),
        name,
        depth + 1,
      );
    switch (typeOf(schema, depth)) {
      case 'object':
        return this.object(schema, depth);
      case 'array':
        return this.array(schema, name, depth);
      case 'number':
        return inRange(this.numbers.shift() ?? plausibleNumber(name), schema);
      case 'integer':
        return inRange(Math.round(this.numbers.shift() ?? plausibleNumber(name)), schema);
      case 'boolean':
        return true;
      case 'null':
        return null;
      default:
        return this.string(schema, name);
    }
  }

  private resolve(given: unknown): JsonObject {
    if (!isObject(given)) return {};
    const ref = asString(given.$ref);
    if (ref === undefined) return given;
    const target = ref
      .split('/')
      .slice(1)
      .reduce<unknown>(
        (node, key) => (isObject(node) ? node[key.replace(/~1/g, '/').replace(/~0/g, '~')] : undefined),
        this.root,
      );
    return this.resolve(target);
  }

  private choice(options: readonly unknown[]): unknown {
    const named = this.strings.findIndex(text => options.some(option => same(option, text)));
    if (named === -1) return options[0];
    const [text = ''] = this.strings.splice(named, 1);
    return options.find(option => same(option, text));
  }

  private object(schema: JsonObject, depth: number): JsonObject {
    const properties = Object.entries(member(schema, 'properties'));
    const required = Array.isArray(schema.required) ? schema.required : [];
    const wanted = properties.filter(
      ([key]) =>
        required.includes(key) || (depth < maxDepth && (this.fill === 'all' || required.length === 0)),
    );
    if (properties.length === 0 && isObject(schema.additionalProperties) && depth < maxDepth)
      return { example: this.value(schema.additionalProperties, 'example', depth + 1) };
    return Object.fromEntries(wanted.map(([key, child]) => [key, this.value(child, key, depth + 1)]));
  }

  private array(schema: JsonObject, name: string, depth: number): unknown[] {
    if (Array.isArray(schema.prefixItems))
      return schema.prefixItems.map((item, index) => this.value(item, `${name} ${index + 1}`, depth + 1));
    const least = asNumber(schema.minItems) ?? 0;
    const count =
      depth >= maxDepth ? least : Math.min(Math.max(2, least), asNumber(schema.maxItems) ?? Infinity);
    return Array.from({ length: count }, (_, index) =>
      this.value(schema.items, `${name} ${index + 1}`, depth + 1),
    );
  }

  private string(schema: JsonObject, name: string): string {
    const fixed = formats[asString(schema.format) ?? ''];
    if (fixed !== undefined) return fixed;
    const text = (this.strings.shift() ?? plausibleText(name)).padEnd(asNumber(schema.minLength) ?? 0, '.');
    return text.slice(0, asNumber(schema.maxLength) ?? text.length);
  }
}

function same(option: unknown, text: string): boolean {
  return typeof option === 'string' && option.toLowerCase() === text.toLowerCase();
}

/** The first option with a constraint; deep inside a recursion, the one that ends it. */
function pickOption(options: readonly unknown[], depth: number): unknown {
  const isNull = (option: unknown): boolean => isObject(option) && option.type === 'null';
  const ending = depth >= maxDepth ? options.find(isNull) : undefined;
  return ending ?? options.find(option => !isNull(option)) ?? options[0];
}

function merged(schema: JsonObject, parts: readonly JsonObject[]): JsonObject {
  const { allOf: _, ...own } = schema;
  const all = [own, ...parts];
  return {
    ...Object.fromEntries(all.flatMap(part => Object.entries(part))),
    properties: Object.fromEntries(all.flatMap(part => Object.entries(member(part, 'properties')))),
    required: all.flatMap(part => (Array.isArray(part.required) ? part.required : [])),
  };
}

function typeOf(schema: JsonObject, depth: number): unknown {
  if (Array.isArray(schema.type)) {
    if (depth >= maxDepth && schema.type.includes('null')) return 'null';
    return schema.type.find(type => type !== 'null') ?? 'null';
  }
  if (schema.type !== undefined) return schema.type;
  if (isObject(schema.properties)) return 'object';
  return isObject(schema.items) ? 'array' : 'string';
}

function inRange(value: number, schema: JsonObject): number {
  const above = asNumber(schema.exclusiveMinimum);
  const below = asNumber(schema.exclusiveMaximum);
  const least = asNumber(schema.minimum) ?? (above === undefined ? -Infinity : above + 1);
  const most = asNumber(schema.maximum) ?? (below === undefined ? Infinity : below - 1);
  const bounded = Math.max(least, Math.min(most, value));
  const step = asNumber(schema.multipleOf);
  return step === undefined || step <= 0 ? bounded : Math.max(least, Math.ceil(bounded / step) * step);
}
