import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { after, beforeEach } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';

export const folder: string = fileURLToPath(new URL('.', import.meta.url));

/** A file of an installed package. */
export const installed = (path: string): string => `${folder}node_modules/${path}`;

/** Why a test of a program is skipped, where npm has none for this platform. */
export const absent = (program: string): string | false =>
  !existsSync(program) && 'not installed on this platform';

export const gateway = createLocalGateway();
export const { url } = await openGateway();

async function openGateway(): Promise<{ readonly url: string }> {
  const server = await serveLocalGateway(gateway);
  after(() => server.close());
  beforeEach(() => gateway.reset());
  return server;
}

export const { accountId, apiToken } = localGatewayDefaults;

/** Nothing of this machine: a host takes whatever it finds. */
export const environment: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  TSX_TSCONFIG_PATH: `${folder}tsconfig.json`,
  CLOUDFLARE_ACCOUNT_ID: accountId,
  CLOUDFLARE_API_TOKEN: apiToken,
  CLOUDFLARE_AI_GATEWAY_BASE_URL: url,
};

/** The output of a program that ends by itself; ended by force after a minute, since some ignore a SIGTERM. */
export function run(
  command: readonly string[],
  { env = environment, cwd = folder }: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<string> {
  const [program = '', ...args] = command;
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, env, timeout: 60_000, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stdout}\n${stderr}`));
      else resolve(stdout);
    }).stdin?.end();
  });
}
