/**
 * What an upstream accepts as the schema of a tool or of an answer, in words: `-maxItems` for a keyword that is refused, and
 *
 * - `only`: the other words name the keywords that are accepted, as `enum:string` an `enum` of texts, of numbers, or of
 *   texts that may be empty, `format:date` a format, and `pattern:plain` a pattern that looks neither ahead nor behind.
 * - `typed`: a subset, in which each schema has one type, and neither `allOf` nor `true` and `false`. A schema that
 *   accepts anything is written as all types. `!name` is a name that no property may have.
 * - `bare-unions`: nothing stands beside `anyOf` in a subset. Otherwise a description.
 * - `lone-refs`: nothing stands beside `$ref`.
 * - `list-items`: lists have `items`.
 * - `plain-names`: names of properties of the root have up to 64 letters, digits, `_`, `.` and `-`.
 * - `closed`: objects accept only the properties they name.
 * - `answer`: the schema is that of an answer, whose root may be something else than an object.
 *
 * What is refused is told in the description. Without `$ref` references are written out, without `prefixItems` a tuple
 * becomes a list of any of its items. Everywhere the root of a tool is an object without a union, definitions stand in
 * `$defs` of the root, and schemas have the form of draft 2020-12 without `oneOf`.
 */
export type SchemaRules = string;

/** What every upstream accepts as far as is known. */
export const commonSchemas: SchemaRules = '-prefixItems';

/** Whether a keyword is accepted, with its value where that matters. */
export function accepts(rules: ReadonlySet<string>, key: string, value?: unknown): boolean {
  if (rules.has('only') ? rules.has(key) : !rules.has(`-${key}`)) return true;
  let kind: unknown = key === 'format' && value;
  if (key === 'pattern') kind = !/\(\?<?[=!]/.test(String(value)) && 'plain';
  if (Array.isArray(value)) kind = value.includes('') ? 'empty' : typeof value[0];
  return rules.has(`${key}:${kind}`);
}

/** Whether a keyword only annotates, as `readOnly` of zod does: a subset is without it, unnoticed. */
export function isAnnotation(key: string): boolean {
  return /^(?:title|deprecated|readOnly|writeOnly)$/.test(key);
}
