import { createFireworks } from '@ai-sdk/fireworks';
import { HI } from '../support/prompts.ts';
import type { Vendor } from './vendors.ts';

/** What a vendor's package does with its block of `providerOptions`. */
export interface OptionNames {
  /** Every option that it reads. */
  readonly read: readonly string[];
  /** Whether it hands keys that it does not know on to the wire. */
  readonly handsOn: boolean;
}

/** Options that are handed on first and read from the body: only the source of the package tells their names. */
const readFromBody: Readonly<Record<string, unknown>> = { fireworks: createFireworks };

/** Gives the package a block that notes what is asked of it. */
export async function optionNames(vendor: Vendor): Promise<OptionNames> {
  const read = new Set<string>();
  let handsOn = false;
  const note = (name: string | symbol): undefined => {
    if (typeof name === 'string') read.add(name);
  };
  const block = new Proxy<Record<string, never>>(
    {},
    {
      get: (_, name) => note(name),
      has: (_, name) => note(name) !== undefined,
      ownKeys: () => {
        handsOn = true;
        return [];
      },
    },
  );
  const asked = new Error('the options were read');
  const model = vendor.model(vendor.models[0], () => Promise.reject(asked));
  const call = { prompt: HI, providerOptions: { [vendor.name]: block } };
  try {
    await model.doGenerate(call);
  } catch (error) {
    if (error !== asked) throw error;
  }
  const source = String(readFromBody[vendor.name] ?? '');
  for (const [, name = ''] of source.matchAll(/\bargs\.(\w+)/g)) read.add(name);
  return { read: [...read], handsOn };
}
