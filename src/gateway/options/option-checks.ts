import { isRecord, parseJSON, withoutUndefined } from '../../json-values.ts';
import { isBoolean, isInteger, isTimeout } from '../../settings/check.ts';
import { gatewayIdProblem } from '../../settings/ids.ts';
import { knownUpstream } from '../../upstreams/registry.ts';

/** A value that fits into a header: printable ASCII, no line breaks. */
const isHeaderText = (value: unknown, maxLength = 1024): value is string =>
  typeof value === 'string' &&
  value.trim() !== '' &&
  value.length <= maxLength &&
  /^[\x20-\x7e]+$/.test(value);

export const isText = (value: unknown): boolean => isHeaderText(value);

/** A word of the model's own, such as an effort. */
export const isWord = (value: unknown): boolean => isHeaderText(value, 32);

export const isFilled = (value: unknown): boolean => typeof value === 'string' && value !== '';
export const isCount = (value: unknown): boolean => isInteger(value, 1, 1_000_000);
export const isAmount = (value: unknown): boolean => Number.isFinite(value) && Number(value) >= 0;

export const isPooling = (value: unknown): boolean => value === 'mean' || value === 'cls';
export const isRole = (value: unknown): boolean => value === 'query' || value === 'document';
export const isQueue = (value: unknown): boolean =>
  isBoolean(value) || isShape(value, { pollIntervalMs: isTimeout, timeoutMs: isTimeout });

export const isEffort = (value: unknown): boolean => value === null || isWord(value);

/** Names that travel in one header, with commas between them. */
const isList = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(item => isHeaderText(item) && !item.includes(','));

/** A text for each upstream; a name that is not an upstream would leave its text without effect. */
export const isByUpstream = (value: unknown): boolean =>
  isRecord(value) &&
  Object.entries(value).every(([name, text]) => knownUpstream(name) !== undefined && isText(text));

export const isGatewayId = (value: unknown): boolean =>
  typeof value === 'string' && gatewayIdProblem(value) === undefined;

/** An object with known keys only, whose values are valid or absent. */
function isShape(value: unknown, shape: Readonly<Record<string, (item: unknown) => boolean>>): boolean {
  return (
    isRecord(value) &&
    Object.entries(value).every(
      ([key, item]) => Object.hasOwn(shape, key) && (item === undefined || shape[key]?.(item) === true),
    )
  );
}

export const isRetries = (value: unknown): boolean =>
  isShape(value, {
    maxAttempts: item => isInteger(item, 1, 5),
    retryDelayMs: item => isInteger(item, 0, 60_000),
    backoff: item => ['constant', 'linear', 'exponential'].some(name => name === item),
  });

export const isTimeouts = (value: unknown): boolean =>
  isShape(value, { firstByteMs: isTimeout, idleMs: isTimeout });

const isPrice = (value: unknown): boolean =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value);

export const isPrices = (value: unknown): boolean =>
  isShape(value, {
    perTokenIn: isPrice,
    perTokenOut: isPrice,
    perCacheReadToken: isPrice,
    perCacheWriteToken: isPrice,
    total: isPrice,
  });

export const areTags = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length >= 1 &&
  value.length <= 5 &&
  value.every(tag => typeof tag === 'string' && /^[a-z0-9:./@-]{1,50}$/i.test(tag));

export const isTrace = (value: unknown): boolean =>
  isShape(value, {
    traceId: item => /^[0-9a-f]{32}$/i.test(String(item)),
    parentSpanId: item => /^[0-9a-f]{16}$/i.test(String(item)),
  });

export const isRouting = (value: unknown): boolean =>
  isShape(value, {
    sessionId: isText,
    turnId: isText,
    affinity: isBoolean,
    models: isList,
    providers: isList,
  });

/** Fields of the body that belong to the call itself. */
export const isExtraBody = (value: unknown): boolean =>
  isRecord(value) &&
  ['model', 'messages', 'input', 'stream', 'tools'].every(key => !Object.hasOwn(value, key));

/** The gateway keeps five entries and drops the rest in silence. @see https://developers.cloudflare.com/ai-gateway/observability/custom-metadata/ */
const maxMetadataEntries = 5;

/** Request metadata as an object. Hosts that know only texts pass its JSON text. */
export function metadataOf(value: unknown): unknown {
  return typeof value === 'string' ? parseJSON(value) : value;
}

export const isMetadata = (value: unknown): boolean =>
  isRecord(metadataOf(value)) && metadataProblem(value) === undefined;

/** What is wrong with request metadata, if anything is. */
export function metadataProblem(value: unknown): string | undefined {
  const metadata = metadataOf(value);
  if (!isRecord(metadata)) return undefined;
  const entries = Object.entries(withoutUndefined(metadata));
  for (const [key, value] of entries) {
    if (key === '') return 'a key is empty';
    if (/^cf\./i.test(key)) return `"${key}" is reserved, as all keys that begin with "cf."`;
    if (!['string', 'boolean', 'bigint'].includes(typeof value) && !Number.isFinite(value)) {
      return `"${key}" is not a string, number or boolean`;
    }
  }
  if (entries.length > maxMetadataEntries) {
    return `${entries.length} entries; the gateway keeps five (${entries.map(([key]) => key).join(', ')})`;
  }
  return undefined;
}
