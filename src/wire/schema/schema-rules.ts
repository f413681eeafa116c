/**
 * What an upstream accepts as the schema of a tool or of an answer. Everywhere the root of a tool is an object without
 * a union, definitions stand in `$defs` of the root, and tuples have the form of draft 2020-12 or none.
 */
export interface SchemaRules {
  /** Keywords that are refused. Their values go into the description. */
  readonly refuses?: string;
  /** How a tuple is written: with `prefixItems`, or as a list of any of its items. @default as a list */
  readonly tuples?: 'prefixItems';
  /** `alone`: no keyword may stand beside `$ref`. `inline`: there are no references. @default anything beside it */
  readonly references?: 'alone' | 'inline';
  /** A pattern must not look ahead or behind. */
  readonly plainPatterns?: true;
  /** The only formats that are accepted. @default all */
  readonly formats?: readonly string[];
  /** `oneOf` is written as `anyOf`. */
  readonly anyOf?: true;
  /** Lists must have `items`. */
  readonly items?: true;
  /** Objects accept only the properties they name. */
  readonly closed?: true;
  readonly subset?: SchemaSubset;
}

/**
 * A subset of JSON schema in which each schema has one type, and neither `oneOf` and `allOf` nor `true` and `false`. A
 * schema that accepts anything is written as all types.
 */
export interface SchemaSubset {
  /** Keywords that are known beside those of the structure. */
  readonly keywords: string;
  /** What an `enum` holds: texts, or texts or numbers, as long as they are alike. */
  readonly enums: 'texts' | 'alike';
  /** What stands beside `anyOf`. @default nothing */
  readonly besideAnyOf?: 'description';
  /** Names that no property may have. */
  readonly reserved?: string;
}

/** What every upstream accepts as far as is known. */
export const commonSchemas: SchemaRules = {};

/** Keywords that are left out of every schema; references are resolved before. */
export function isUnsent(key: string): boolean {
  return /^(?:\$(?!ref)|definitions$|additionalItems$)/.test(key);
}

/** Keywords without a meaning for the model, which a subset does not know: they are left out, unnoticed. */
export function isSilent(key: string): boolean {
  return isUnsent(key) || /^(?:title|discriminator|deprecated|readOnly|writeOnly)$/.test(key);
}

export const everyType: readonly string[] = ['string', 'number', 'boolean', 'object', 'array', 'null'];

const keywordsOfType: readonly (readonly [RegExp, string])[] = [
  [/ropert|^depend|^required/, 'object'],
  [/tems$|ontains$/, 'array'],
  [/Length$|^pattern|^format|^content/, 'string'],
  [/imum$|^multiple/, 'number'],
];

/** The type that a keyword is about, if it is about one. */
export function typeOfKeyword(key: string): string | undefined {
  return keywordsOfType.find(([pattern]) => pattern.test(key))?.[1];
}
