import { invalidArgument } from '../../settings/configuration-error.ts';
import type { CallWarning } from '../../wire/profile.ts';
import type { CloudflareOptions } from './call-options.ts';
import type { OptionRow, OptionTarget, Support } from './option-row.ts';
import { optionTable } from './option-table.ts';

/** Options in the form that Cloudflare reads, and what could not be honoured. */
export interface AppliedOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly warnings: readonly CallWarning[];
}

/**
 * Turns the options of a call into headers and body fields for its target.
 * @throws InvalidArgumentError where money, privacy or isolation is meant and the target cannot honour it
 */
export function applyOptions(options: CloudflareOptions, target: OptionTarget): AppliedOptions {
  const headers: Record<string, string> = {};
  const body: Record<string, unknown> = {};
  const warnings: CallWarning[] = [];
  for (const name of optionNames) {
    const value = options[name];
    if (value === undefined || value === null) continue;
    const row: OptionRow<never> = optionTable[name];
    const sent = applyRow(row as OptionRow<unknown>, name, value, target, warnings);
    Object.assign(headers, sent.headers);
    Object.assign(body, sent.body);
  }
  return { headers, body, warnings };
}

const optionNames = Object.keys(optionTable) as (keyof typeof optionTable)[];

function applyRow(
  row: OptionRow<unknown>,
  name: string,
  value: unknown,
  target: OptionTarget,
  warnings: CallWarning[],
): Partial<Pick<AppliedOptions, 'headers' | 'body'>> {
  const support = supportOf(row, value, target);
  if (!support.honoured) {
    const strict = typeof row.strict === 'function' ? row.strict(value, target) : row.strict === true;
    if (strict && !support.sent) throw refused(row, name, value, target, support.because);
    warnings.push({
      type: 'unsupported',
      feature: `providerOptions.cloudflare.${name}`,
      details: `${support.because}${support.sent ? '; it was sent all the same.' : '; it was not sent.'}`,
    });
    if (!support.sent) return {};
  }
  return { headers: headersFor(target, row.headers?.(value, target)), body: row.body?.(value) ?? {} };
}

function supportOf(row: OptionRow<unknown>, value: unknown, target: OptionTarget): Support {
  if (target.gatewayId === null && row.withoutGateway?.(value) !== true) {
    return { honoured: false, because: 'this call uses no gateway (`gatewayId: null`)' };
  }
  return row.support?.(target, value) ?? { honoured: true };
}

/** A call without a gateway carries nothing that is meant for one. */
function headersFor(
  { gatewayId }: OptionTarget,
  headers: Readonly<Record<string, string | undefined>> | undefined,
): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value !== undefined && !(gatewayId === null && name.startsWith('cf-aig-'))) result[name] = value;
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
  const { native, compat } = target.reference.upstream;
  const others = [...(native ? ['native' as const] : []), ...(compat ? ['compat' as const] : [])];
  const helps = others.find(endpoint => supportOf(row, value, { ...elsewhere, endpoint }).honoured);
  const instead = bindingForm === undefined ? '' : ', with an API token instead of the binding';
  return invalidArgument({
    setting: `providerOptions.cloudflare.${name}`,
    problem: `this call cannot honour it: ${because}. ${helps === undefined ? 'Leave the option out.' : `The endpoint "${helps}" honours it${instead}.`}`,
    example:
      helps === undefined
        ? 'providerOptions: { cloudflare: {} }'
        : `createCloudflare({ endpoint: '${helps}' })`,
  });
}
