/** Small predicates that option rows are built from. */
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

/** A value that fits into a header: printable ASCII, no line breaks. */
export const isHeaderText = (value: unknown, maxLength = 1024): value is string =>
  typeof value === 'string' &&
  value.trim() !== '' &&
  value.length <= maxLength &&
  /^[\x20-\x7e]+$/.test(value);

export const isInteger = (value: unknown, min: number, max: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object whose keys are all known and whose values are all right; absent ones are. */
export function isShape(
  value: unknown,
  shape: Readonly<Record<string, (item: unknown) => boolean>>,
): boolean {
  return (
    isRecord(value) &&
    Object.entries(value).every(
      ([key, item]) => Object.hasOwn(shape, key) && (item === undefined || shape[key]?.(item) === true),
    )
  );
}
