import { readEnvironment, unreadVariables, variablesOf } from '../../settings/environment.ts';
import { unusedVariables } from '../../settings/resolve-settings.ts';
import { type CheckRow, pass, skip, warn } from './check-row.ts';
import type { DoctorContext } from './doctor-context.ts';

const id = 'environment';

/** Finds variables that contradict each other, and variables that have no effect. */
export function checkEnvironment({ local, connection }: DoctorContext): readonly CheckRow[] {
  if (local) return [skip(id, 'not used: the local gateway has its own account')];
  const rows = [...differing(), ...unused(connection), ...ignored()];
  return rows.length > 0 ? rows : [pass(id, 'no conflicting variables')];
}

const isSet = (name: string): boolean => readEnvironment([name]) !== undefined;

/** Variables of one setting with different values. The first one wins. */
function differing(): readonly CheckRow[] {
  const groups = (['accountId', 'gatewayId', 'apiToken', 'gatewayToken'] as const).map(variablesOf);
  return groups.flatMap(names => {
    const [first, ...others] = names.filter(isSet);
    if (first === undefined) return [];
    const different = others.filter(name => valueIn(name) !== valueIn(first));
    if (different.length === 0) return [];
    const list = different.join(' and ');
    return [
      warn(
        id,
        `${first} is used; ${list} has a different value.`,
        `Unset ${list}, or make the values equal.`,
      ),
    ];
  });
}

/** Tokens of the environment that no call is made with. */
function unused(connection: DoctorContext['connection']): readonly CheckRow[] {
  return (connection ? unusedVariables(connection) : []).map(name =>
    connection?.apiToken === undefined && connection?.gatewayToken === undefined
      ? warn(
          id,
          `${name} is not sent to the host of --base-url: a token of the environment goes to Cloudflare only.`,
          'Pass --api-token too, or name the host in CLOUDFLARE_AI_GATEWAY_BASE_URL.',
        )
      : warn(id, `${name} is not used: a token that is passed wins.`, `Unset ${name}, or pass no token.`),
  );
}

const valueIn = (name: string): string | undefined => readEnvironment([name])?.value.trim();

function ignored(): readonly CheckRow[] {
  return unreadVariables().map(({ name, why, instead }) =>
    warn(id, `${name} is not read: ${why}.`, `Set ${instead}.`),
  );
}
