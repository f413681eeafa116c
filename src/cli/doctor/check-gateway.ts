import type { APIResponse, CallAPI, Unreachable } from './account-api.ts';
import { type CheckRow, fail, pass, skip, warn, wrongSettings } from './check-row.ts';
import type { DoctorContext } from './doctor-context.ts';
import { type GatewayAccess, probeGateway } from './probe-gateway.ts';
import { unauthorizedKinds } from './unauthorized-kinds.ts';

const existence = 'gateway';
const access = 'gateway access';

/** Checks whether the gateway exists, whether it requires authentication, and whether it accepts the tokens. */
export async function checkGateway(
  context: DoctorContext,
  callAPI: CallAPI | undefined,
): Promise<readonly CheckRow[]> {
  const { problem, gatewayId, gatewayBase, account, connection } = context;
  if (problem !== undefined) return [skip(existence, wrongSettings)];
  if (gatewayId === null) return [skip(existence, 'disabled: plain Workers AI')];
  const restOnly = connection?.base?.form === 'rest';
  if (gatewayBase === undefined && !restOnly) return [skip(existence, 'requires an account id')];
  const path = `/accounts/${account}/ai-gateway/gateways/${gatewayId}`;
  const response = callAPI && account && gatewayId ? await callAPI(path) : undefined;
  const withToken = await probeGateway(context, 'with token');
  const withoutToken = await probeGateway(context, 'without token');
  const name = gatewayId ?? 'of the custom domain';
  const row = existenceRow(name, response, withToken);
  if (row.status === 'fail') return [row];
  if (restOnly) return [row, skip(access, 'the base URL is for the REST API, which checks tokens itself')];
  const required = requiresToken(response, withoutToken);
  return [row, accessRow(context, { required, withToken })];
}

function existenceRow(
  name: string,
  response: APIResponse | Unreachable | undefined,
  access: GatewayAccess,
): CheckRow {
  const status = response === undefined || 'unreachable' in response ? undefined : response.status;
  if (status === 200 || access === 'open' || access === 'refused') {
    const unread = status === 401 || status === 403;
    if (!unread) return pass(existence, `"${name}" exists`);
    return warn(
      existence,
      `"${name}" exists. The token cannot read its settings; calls do not need that.`,
      'To check the settings, add Account > AI Gateway > Read to the token.',
    );
  }
  if (status !== 404 && access !== 'missing') return skip(existence, `"${name}" could not be checked`);
  if (name === 'default') return pass(existence, '"default" is created by the first call');
  return fail(
    existence,
    `the account has no gateway "${name}".`,
    'Create it in the dashboard (AI > AI Gateway), or correct --gateway-id or CLOUDFLARE_GATEWAY_ID.',
  );
}

/** Reads the gateway's settings; without them, its response to a call without a token decides. */
function requiresToken(
  response: APIResponse | Unreachable | undefined,
  withoutToken: GatewayAccess,
): boolean | undefined {
  const setting = response !== undefined && 'result' in response ? response.result.authentication : undefined;
  if (typeof setting === 'boolean') return setting;
  return withoutToken === 'unknown' || withoutToken === 'missing' ? undefined : withoutToken === 'refused';
}

function accessRow(
  { tokens, settings }: DoctorContext,
  { required, withToken }: { readonly required: boolean | undefined; readonly withToken: GatewayAccess },
): CheckRow {
  if (withToken === 'refused') {
    const { meaning, fix } = unauthorizedKinds['gateway-token'];
    const sent = tokens.api ?? tokens.gateway;
    const detail = sent === undefined ? 'it requires authentication, and no token is set.' : meaning;
    // With a token for the REST API, most calls do not go through this host.
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
  if (withToken !== 'open') return skip(access, 'could not be determined');
  if (required === undefined) return pass(access, 'the gateway accepts the call');
  if (required) return pass(access, 'authentication is on, and the token is accepted (AI Gateway > Run)');
  return warn(
    access,
    'authentication is off: anyone who knows the URL can use the stored keys, and Unified Billing does not work.',
    'Turn on Authenticated Gateway in its settings, and use a token with Account > AI Gateway > Run.',
  );
}
