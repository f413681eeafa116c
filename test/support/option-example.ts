import type { CloudflareOptions } from 'ai-sdk-provider-cloudflare';
import { optionTable } from '../../src/gateway/options/option-table.ts';
import { typeOf } from '../../src/settings/check.ts';
import { parseModelId } from '../../src/upstreams/model-id.ts';

export type OptionName = keyof typeof optionTable;

export const optionNames = Object.keys(optionTable) as readonly OptionName[];

/** An option with the example of its row, which is source text. */
export function exampleOf(name: OptionName): CloudflareOptions {
  return { [name]: new Function(`return (${typeOf(optionTable[name]).example})`)() };
}

/** Whether a valid value of an option is refused anywhere. */
export function isEverRefused(name: OptionName): boolean {
  const values = [...Object.values(exampleOf(name)), ...(refusedValues[name] ?? [])];
  const places = [
    { endpoint: 'rest' },
    { endpoint: 'compat' },
    { endpoint: 'native' },
    { endpoint: 'binding', bindingForm: 'run' },
    { endpoint: 'binding', bindingForm: 'gateway' },
  ] as const;
  const outcomes = values.flatMap(value =>
    places.flatMap(place =>
      [null, 'g'].flatMap(gatewayId =>
        ['openai/gpt-4o', 'groq/llama-3.3-70b-versatile', 'cloudflare/auto'].map(id => {
          const reference = parseModelId(id, 'chat');
          const target = { ...place, gatewayId, reference, wire: 'chat', providerKey: false } as const;
          // Each row takes the values of its own option.
          return optionTable[name].limitation?.(target, value as never)?.[0];
        }),
      ),
    ),
  );
  return outcomes.includes('refused');
}

/** Values that are refused where the example is not. */
const refusedValues: { readonly [NAME in OptionName]?: readonly unknown[] } = {
  collectLog: [true],
  collectLogPayload: [true],
  autoRouter: [{ models: ['openai/*'] }],
};

/**
 * The headers of an option that does nothing but write its value as text, wherever there is a gateway. Any other
 * option needs cases by hand in the tables of tests.
 */
export function plainHeaders(name: OptionName): Readonly<Record<string, string>> {
  const { headers = {}, limitation, inBody } = optionTable[name];
  const plain = Object.values(headers).every(
    ({ member, write }) => member === undefined && write === undefined,
  );
  if (!plain || Object.keys(headers).length === 0 || limitation || inBody)
    throw new Error(`${name} is more than a header with its value: it needs cases by hand.`);
  return Object.fromEntries(Object.keys(headers).map(header => [header, String(exampleOf(name)[name])]));
}

/** The cases of each option: by hand where a table has them, derived from the row where it does not. */
export function casesOf<CASE>(
  byHand: { readonly [NAME in OptionName]?: readonly CASE[] },
  names: readonly OptionName[],
  derive: (name: OptionName) => readonly CASE[],
): { readonly [name: string]: readonly CASE[] } {
  return Object.fromEntries(names.map(name => [name, byHand[name] ?? derive(name)]));
}
