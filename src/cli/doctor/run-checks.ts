import type { Progress } from '../terminal/progress.ts';
import { type AskAPI, accountAPI } from './account-api.ts';
import { checkAccount } from './check-account.ts';
import { checkConnection } from './check-connection.ts';
import { checkEnvironment } from './check-environment.ts';
import { checkGateway } from './check-gateway.ts';
import { checkKeys } from './check-keys.ts';
import { checkModel } from './check-model.ts';
import { checkProxy } from './check-proxy.ts';
import type { CheckRow } from './check-row.ts';
import { skip } from './check-row.ts';
import { checkLogs, checkWorkersAI } from './check-scopes.ts';
import { checkTokens } from './check-tokens.ts';
import type { DoctorContext } from './doctor-context.ts';

/** Every check, in the order in which one explains the next. */
export async function runChecks(context: DoctorContext, progress: Progress): Promise<readonly CheckRow[]> {
  const settings = [
    checkAccount(context),
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

async function checkAPI({ apiBase, account, tokens, settings, signal }: DoctorContext): Promise<APIFindings> {
  const nothing = (why: string): APIFindings => ({
    rows: [skip('connection', why)],
    tokenActive: undefined,
    ask: undefined,
  });
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
  const needed = tokens.api !== undefined && ['auto', 'rest'].includes(settings.endpoint ?? 'auto');
  const workersAI = await checkWorkersAI(ask, { account, tokenActive, needed });
  return { rows: [...rows, workersAI], tokenActive, ask };
}

async function checkLogAccess(
  { account, gatewayId }: DoctorContext,
  ask: AskAPI | undefined,
): Promise<readonly CheckRow[]> {
  if (!ask || !account || !gatewayId) return [skip('logs', 'needs an account id, a token and a gateway')];
  return [await checkLogs(ask, account, gatewayId)];
}
