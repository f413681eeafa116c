import { isRecord } from '../../json-values.ts';
import type { LogAddress } from './log-reference.ts';

/**
 * An entry of the gateway's log. What the gateway does not say is absent.
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
   * What the gateway takes the model for, such as `Text Generation`. → `model_type`
   */
  readonly modelType?: string;

  /**
   * The provider's path.
   */
  readonly path?: string;

  /**
   * US dollars, an estimate at list prices; or at your own, where `customCost` was given.
   */
  readonly cost?: number;

  /**
   * Whether `cost` follows the prices of the call's option `customCost`. → `custom_cost`
   */
  readonly customCost?: boolean;

  /**
   * Tokens of the prompt. → `tokens_in`
   */
  readonly tokensIn?: number;

  /**
   * Tokens of the answer. → `tokens_out`
   */
  readonly tokensOut?: number;

  /**
   * Whether the gateway's cache answered.
   */
  readonly cached?: boolean;

  readonly success?: boolean;

  /**
   * The HTTP status of the answer. → `status_code`
   */
  readonly statusCode?: number;

  /**
   * How long the request took, in milliseconds. → `duration`
   */
  readonly durationMs?: number;

  /**
   * Which step of a fallback or a route answered, from 0.
   */
  readonly step?: number;

  /**
   * The labels of the call, and of its feedback.
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
   * The entry as it was sent.
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

/** The binding gives a `Date`, which the envelope makes a text. */
const time = (value: unknown): string | undefined => {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
};

const labels = (value: unknown): Row | undefined => {
  if (isRecord(value)) return value;
  if (typeof value !== 'string') return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
};

/** Each member of an entry: its name on the wire, and how it is read. A missing row does not compile. */
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

/** An entry of the log as this package gives it: nothing that is not there is made up. */
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
