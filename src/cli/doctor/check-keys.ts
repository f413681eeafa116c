import { readEnvironment } from '../../settings/environment.ts';
import { type CheckRow, fail, pass } from './check-row.ts';
import type { DoctorContext } from './doctor-context.ts';

const id = 'provider keys';
/** Variables that people expect to count. */
const usual = [
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
  'GOOGLE_GENERATIVE_AI_API_KEY',
  'GROQ_API_KEY',
  'XAI_API_KEY',
];

/** Whose keys pay the vendors: those that are passed, or those in the gateway. */
export async function checkKeys({ settings, tokens }: DoctorContext): Promise<CheckRow> {
  const passed = Object.entries(settings.providerKeys ?? {});
  const cloudflares = await Promise.all(
    [tokens.api, tokens.gateway].map(source => source?.read().catch(() => '')),
  );
  const misplaced = passed.filter(([, key]) => typeof key === 'string' && cloudflares.includes(key.trim()));
  if (misplaced.length > 0) {
    const names = misplaced.map(([upstream]) => upstream).join(', ');
    return fail(
      id,
      `the key for ${names} is the Cloudflare token, which would go to the vendor.`,
      "Name the variable with the vendor's own key, or leave --provider-key out to use stored keys.",
    );
  }
  if (passed.length > 0) {
    const names = passed.map(([upstream]) => upstream).join(', ');
    return pass(id, `passed for ${names}: it goes along, and a stored key or Unified Billing is not used`);
  }
  const unused = usual.filter(name => readEnvironment([name]) !== undefined);
  const note =
    unused.length === 0 ? '' : `; ${unused.join(', ')}: set, and not sent unless --provider-key names it`;
  return pass(id, `none passed: the key stored under "default" is used, else Unified Billing${note}`);
}
