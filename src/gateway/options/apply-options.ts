import { isRecord } from '../../json-values.ts';
import { invalidArgument } from '../../settings/configuration-error.ts';
import type { CallWarning } from '../../wire/profile.ts';
import type { CloudflareOptions } from './cloudflare-options.ts';
import { kindLimitation, type Limitation, type OptionTarget } from './option-limitations.ts';
import type { OptionRow } from './option-row.ts';
import { optionTable } from './option-table.ts';

/** Options in the form that Cloudflare reads, and what could not be honoured. */
export interface AppliedOptions {
  readonly gatewayHeaders: Readonly<Record<string, string>>;
  readonly gatewayFields: Readonly<Record<string, unknown>>;
  readonly warnings: readonly CallWarning[];
}

/**
 * Turns the options of a call into headers and body fields for its target.
 * @throws InvalidArgumentError where money, privacy or isolation is at stake and the target cannot honour it
 */
export function applyOptions(options: CloudflareOptions, target: OptionTarget): AppliedOptions {
  const gatewayHeaders: Record<string, string> = {};
  const gatewayFields: Record<string, unknown> = {};
  const warnings: CallWarning[] = [];
  for (const name of Object.keys(optionTable) as (keyof typeof optionTable)[]) {
    const value = options[name];
    // Each value was checked by its own row.
    const row = optionTable[name] as OptionRow<unknown>;
    if (value === undefined || (value === null && row.headers !== undefined)) continue;
    const limitation = limitationOf(row, value, target);
    if (limitation !== undefined) {
      const { because, sent } = limitation;
      const strict = typeof row.strict === 'function' ? row.strict(value, target) : row.strict;
      if (strict && !sent) throw refused(row, name, value, target, because);
      warnings.push({
        type: 'unsupported',
        feature: `providerOptions.cloudflare.${name}`,
        details: `${because}; it was ${sent ? 'sent anyway' : 'not sent'}.`,
      });
      if (!sent) continue;
    }
    Object.assign(gatewayHeaders, headersOf(row, value, target));
    // Several rows may write members of one field.
    for (const [field, given] of Object.entries(row.body?.(value) ?? {})) {
      const before = gatewayFields[field];
      gatewayFields[field] = isRecord(before) && isRecord(given) ? { ...before, ...given } : given;
    }
  }
  return { gatewayHeaders, gatewayFields, warnings };
}

function limitationOf(row: OptionRow<unknown>, value: unknown, target: OptionTarget): Limitation | undefined {
  if (target.gatewayId === null && row.headers !== undefined && !row.withoutGateway?.(value)) {
    return { because: 'this call uses no gateway' };
  }
  const other = row.kind && kindLimitation(row.kind, target);
  return other ?? row.limitation?.(target, value);
}

/** The headers of an option. A call without a gateway carries nothing that is meant for one. */
export function headersOf<VALUE>(
  { headers = {} }: OptionRow<VALUE>,
  value: VALUE,
  target: OptionTarget,
): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, { write }] of Object.entries(headers)) {
    const written = write === undefined ? value : write(value, target);
    if (written === undefined || (target.gatewayId === null && name.startsWith('cf-aig-'))) continue;
    result[name] = String(written);
  }
  return result;
}

function refused(
  row: OptionRow<unknown>,
  name: string,
  value: unknown,
  target: OptionTarget,
  because: string,
): Error {
  const { bindingForm, ...elsewhere } = target;
  const { upstream } = target.reference;
  const honouring = (['native', 'compat'] as const).find(
    endpoint => upstream[endpoint] && limitationOf(row, value, { ...elsewhere, endpoint }) === undefined,
  );
  const instead = bindingForm === undefined ? '' : ', with an API token instead of the binding';
  return invalidArgument({
    setting: `providerOptions.cloudflare.${name}`,
    problem: `it cannot be honoured here: ${because}. ${honouring === undefined ? 'Omit the option.' : `The endpoint "${honouring}" honours it${instead}.`}`,
    example:
      honouring === undefined
        ? 'providerOptions: { cloudflare: {} }'
        : `createCloudflare({ endpoint: '${honouring}' })`,
  });
}
