/**
 * What an upstream accepts as the schema of a tool or of an answer, in words: `-maxItems` for a keyword that is refused,
 * `format:date` for a format that is accepted nevertheless, `pattern:plain` for a pattern that looks neither ahead nor
 * behind, and
 *
 * - `only`: a subset, in which each schema has one type, and neither `oneOf` and `allOf` nor `true` and `false`. The other
 *   words name the keywords that it has, as `enum:string` an `enum` of texts, of numbers, or of texts that may be empty,
 *   and `!name` a name that no property may have. A schema that accepts anything is written as all types.
 * - `bare-unions`: nothing stands beside `anyOf` in a subset. Otherwise a description.
 * - `lone-refs`: nothing stands beside `$ref`.
 * - `list-items`: lists have `items`.
 * - `closed`: objects accept only the properties they name.
 *
 * What is refused is told in the description. Without `$ref` references are written out, without `prefixItems` a tuple
 * becomes a list of any of its items. Everywhere the root of a tool is an object without a union, definitions stand in
 * `$defs` of the root, tuples have the form of draft 2020-12 or none, and `oneOf` is written as `anyOf`: branches that
 * accept more than they did may both fit.
 */
export type SchemaRules = string;

/** What every upstream accepts as far as is known. */
export const commonSchemas: SchemaRules = '-prefixItems';

/** Whether a keyword is accepted, with its value where that matters. */
export function accepts(rules: ReadonlySet<string>, key: string, value?: unknown): boolean {
  if (rules.has('only') ? rules.has(key) : !rules.has(`-${key}`)) return true;
  let kind: unknown = key === 'format' && value;
  if (key === 'pattern') kind = /\(\?<?[=!]/.test(String(value)) ? 'around' : 'plain';
  if (Array.isArray(value)) kind = value.includes('') ? 'empty' : typeof value[0];
  return rules.has(`${key}:${kind}`);
}

/**
 * Whether a keyword is left out, unnoticed: references are resolved before, and a subset does not know keywords without a
 * meaning for the model.
 */
export function isSilent(key: string, subset = true): boolean {
  return (
    /^(?:\$(?!ref)|definitions|additionalItems)/.test(key) ||
    (subset && /^(?:title|discriminator|deprecated|readOnly|writeOnly)$/.test(key))
  );
}
