// Runs the agent in a local workerd: `npm run example:agents`. A visitor asks, calls a tool, stops an answer, loses the
// connection and gets the rest. With `--serve` it waits for you instead. No account is needed.
import { strict as assert } from 'node:assert';
import { builtinModules } from 'node:module';
import type { UIMessageChunk } from 'ai';
import { createLocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalWorker } from 'ai-sdk-provider-cloudflare/testing/node';
import type { Plugin } from 'esbuild';
import * as miniflare from 'miniflare';
import { bundleWorker } from '../lib/bundle-worker.ts';
import { conversation, Visitor } from './client.ts';

/** `require('path')` of a CommonJS package, which `nodejs_compat` has under `node:path` and for imports only. */
const nodeModules: Plugin = {
  name: 'node-modules',
  setup(builder) {
    builder.onResolve({ filter: /^[a-z_/]+$/ }, ({ path }) =>
      builtinModules.includes(path) ? { path, namespace: 'node-modules' } : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: 'node-modules' }, ({ path }) => ({
      contents: `export * from 'node:${path}'; export { default } from 'node:${path}';`,
    }));
  },
};

// Slow enough to lose the connection in the middle of an answer.
const gateway = createLocalGateway({ chunkDelayMs: 40 });
const { url, close } = await serveLocalWorker(gateway, {
  miniflare,
  script: await bundleWorker(new URL('src/index.ts', import.meta.url), [nodeModules]),
  vars: { GATEWAY_ID: 'default' },
  port: Number(process.env.PORT ?? 0),
  options: {
    compatibilityFlags: ['nodejs_compat'],
    durableObjects: { ChatAgent: { className: 'ChatAgent', useSQLite: true } },
  },
});

try {
  console.log(
    `The agent is listening on ${url}/agents/chat-agent/{name}; its binding uses the local gateway.`,
  );
  await (process.argv.includes('--serve') ? untilStopped() : visit());
} finally {
  await close();
}

async function visit(): Promise<void> {
  const visitor = new Visitor(url);

  const weather = await read(await visitor.ask([], 'What is the weather in Lisbon?'));
  assert.ok(
    weather.some(part => part.type === 'tool-output-available'),
    'a tool was called',
  );
  assert.match(textOf(weather), /sunny in Lisbon/);
  console.log(`✔ a tool loop: "${textOf(weather)}"`);

  const stop = new AbortController();
  const long = 'Tell me a long story that nobody wants to hear up to the end, word by word to its last one.';
  const cut = await read(await visitor.ask(await conversation(url), long, stop.signal), () => stop.abort());
  assert.ok(!textOf(cut).includes('last one'), 'stopped before the end');
  console.log(`✔ cancel: "${textOf(cut)}"`);

  const question =
    'What can one say in more than a few words about an agent that goes on while nobody listens?';
  const stream = await visitor.ask(await conversation(url), question);
  const before = await read(stream, () => visitor.close());
  const returned = new Visitor(url);
  const rest = await returned.resume();
  assert.ok(rest !== null, 'the answer is still on its way');
  const whole = textOf(await read(rest));
  assert.ok(whole.startsWith(textOf(before)) && whole.includes('nobody listens'), whole);
  console.log(`✔ reconnect: "${textOf(before)}", then "${whole.slice(textOf(before).length)}"`);
  returned.close();

  const kept = await conversation(url);
  assert.equal(
    kept
      .at(-1)
      ?.parts.map(part => (part.type === 'text' ? part.text : ''))
      .join(''),
    whole,
  );
  assert.equal(gateway.logs.length, 4, 'one call for each step: nothing was asked twice');
  console.log(`✔ the agent keeps ${kept.length} messages; the gateway logged ${gateway.logs.length} calls`);
}

/** The parts of an answer. What the visitor does at its first words may end it early, with an error or without. */
async function read(
  stream: ReadableStream<UIMessageChunk>,
  atFirstWords?: () => void,
): Promise<UIMessageChunk[]> {
  const parts: UIMessageChunk[] = [];
  let interrupted = false;
  try {
    for await (const part of stream) {
      parts.push(part);
      if (part.type !== 'text-delta' || interrupted || atFirstWords === undefined) continue;
      interrupted = true;
      atFirstWords();
    }
  } catch (error) {
    if (!interrupted) throw error;
  }
  return parts;
}

function textOf(parts: readonly UIMessageChunk[]): string {
  return parts.map(part => (part.type === 'text-delta' ? part.delta : '')).join('');
}

async function untilStopped(): Promise<void> {
  console.log('Press Ctrl+C to stop.');
  await new Promise(resolve => process.once('SIGINT', resolve).once('SIGTERM', resolve));
}
