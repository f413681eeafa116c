import type { Progress } from '../terminal/progress.ts';
import { accountAPI, type CallAPI } from './account-api.ts';
import { checkAccount } from './check-account.ts';
import { checkConnection } from './check-connection.ts';
import { checkEnvironment } from './check-environment.ts';
import { checkGateway } from './check-gateway.ts';
import { checkKeys } from './check-keys.ts';
import { checkModel } from './check-model.ts';
import { checkProxy } from './check-proxy.ts';
import { type CheckRow, skip, wrongSettings } from './check-row.ts';
import { checkLogs, checkWorkersAI } from './check-scopes.ts';
import { checkSettings } from './check-settings.ts';
import { checkTokens } from './check-tokens.ts';
import type { DoctorContext } from './doctor-context.ts';

/** Runs all checks, ordered so that earlier findings explain later ones. */
export async function runChecks(context: DoctorContext, progress: Progress): Promise<readonly CheckRow[]> {
  const account = checkAccount(context);
  const settings = [
    checkSettings(context, account),
    account,
    ...(await checkTokens(context)),
    ...checkEnvironment(context),
    checkProxy(),
    await checkKeys(context),
  ];
  progress.show('calling the Cloudflare API');
  const { rows, tokenActive, callAPI } = await checkAPI(context);
  progress.show('probing the gateway');
  const gateway = await checkGateway(context, callAPI);
  const logs = await checkLogAccess(context, callAPI);
  progress.show(`calling ${context.model ?? 'no model'}`);
  return [...settings, ...rows, ...gateway, ...logs, ...(await checkModel(context, tokenActive))];
}

interface APIFindings {
  readonly rows: readonly CheckRow[];
  readonly tokenActive: boolean | undefined;
  /** `undefined` if the API cannot be called. */
  readonly callAPI: CallAPI | undefined;
}

async function checkAPI({
  connection,
  apiBase,
  account,
  tokens,
  signal,
}: DoctorContext): Promise<APIFindings> {
  const skipped = (reason: string): APIFindings => ({
    rows: [skip('connection', reason)],
    tokenActive: undefined,
    callAPI: undefined,
  });
  if (connection === undefined) return skipped(wrongSettings);
  if (apiBase === undefined || account === undefined) return skipped('requires an account id');
  const token = await (tokens.api ?? tokens.gateway)?.read().catch(() => undefined);
  if (token === undefined) return skipped('requires a token');
  const callAPI = accountAPI(apiBase, token, signal);
  const { rows, reachable, tokenActive } = await checkConnection(callAPI, {
    account,
    host: new URL(apiBase).host,
    now: Date.now,
  });
  if (!reachable) return { rows, tokenActive, callAPI: undefined };
  const { reachable: endpoints, endpoint = 'rest' } = connection;
  const needed = tokens.api !== undefined && endpoint === 'rest' && endpoints.includes('rest');
  const workersAI = await checkWorkersAI(callAPI, { account, tokenActive, needed });
  return { rows: [...rows, workersAI], tokenActive, callAPI };
}

async function checkLogAccess(
  { problem, account, gatewayId }: DoctorContext,
  callAPI: CallAPI | undefined,
): Promise<readonly CheckRow[]> {
  if (problem !== undefined) return [skip('logs', wrongSettings)];
  if (gatewayId === null) return [skip('logs', 'logs require a gateway')];
  if (gatewayId === undefined) return [skip('logs', 'the gateway of the custom domain is unknown')];
  if (!callAPI || !account) return [skip('logs', 'could not be checked: see above')];
  return [await checkLogs(callAPI, account, gatewayId)];
}
