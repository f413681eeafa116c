import { isRecord } from '../../json-values.ts';
import type { CloudflareLog } from './cloudflare-log.ts';
import type { LogAddress } from './log-reference.ts';

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
