import { isRecord, type JSONRecord, parseJSON, trimmed, withoutUndefined } from '../../json-values.ts';
import { snakeKey } from '../../wire/fields.ts';
import type { LogEntry } from './log-reference.ts';

/**
 * An entry of the gateway's log. Fields that the gateway does not report are absent.
 * @see https://developers.cloudflare.com/ai-gateway/observability/logging/
 */
export interface CloudflareLog {
  readonly id: string;

  /**
   * The gateway that keeps the entry.
   */
  readonly gatewayId: string;

  /**
   * When the request was made: `2026-11-21T14:00:00.000Z`. → `created_at`
   */
  readonly createdAt?: string;

  /**
   * The gateway's name of the provider, such as `workers-ai`.
   */
  readonly provider?: string;

  /**
   * The model as the gateway names it.
   */
  readonly model?: string;

  /**
   * The gateway's classification of the model, such as `Text Generation`. → `model_type`
   */
  readonly modelType?: string;

  /**
   * The provider's path.
   */
  readonly path?: string;

  /**
   * Estimated cost in US dollars, at list prices or, with `customCost`, at your own.
   */
  readonly cost?: number;

  /**
   * Whether `cost` is based on the call's `customCost`. → `custom_cost`
   */
  readonly customCost?: boolean;

  /**
   * Prompt tokens. → `tokens_in`
   */
  readonly tokensIn?: number;

  /**
   * Response tokens. → `tokens_out`
   */
  readonly tokensOut?: number;

  /**
   * Whether the response came from the gateway's cache.
   */
  readonly cached?: boolean;

  readonly success?: boolean;

  /**
   * The HTTP status of the response. → `status_code`
   */
  readonly statusCode?: number;

  /**
   * How long the request took, in milliseconds. → `duration`
   */
  readonly durationMs?: number;

  /**
   * The step of a fallback or route that answered, from 0.
   */
  readonly step?: number;

  /**
   * The labels of the call and of its feedback.
   */
  readonly metadata?: Readonly<Record<string, unknown>>;

  /**
   * Thumbs up or down, once given.
   */
  readonly feedback?: 1 | -1;

  /**
   * A score from 0 to 100, once given.
   */
  readonly score?: number;

  /**
   * The entry as received.
   */
  readonly raw: Readonly<Record<string, unknown>>;
}

type Facts = Omit<CloudflareLog, 'id' | 'gatewayId' | 'raw'>;

/** The binding returns a `Date`, which the envelope turns into text. */
const time = (value: unknown): string | undefined => {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
};

const labels = (value: unknown): JSONRecord | undefined => {
  const record = typeof value === 'string' ? parseJSON(value) : value;
  return isRecord(record) ? record : undefined;
};

/** Each field of an entry: its type, or its reader. A missing row does not compile. */
const rows: {
  readonly [NAME in keyof Facts]-?: 'string' | 'number' | 'boolean' | ((value: unknown) => Facts[NAME]);
} = {
  createdAt: time,
  provider: 'string',
  model: 'string',
  modelType: 'string',
  path: 'string',
  cost: 'number',
  customCost: 'boolean',
  tokensIn: 'number',
  tokensOut: 'number',
  cached: 'boolean',
  success: 'boolean',
  statusCode: 'number',
  durationMs: 'number',
  step: 'number',
  metadata: labels,
  feedback: value => (value === 1 || value === -1 ? value : undefined),
  score: 'number',
};

/** A log entry in this package's form; nothing missing is invented. */
export function readLog(raw: JSONRecord, { logId, gatewayId }: LogEntry): CloudflareLog {
  const facts = Object.entries(rows).map(([name, row]) => {
    const value = raw[snakeKey(name).replace('_ms', '')];
    if (typeof row === 'function') return [name, row(value)];
    return [name, typeof value === row && value !== '' ? value : undefined];
  });
  return { id: trimmed(raw.id) ?? logId, gatewayId, ...withoutUndefined(Object.fromEntries(facts)), raw };
}
