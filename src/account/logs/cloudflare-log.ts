import { isRecord, parseRecord } from '../../json-values.ts';
import type { LogAddress } from './log-reference.ts';

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

type Row = Readonly<Record<string, unknown>>;
type Facts = Omit<CloudflareLog, 'id' | 'gatewayId' | 'raw'>;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
const boolean = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

/** The binding returns a `Date`, which the envelope turns into text. */
const time = (value: unknown): string | undefined => {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
};

const labels = (value: unknown): Row | undefined =>
  isRecord(value) ? value : typeof value === 'string' ? parseRecord(value) : undefined;

/** Each field of an entry: its wire name and its reader. A missing row does not compile. */
const rows: { readonly [NAME in keyof Facts]-?: readonly [string, (value: unknown) => Facts[NAME]] } = {
  createdAt: ['created_at', time],
  provider: ['provider', text],
  model: ['model', text],
  modelType: ['model_type', text],
  path: ['path', text],
  cost: ['cost', number],
  customCost: ['custom_cost', boolean],
  tokensIn: ['tokens_in', number],
  tokensOut: ['tokens_out', number],
  cached: ['cached', boolean],
  success: ['success', boolean],
  statusCode: ['status_code', number],
  durationMs: ['duration', number],
  step: ['step', number],
  metadata: ['metadata', labels],
  feedback: ['feedback', value => (value === 1 || value === -1 ? value : undefined)],
  score: ['score', number],
};

/** A log entry in this package's form; nothing missing is invented. */
export function readLog(
  raw: Row,
  { logId, gatewayId }: LogAddress & { readonly gatewayId: string },
): CloudflareLog {
  const facts = Object.entries(rows).flatMap(([name, [wire, read]]) => {
    const value = read(raw[wire]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { id: text(raw.id) ?? logId, gatewayId, ...Object.fromEntries(facts), raw };
}
