// Starts the app: `npm start`, or `npm run dev` for development. Without CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN
// it also starts a local gateway on the loopback interface for the app to use.
import { spawn } from 'node:child_process';
import { folder, install } from './install.mjs';

const next = `${folder}node_modules/next/dist/bin/next`;
const port = process.env.PORT ?? '3000';
const develops = process.argv.includes('--dev');

install();
const { environment, where, close } = await gateway();
console.log(`Using ${where}.`);
if (!develops) await runNext('build');
await runNext(develops ? 'dev' : 'start', '-H', '127.0.0.1', '-p', port);
await close();

/** The gateway that the app uses. */
async function gateway() {
  const { CLOUDFLARE_ACCOUNT_ID, CLOUDFLARE_API_TOKEN } = process.env;
  if (CLOUDFLARE_ACCOUNT_ID && CLOUDFLARE_API_TOKEN) {
    return { environment: {}, where: 'Cloudflare with your account', close: async () => undefined };
  }
  const { createLocalGateway, localGatewayDefaults } = await import('ai-sdk-provider-cloudflare/testing');
  const { serveLocalGateway } = await import('ai-sdk-provider-cloudflare/testing/node');
  const { accountId, apiToken, gatewayId } = localGatewayDefaults;
  const guardrails = { blockPrompt: 'secret plans' };
  const local = createLocalGateway({ chunkDelayMs: 60, gateways: { [gatewayId]: { guardrails } } });
  const { url, close } = await serveLocalGateway(local);
  return {
    where: `the local gateway at ${url} (for the real one, set CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN)`,
    environment: {
      CLOUDFLARE_ACCOUNT_ID: accountId,
      CLOUDFLARE_API_TOKEN: apiToken,
      CLOUDFLARE_GATEWAY_ID: gatewayId,
      CLOUDFLARE_AI_GATEWAY_BASE_URL: url,
      EXAMPLE_LOCAL_GATEWAY: '1',
    },
    close,
  };
}

/** Runs a Next.js command until it exits, and stops it with this process. */
function runNext(...args) {
  const env = { ...process.env, ...environment, NEXT_TELEMETRY_DISABLED: '1' };
  const child = spawn(process.execPath, [next, ...args], { cwd: folder, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
  return new Promise(resolve => {
    child.on('exit', code => {
      if (code !== 0 && code !== null) process.exit(code);
      resolve();
    });
  });
}
