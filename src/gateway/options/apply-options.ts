import { invalidArgument } from '../../settings/configuration-error.ts';
import type { EndpointName } from '../../settings/connection-settings.ts';
import type { CallWarning } from '../../wire/profile.ts';
import type { CloudflareOptions } from './cloudflare-options.ts';
import { kindLimitation, type Limitation, needsGateway, type OptionTarget } from './option-limitations.ts';
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
      const [outcome, because] = limitation;
      const feature = `providerOptions.cloudflare.${name}`;
      if (outcome === 'refused') throw refusedOption(feature, because, target, honouring(row, value, target));
      const fate = outcome === 'sent' ? 'sent anyway' : 'not sent';
      warnings.push({ type: 'unsupported', feature, details: `${because}; it was ${fate}.` });
      if (outcome === 'dropped') continue;
    }
    Object.assign(gatewayHeaders, headersOf(row, value, target));
    if (row.inBody) gatewayFields.options = { ...Object(gatewayFields.options), [name]: value };
  }
  return { gatewayHeaders, gatewayFields, warnings };
}

function limitationOf(row: OptionRow<unknown>, value: unknown, target: OptionTarget): Limitation | undefined {
  const { kind, headers, limitation = headers && needsGateway } = row;
  return (kind && kindLimitation(kind, target)) ?? limitation?.(target, value);
}

/** The headers of an option. A call without a gateway carries nothing that is meant for one. */
export function headersOf<VALUE>(
  { headers = {} }: OptionRow<VALUE>,
  value: VALUE,
  target: OptionTarget,
): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, { member, write }] of Object.entries(headers)) {
    const carried = member === undefined ? value : value[member];
    const written = write === undefined ? carried : write(value, target);
    if (written === undefined || (target.gatewayId === null && name.startsWith('cf-aig-'))) continue;
    result[name] = String(written);
  }
  return result;
}

/** The endpoint of the upstream that honours an option, if another one does. */
function honouring(
  row: OptionRow<unknown>,
  value: unknown,
  { bindingForm: _, ...target }: OptionTarget,
): EndpointName | undefined {
  return (['native', 'compat'] as const).find(
    endpoint => target.reference.upstream[endpoint] && !limitationOf(row, value, { ...target, endpoint }),
  );
}

/** @param endpoint the one that honours the option, if another one does */
function refusedOption(
  setting: string,
  because: string,
  { bindingForm }: OptionTarget,
  endpoint: EndpointName | undefined,
): Error {
  const instead = bindingForm ? ', with an API token instead of the binding' : '';
  const [remedy, example] = endpoint
    ? [`The endpoint "${endpoint}" honours it${instead}.`, `createCloudflare({ endpoint: '${endpoint}' })`]
    : ['Omit the option.', 'providerOptions: { cloudflare: {} }'];
  return invalidArgument({ setting, problem: `it cannot be honoured here: ${because}. ${remedy}`, example });
}
