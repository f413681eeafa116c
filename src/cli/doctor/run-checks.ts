import type { Progress } from '../terminal/progress.ts';
import { type AskAPI, accountAPI } from './account-api.ts';
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

/** Every check, in the order in which one explains the next. */
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
  progress.show('asking Cloudflare');
  const { rows, tokenActive, ask } = await checkAPI(context);
  progress.show('knocking at the gateway');
  const gateway = await checkGateway(context, ask);
  const logs = await checkLogAccess(context, ask);
  progress.show(`calling ${context.model ?? 'no model'}`);
  return [...settings, ...rows, ...gateway, ...logs, ...(await checkModel(context, tokenActive))];
}

interface APIFindings {
  readonly rows: readonly CheckRow[];
  readonly tokenActive: boolean | undefined;
  /** Absent when nobody can be asked. */
  readonly ask: AskAPI | undefined;
}

async function checkAPI({
  connection,
  apiBase,
  account,
  tokens,
  signal,
}: DoctorContext): Promise<APIFindings> {
  const nothing = (why: string): APIFindings => ({
    rows: [skip('connection', why)],
    tokenActive: undefined,
    ask: undefined,
  });
  if (connection === undefined) return nothing(wrongSettings);
  if (apiBase === undefined || account === undefined) return nothing('needs an account id');
  const token = await (tokens.api ?? tokens.gateway)?.read().catch(() => undefined);
  if (token === undefined) return nothing('needs a token');
  const ask = accountAPI(apiBase, token, signal);
  const { rows, reachable, tokenActive } = await checkConnection(ask, {
    account,
    host: new URL(apiBase).host,
    now: Date.now,
  });
  if (!reachable) return { rows, tokenActive, ask: undefined };
  const { reachable: ways, endpoint = 'rest' } = connection;
  const needed = tokens.api !== undefined && endpoint === 'rest' && ways.includes('rest');
  const workersAI = await checkWorkersAI(ask, { account, tokenActive, needed });
  return { rows: [...rows, workersAI], tokenActive, ask };
}

async function checkLogAccess(
  { problem, account, gatewayId }: DoctorContext,
  ask: AskAPI | undefined,
): Promise<readonly CheckRow[]> {
  if (problem !== undefined) return [skip('logs', wrongSettings)];
  if (gatewayId === null) return [skip('logs', 'without a gateway there are none')];
  if (gatewayId === undefined) return [skip('logs', 'the custom domain does not say which gateway it is')];
  if (!ask || !account) return [skip('logs', 'Cloudflare could not be asked: see above')];
  return [await checkLogs(ask, account, gatewayId)];
}
