// The example app in a browser, as a user would see it: built, started, and driven by headless Chromium, with the
// local gateway behind it. `npm run build && npm run example:next:check`.
import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';
import { folder } from '../../examples/next/scripts/install.mjs';
import { findChromium } from './chromium.mjs';
import { draws, readsAloud } from './next-media.mjs';
import { onRuntime, seen } from './next-scenes.mjs';
import { buildApp, startApp } from './next-server.mjs';
import { shoot } from './shoot.mjs';

const started = Date.now();
const executablePath = findChromium();
if (executablePath === undefined) {
  console.log('SKIPPED: no Chromium here, and none could be installed from the packages of the system.');
  process.exit(0);
}

buildApp();
const { chromium } = createRequire(`${folder}package.json`)('playwright-core');
// Slow enough for a browser to see an answer on its way.
const gateway = createLocalGateway({ chunkDelayMs: 60 });
const server = await serveLocalGateway(gateway);
const app = await startApp({
  CLOUDFLARE_ACCOUNT_ID: localGatewayDefaults.accountId,
  CLOUDFLARE_API_TOKEN: localGatewayDefaults.apiToken,
  CLOUDFLARE_GATEWAY_ID: localGatewayDefaults.gatewayId,
  CLOUDFLARE_AI_GATEWAY_BASE_URL: server.url,
});
const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
// Without the network: nothing of the browser's own leaves this machine.
const quiet = '--disable-gpu --disable-quic --no-first-run --disable-background-networking';
const browser = await chromium.launchPersistentContext(profile, {
  executablePath,
  args: ['--no-sandbox', '--disable-component-update', '--disable-sync', ...quiet.split(' ')],
  viewport: { width: 1100, height: 800 },
});
const problems = [];
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  page.on('console', message => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', error => problems.push(String(error)));
  await page.goto(app.url);
  await shoot(page, 'empty');
  for (const runtime of ['Node', 'Edge']) await onRuntime(page, { runtime, gateway });
  await narrow(page);
  await readsAloud(page, gateway);
  await draws(page, { gateway, problems });
  await narrow(page, 'draw-narrow');
  // A route that refuses answers 200 and tells the page in the stream, so nothing belongs on the console.
  assert.deepEqual(problems, [], 'errors on the console of the browser');
  seen('nothing on the console of the browser');
} finally {
  await browser.close();
  await app.close();
  await server.close();
  rmSync(profile, { recursive: true, force: true });
}
console.log(`Done in ${((Date.now() - started) / 1000).toFixed(0)} s.`);

/** Nothing sticks out of the narrowest screen. */
async function narrow(page, name = 'narrow') {
  await page.setViewportSize({ width: 320, height: 640 });
  const { scroll, client, wide } = await page.evaluate(() => {
    const { scrollWidth: scroll, clientWidth: client } = document.documentElement;
    const sticksOut = element => element.getBoundingClientRect().right > client;
    const wide = [...document.querySelectorAll('body *')].filter(sticksOut).map(({ className }) => className);
    return { scroll, client, wide };
  });
  assert.ok(scroll <= client, `${scroll} px wide on a screen of ${client} px: ${wide}`);
  await shoot(page, name);
  console.log('');
  seen('320 px are enough', `${scroll} px wide`);
}
