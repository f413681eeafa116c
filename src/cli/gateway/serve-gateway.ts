import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { type LocalServer, serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';
import { gatewayIdProblem } from '../../settings/ids.ts';
import { readNumber } from '../arguments/read-number.ts';
import { UsageError } from '../arguments/usage-error.ts';
import type { Command, Invocation } from '../command.ts';
import { demoChunkDelayMs, demoGateways } from '../demo-gateway.ts';
import { exitCodes } from '../exit-codes.ts';
import { defaultPort } from './default-port.ts';
import { requestLine } from './request-line.ts';
import { type SeenRequest, watchRequests } from './watch-requests.ts';

/** Enough for logs and feedback of recent calls, however long the gateway runs. */
const MAX_RECORDS = 200;

/** Serves the local gateway until interrupted. */
async function serveGateway(invocation: Invocation): Promise<number> {
  const { given, io } = invocation;
  const port = readNumber(given, 'port', { from: 0, to: 65_535, whole: 'whole' }) ?? defaultPort;
  const chunkDelayMs = readNumber(given, 'chunk-delay', { from: 0, to: 60_000, whole: 'whole' });
  const gateway = createLocalGateway({
    gateways: demoGateways(gatewayIds(given.list('gateway-id'))),
    maxRecords: MAX_RECORDS,
    chunkDelayMs: chunkDelayMs ?? demoChunkDelayMs,
  });
  const server = await listen(watchRequests(gateway, seenBy(invocation)), port);
  try {
    announce(server.url, invocation);
    await aborted(io.signal);
  } finally {
    await server.close();
  }
  return exitCodes.ok;
}

function gatewayIds(ids: readonly string[]): readonly string[] {
  for (const id of ids)
    if (gatewayIdProblem(id) !== undefined)
      throw new UsageError('--gateway-id accepts 1 to 64 letters, digits, "-" and "_".');
  return ids;
}

async function listen(gateway: Parameters<typeof serveLocalGateway>[0], port: number): Promise<LocalServer> {
  try {
    return await serveLocalGateway(gateway, { port });
  } catch (error) {
    if (Reflect.get(Object(error), 'code') !== 'EADDRINUSE') throw error;
    throw new UsageError(`Port ${port} is in use. Choose another with --port, or --port 0 for a free one.`);
  }
}

function seenBy({ given, screen }: Invocation): (request: SeenRequest) => void {
  return given.flag('json')
    ? request => screen.json({ type: 'request', ...request })
    : request => screen.outLine(requestLine(request, { ...screen, style: screen.outStyle }));
}

/** Prints the environment for an app that uses this gateway. Its token is not valid anywhere else. */
function announce(url: string, { given, screen }: Invocation): void {
  const { accountId, apiToken, gatewayId } = localGatewayDefaults;
  const environment = {
    CLOUDFLARE_AI_GATEWAY_BASE_URL: url,
    CLOUDFLARE_ACCOUNT_ID: accountId,
    CLOUDFLARE_GATEWAY_ID: gatewayId,
    CLOUDFLARE_API_TOKEN: apiToken,
  };
  if (given.flag('json')) {
    screen.json({ type: 'listening', url, environment });
    return;
  }
  screen.outLine(`${screen.outStyle.bold('Local gateway')} on ${url}`);
  screen.outLine();
  for (const [name, value] of Object.entries(environment)) screen.outLine(`export ${name}=${value}`);
  screen.outLine();
  screen.outLine('Base URL for other clients:');
  screen.outLine(`  ${url}/v1/${accountId}/${gatewayId}/compat`);
  screen.outLine('Stop with Ctrl+C.');
  screen.outLine();
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

export const gatewayCommand: Command = {
  name: 'gateway',
  usage: '[--port <number>] [--gateway-id <id>]',
  summary: 'run the local gateway for development and log every request; no account needed',
  options: [
    {
      name: 'port',
      kind: 'text',
      value: '<number>',
      help: `port on 127.0.0.1, 0 for a free one (default: ${defaultPort})`,
    },
    {
      name: 'chunk-delay',
      kind: 'text',
      value: '<ms>',
      help: `pause between streamed chunks (default: ${demoChunkDelayMs})`,
    },
    {
      name: 'gateway-id',
      kind: 'list',
      value: '<id>',
      help: 'another gateway beside "default" and "my-gateway"; repeatable',
    },
    { name: 'local', kind: 'flag', help: 'accepted, but has no effect: this gateway is always local' },
  ],
  words: 0,
  examples: ['gateway', 'gateway --gateway-id shop', 'gateway --port 0 --json'],
  run: serveGateway,
};
