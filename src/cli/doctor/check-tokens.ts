import type { SecretSource } from '../../settings/secret.ts';
import { type CheckRow, fail, pass, problemOf, skip } from './check-row.ts';
import type { DoctorContext } from './doctor-context.ts';
import { sourceName } from './source-name.ts';

const page = 'Create one in the dashboard (My Profile > API Tokens) with Account > Workers AI > Read';

/** Checks that tokens are set and well-formed, and reports where they come from. */
export async function checkTokens({ tokens, settings, local }: DoctorContext): Promise<readonly CheckRow[]> {
  const open = settings.baseURL !== undefined || tokens.gateway !== undefined;
  const missing = open
    ? skip('api token', 'not set; calls on the REST API require it')
    : fail('api token', 'not set.', `${page}, and set CLOUDFLARE_API_TOKEN.`);
  const api = await describe('api token', tokens.api, local);
  const gateway = await describe('gateway token', tokens.gateway, local);
  const same = tokens.api === undefined ? 'not set' : 'not set: the api token is used';
  return [api ?? missing, gateway ?? skip('gateway token', same)];
}

async function describe(
  id: string,
  source: SecretSource | undefined,
  local: boolean,
): Promise<CheckRow | undefined> {
  if (source === undefined) return undefined;
  try {
    await source.read();
    return pass(id, `from ${sourceName(source.setting, local)}`);
  } catch (error) {
    return fail(
      id,
      problemOf(error),
      `Set ${sourceName(source.setting, local)} to the token only, without quotes or spaces.`,
    );
  }
}
