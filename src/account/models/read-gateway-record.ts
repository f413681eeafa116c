import { isRecord } from '../../json-values.ts';
import { known, type ModelRecord, numberOf, textAt } from './model-record.ts';

/** A model of the unified endpoint's list: `{ id, cost_in, cost_out }`, in US dollars per token. */
export function readGatewayRecord(raw: unknown): ModelRecord | undefined {
  const id = isRecord(raw) ? textAt(raw, 'id') : undefined;
  if (!isRecord(raw) || id === undefined) return undefined;
  const price = known({
    inputPerMillionTokens: perMillion(raw.cost_in),
    outputPerMillionTokens: perMillion(raw.cost_out),
  });
  return known({ id, price: Object.keys(price).length > 0 ? price : undefined, raw });
}

/** Without the digits that a multiplication of fractions makes up. */
function perMillion(perToken: unknown): number | undefined {
  const usd = numberOf(perToken);
  return usd === undefined ? undefined : Number((usd * 1e6).toPrecision(10));
}
