import type { APIAnswer, AskAPI, Unreachable } from './account-api.ts';
import { type CheckRow, fail, pass, skip, warn, wrongSettings } from './check-row.ts';
import type { DoctorContext } from './doctor-context.ts';
import { type Door, probeGateway } from './probe-gateway.ts';
import { unauthorizedKinds } from './unauthorized-kinds.ts';

const existence = 'gateway';
const access = 'gateway access';

/** Whether the gateway exists, whether it demands authentication, and whether the configured tokens open it. */
export async function checkGateway(
  context: DoctorContext,
  ask: AskAPI | undefined,
): Promise<readonly CheckRow[]> {
  const { problem, gatewayId, gatewayBase, account, connection } = context;
  if (problem !== undefined) return [skip(existence, wrongSettings)];
  if (gatewayId === null) return [skip(existence, 'none wanted: plain Workers AI')];
  const restOnly = connection?.base?.form === 'rest';
  if (gatewayBase === undefined && !restOnly) return [skip(existence, 'needs an account id')];
  const path = `/accounts/${account}/ai-gateway/gateways/${gatewayId}`;
  const answer = ask && account && gatewayId ? await ask(path) : undefined;
  const known = await probeGateway(context, 'with token');
  const stranger = await probeGateway(context, 'without token');
  const name = gatewayId ?? 'of the custom domain';
  const row = existenceRow(name, answer, known);
  if (row.status === 'fail') return [row];
  if (restOnly) return [row, skip(access, 'the base URL leads to the REST API, which has a door of its own')];
  const demanded = demandOf(answer, stranger);
  return [row, accessRow(context, { demanded, known })];
}

function existenceRow(name: string, answer: APIAnswer | Unreachable | undefined, door: Door): CheckRow {
  const status = answer === undefined || 'unreachable' in answer ? undefined : answer.status;
  if (status === 200 || door === 'open' || door === 'refused') {
    const unread = status === 401 || status === 403;
    if (!unread) return pass(existence, `"${name}" exists`);
    return warn(
      existence,
      `"${name}" exists; the token may not read its settings, which calls do not need.`,
      'To have them checked give the token Account > AI Gateway > Read.',
    );
  }
  if (status !== 404 && door !== 'missing') return skip(existence, `"${name}" could not be asked about`);
  if (name === 'default') return pass(existence, '"default" is made by the first call');
  return fail(
    existence,
    `there is no gateway "${name}" in this account.`,
    'Make it in the dashboard (AI > AI Gateway), or correct --gateway-id or CLOUDFLARE_GATEWAY_ID.',
  );
}

/** What the gateway's settings say counts; how it treats a stranger is the next best. */
function demandOf(answer: APIAnswer | Unreachable | undefined, stranger: Door): boolean | undefined {
  const stated = answer !== undefined && 'result' in answer ? answer.result.authentication : undefined;
  if (typeof stated === 'boolean') return stated;
  return stranger === 'unknown' || stranger === 'missing' ? undefined : stranger === 'refused';
}

function accessRow(
  { tokens, settings }: DoctorContext,
  { demanded, known }: { readonly demanded: boolean | undefined; readonly known: Door },
): CheckRow {
  if (known === 'refused') {
    const { meaning, fix } = unauthorizedKinds['gateway-token'];
    const sent = tokens.api ?? tokens.gateway;
    const detail = sent === undefined ? 'it demands authentication, and no token is set.' : meaning;
    // With a token for the REST API most models do not pass this door.
    const elsewhere =
      tokens.api !== undefined && (settings.endpoint ?? 'auto') === 'auto' && !settings.providerKeys;
    const row = elsewhere
      ? warn(
          access,
          `${detail} Dynamic routes, custom providers and provider keys need it; models on REST do not.`,
          fix,
        )
      : fail(access, detail, fix);
    return { ...row, unauthorized: 'gateway-token' };
  }
  if (known !== 'open') return skip(access, 'no clear answer');
  if (demanded === undefined) return pass(access, 'the call is let in');
  if (demanded) return pass(access, 'authentication is on, and the token is let in (AI Gateway > Run)');
  return warn(
    access,
    'authentication is off: whoever knows the URL can spend the stored keys, and Unified Billing does not work.',
    'Turn on Authenticated Gateway in its settings, with a token that has Account > AI Gateway > Run.',
  );
}
