import { readEnvironment } from '../../settings/environment.ts';
import { type CheckRow, fail, pass } from './check-row.ts';
import type { DoctorContext } from './doctor-context.ts';

const id = 'provider keys';
/** Variables that users expect to be read. */
const usualVariables = [
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
  'GOOGLE_GENERATIVE_AI_API_KEY',
  'GROQ_API_KEY',
  'XAI_API_KEY',
];

/** Reports which keys authenticate with the vendors: keys passed with calls, or keys stored in the gateway. */
export async function checkKeys({ settings, tokens }: DoctorContext): Promise<CheckRow> {
  const passed = Object.entries(settings.providerKeys ?? {});
  const cloudflareTokens = await Promise.all(
    [tokens.api, tokens.gateway].map(source => source?.read().catch(() => '')),
  );
  const misplaced = passed.filter(
    ([, key]) => typeof key === 'string' && cloudflareTokens.includes(key.trim()),
  );
  if (misplaced.length > 0) {
    const names = misplaced.map(([upstream]) => upstream).join(', ');
    return fail(
      id,
      `the key for ${names} is the Cloudflare token, which would be sent to the vendor.`,
      "Name the variable that holds the vendor's key, or omit --provider-key to use stored keys.",
    );
  }
  if (passed.length > 0) {
    const names = passed.map(([upstream]) => upstream).join(', ');
    return pass(id, `passed for ${names}: used in place of stored keys and Unified Billing`);
  }
  const unused = usualVariables.filter(name => readEnvironment([name]) !== undefined);
  const note =
    unused.length === 0 ? '' : `; ${unused.join(', ')}: set, but only sent if named by --provider-key`;
  return pass(id, `none passed: uses the stored key "default", or Unified Billing${note}`);
}
