import { isRecord, parseJSON, withoutUndefined } from '../../json-values.ts';
import { isString, type Type, type ValueType } from '../../settings/check.ts';
import { gatewayIdProblem } from '../../settings/ids.ts';
import { knownUpstream } from '../../upstreams/registry.ts';
import { efforts } from '../../wire/reasoning.ts';

/** A value that fits into a header: printable ASCII, no line breaks. */
export const isText = (value: unknown): value is string =>
  isString(value) && value.trim() !== '' && value.length <= 1024 && /^[\x20-\x7e]+$/.test(value);

const isAmount = (value: unknown): boolean => Number.isFinite(value) && Number(value) >= 0;

export const headerText: ValueType = {
  accepts: isText,
  expects: 'a string of printable ASCII',
  example: "'chat-1'",
};

/** Of any model, whose profile adjusts them, and Groq's `default`. Others, of a custom upstream, go into `extraBody`. */
export const anEffort: ValueType = {
  accepts: value => value === null || [...efforts, 'default'].some(effort => effort === value),
  expects: `one of ${efforts.join(', ')}, default, or null`,
};
export const filled: ValueType = {
  accepts: value => isString(value) && value !== '',
  expects: 'a string',
  example: "'chat-1'",
};
export const amount: ValueType = {
  accepts: isAmount,
  expects: 'a number, at least 0',
  example: '0.000001',
};
export const share: ValueType = {
  accepts: value => isAmount(value) && Number(value) <= 1,
  expects: 'a number from 0 to 1',
};
export const count: Type = [1];

/** Names that travel in one header, with commas between them. */
export const names: ValueType = {
  accepts: value =>
    Array.isArray(value) && value.length > 0 && value.every(item => isText(item) && !item.includes(',')),
  expects: 'one or more names without commas',
  example: "['openai/*']",
};

/** A text for each upstream; a name that is not an upstream would leave its text without effect. */
export const isByUpstream = (value: unknown): boolean =>
  isRecord(value) &&
  Object.entries(value).every(([name, text]) => knownUpstream(name) !== undefined && isText(text));

export const gatewayOrNone: ValueType = {
  accepts: value => value === null || (isString(value) && gatewayIdProblem(value) === undefined),
  expects: '1 to 64 letters, digits, "-" and "_", or null for no gateway',
  example: "'my-gateway'",
};

export const areTags = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length >= 1 &&
  value.length <= 5 &&
  value.every(tag => isString(tag) && /^[a-z0-9:./@-]{1,50}$/i.test(tag));

/** Fields of the body that belong to the call itself. */
export const isExtraBody = (value: unknown): boolean =>
  isRecord(value) &&
  ['model', 'messages', 'input', 'stream', 'tools'].every(key => !Object.hasOwn(value, key));

/** The gateway keeps five entries and drops the rest in silence. @see https://developers.cloudflare.com/ai-gateway/observability/custom-metadata/ */
const maxMetadataEntries = 5;

/** Request metadata as an object. Hosts that know only texts pass its JSON text. */
export function metadataOf(value: unknown): unknown {
  return isString(value) ? parseJSON(value) : value;
}

/** The problem with request metadata, if any; empty if the value is not an object. */
export function metadataProblem(value: unknown): string | undefined {
  const metadata = metadataOf(value);
  if (!isRecord(metadata)) return '';
  const entries = Object.entries(withoutUndefined(metadata));
  for (const [key, value] of entries) {
    if (key === '') return 'a key is empty';
    if (/^cf\./i.test(key)) return `"${key}" is reserved, as are all "cf." keys`;
    if (!['string', 'boolean', 'bigint'].includes(typeof value) && !Number.isFinite(value))
      return `"${key}" is not a string, number or boolean`;
  }
  if (entries.length <= maxMetadataEntries) return undefined;
  return `${entries.length} entries; the gateway keeps five (${entries.map(([key]) => key).join(', ')})`;
}
