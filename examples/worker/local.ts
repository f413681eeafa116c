// Runs the Worker in a local workerd: `npm run example:worker`. It makes five requests, or with `--serve` waits for yours.
// Cloudflare's own AI binding runs in it, connected to the local gateway; no account is needed.
import { createLocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalWorker } from 'ai-sdk-provider-cloudflare/testing/node';
import * as miniflare from 'miniflare';
import { bundleWorker } from '../lib/bundle-worker.ts';

const gateway = createLocalGateway({ chunkDelayMs: 40 });
const { url, close } = await serveLocalWorker(gateway, {
  miniflare,
  script: await bundleWorker(new URL('src/index.ts', import.meta.url)),
  vars: { GATEWAY_ID: 'default' },
  port: Number(process.env.PORT ?? 0),
});

try {
  console.log(`The Worker is listening on ${url}; its AI binding uses the local gateway.`);
  await (process.argv.includes('--serve') ? untilStopped() : show());
} finally {
  await close();
}

async function show(): Promise<void> {
  const chat = await post(new URL('/chat', url), 'Name three uses of an AI gateway.');
  let pieces = 0;
  console.log('\nPOST /chat');
  for await (const piece of chat.body ?? []) {
    pieces++;
    process.stdout.write(new TextDecoder().decode(piece));
  }
  const agent = await post(new URL('/agent', url), 'What is the weather in Lisbon?');
  console.log('\n\nPOST /agent');
  console.log(JSON.stringify(await agent.json(), null, 2));
  const image = await post(new URL('/image', url), 'A lighthouse at dawn');
  console.log(`\nPOST /image\n${await described(image)}`);
  const speech = await post(new URL('/speech', url), 'The tide is coming in.');
  const sound = await speech.clone().blob();
  console.log(`\nPOST /speech\n${await described(speech)}`);
  const transcript = await fetch(new URL('/transcript', url), { method: 'POST', body: sound });
  console.log(`\nPOST /transcript\n${await transcript.text()}`);
  console.log(`\nstream chunks: ${pieces}`);
  console.log(`gateway log entries: ${gateway.logs.length}`);
}

async function described(response: Response): Promise<string> {
  const { headers } = response;
  const { size } = await response.blob();
  return `${headers.get('content-type')}, ${size} bytes, log ${headers.get('x-log-id')}`;
}

/** Uncompressed: miniflare buffers the chunks of a compressed response. */
function post(url: URL, prompt: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'accept-encoding': 'identity' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify({ prompt }) });
}

async function untilStopped(): Promise<void> {
  console.log(`curl -N ${new URL('/chat', url)} -d '{"prompt":"Say hello."}'\nPress Ctrl+C to stop.`);
  await new Promise(resolve => process.once('SIGINT', resolve).once('SIGTERM', resolve));
}
