import { gatewayIdProblem } from '../../settings/ids.ts';
import { knownUpstream } from '../../upstreams/registry.ts';

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

export const isText = (value: unknown): boolean => isHeaderText(value);

/** Names that travel in one header, with commas between them. */
export const isList = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(item => isHeaderText(item) && !item.includes(','));

/** A text for each upstream; a name that is none would leave its text without effect. */
export const isByUpstream = (value: unknown): boolean =>
  isRecord(value) &&
  Object.entries(value).every(([name, text]) => knownUpstream(name) !== undefined && isText(text));

export const isGatewayId = (value: unknown): boolean =>
  typeof value === 'string' && gatewayIdProblem(value) === undefined;
