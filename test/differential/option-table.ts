import { compare } from './compare.ts';
import { warningText } from './compare-sent.ts';
import { type OptionSample, optionSamples } from './option-samples.ts';
import { ourSender, type Send, type Sent } from './sender.ts';
import { vendors } from './vendors.ts';

/** What becomes of an option of a vendor's own package. */
export interface OptionRow {
  /** The key of `providerOptions`. */
  readonly vendor: string;
  readonly option: string;
  readonly kind: 'carried' | 'warned' | 'ignored';
  /** In words: ``carried as `reasoning_effort` ``, `warned: …` or `ignored`. */
  readonly becomes: string;
}

/** Every option of the twelve packages, in the order in which a package reads them. */
export async function optionTable(): Promise<readonly OptionRow[]> {
  const rows: OptionRow[] = [];
  for (const vendor of vendors) {
    const sends = vendor.models.map(modelId => ourSender(vendor, modelId));
    for (const [option, samples] of Object.entries(optionSamples[vendor.name] ?? {})) {
      const fate = await fateOf(vendor.name, option, samples, sends);
      rows.push({ vendor: vendor.name, option, ...fate });
    }
  }
  return rows;
}

/** Carried where any model takes any of the values; otherwise the first warning. */
async function fateOf(
  vendor: string,
  option: string,
  samples: readonly OptionSample[],
  sends: readonly Send[],
): Promise<Pick<OptionRow, 'kind' | 'becomes'>> {
  let reason: string | undefined;
  for (const send of sends) {
    for (const { value, call = {} } of samples) {
      const without = await send(call, 'generate');
      const given = await send({ ...call, providerOptions: { [vendor]: { [option]: value } } }, 'generate');
      const fields = newFields(without, given);
      if (fields.length > 0) return { kind: 'carried', becomes: `carried as ${fields.join(', ')}` };
      reason ??= warningOn(option, without, given);
    }
  }
  if (reason === undefined) return { kind: 'ignored', becomes: 'ignored' };
  return { kind: 'warned', becomes: `warned: ${reason}` };
}

/** Body fields that are new or other with the option. */
function newFields(without: Sent, given: Sent): readonly string[] {
  const changed = compare(without.body, given.body).filter(({ where }) => !where.startsWith('-'));
  return [...new Set(changed.map(({ where }) => `\`${/\w+/.exec(where)?.[0]}\``))];
}

/** The reason that a new warning gives for an option which it names. */
function warningOn(option: string, without: Sent, given: Sent): string | undefined {
  const before = without.warnings.map(warningText);
  const named = given.warnings
    .map(warningText)
    .find(text => !before.includes(text) && new RegExp(`\\b${option}\\b`).test(text));
  return named?.replace(/^[^:]*: /, '');
}
