import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isFull } from '../support/scale.ts';
import { compileOn, type Major, majors, root } from './on-major.ts';

/** The lowest major of those that use what earlier ones do not have. The Worker is bundled by its own program. */
const lowest: Readonly<Record<string, number>> = {
  'agent/agent.ts': 6,
  'agent/claude.ts': 7,
  'node/structured-output.ts': 6,
  'worker/local.ts': 7,
};

/** Runs an example as a reader would, in a process of its own and without an account. */
async function run(path: string, major: Major): Promise<string> {
  const args = [await compileOn(path, major)];
  // Nothing of this machine: an example takes whatever keys it finds.
  const env = { PATH: process.env.PATH };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, env, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${path} ended with ${error.code ?? error.signal}.\n${stdout}\n${stderr}`));
      else resolve(stdout);
    });
  });
}

/** What each example must have printed: its facts, not its prose. */
const expected: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  'agent/agent.ts': [
    'findOrder({"orderId":"A100"}) → {"item":"bicycle bell"',
    'checkRefund({"orderId":"A100"}) → "18 euros can be refunded."',
    'steps: 3',
    'tools: findOrder checkRefund',
    /^log ids: \S+ \S+ \S+$/m,
    /^tokens: [1-9]\d*$/m,
    /^cost: 0\.000[1-9]\d* US dollars$/m,
  ],
  'agent/claude.ts': [
    'thought: The user said "Find the order',
    'checkRefund({"orderId":"A100"}) → "18 euros can be refunded."',
    /^step 1: [1-9]\d{3} tokens cached, 0 read from the cache$/m,
    /^step 2: 0 tokens cached, [1-9]\d{3} read from the cache$/m,
    /^step 3: 0 tokens cached, [1-9]\d{3} read from the cache$/m,
    /^log ids: \S+ \S+ \S+$/m,
  ],
  'node/bring-your-own-keys.ts': [
    'authorization: Bearer <providerKeys.openai>',
    'planned: native',
    'taken: native',
    'vendorGotTheKey: true',
    'vendorGotTheToken: false',
  ],
  'node/caching-and-cost.ts': [
    /^acme: MISS, 0\.0000[1-9]/m,
    'acme: HIT, 0.000000 US dollars',
    /^globex: MISS, 0\.0000[1-9]/m,
    'statuses: MISS HIT MISS',
  ],
  'node/dynamic-routes.ts': [
    'route: support',
    'provider: anthropic',
    'model: claude-haiku-4-5',
    'endpoint: compat',
  ],
  'node/embeddings.ts': ['nearest: A recipe for bread with olives', 'dimensions: 1024', /^tokens: [1-9]/m],
  'node/errors.ts': [
    'gateway-not-found [2001] from gateway: do not retry.',
    'rate-limit [2003] from gateway: retry.',
    'kinds: gateway-not-found guardrail spend-limit rate-limit upstream-unavailable',
  ],
  'node/fallbacks.ts': [
    '0. openai/gpt-4o-mini: failed (rate-limit)',
    '1. anthropic/claude-haiku-4.5: failed (capacity)',
    'answeredBy: @cf/meta/llama-3.3-70b-instruct-fp8-fast',
    'failed: 2',
  ],
  'node/structured-output.ts': ['customer: Ada Lovelace', 'total: 1815', 'paid: true', 'warnings: 0'],
  'node/testing-your-app.ts': [/pass 3$/m, /fail 0$/m],
  'worker/local.ts': [
    'An AI gateway is good for three things',
    '"toolName": "weather"',
    'sunny in Lisbon',
    /^stream chunks: [1-9]\d*$/m,
    /^image\/jpeg, \d{4,} bytes, log \S+$/m,
    /^audio\/mpeg, \d{4,} bytes, log \S+$/m,
    '{"text":"The tide is coming in.","language":"en","durationInSeconds":5}',
    'gateway log entries: 6',
  ],
};

describe('examples', () => {
  it('are all run here', () => {
    const files = ['agent', 'node', 'worker'].flatMap(folder =>
      readdirSync(`${root}examples/${folder}`)
        .filter(name => name.endsWith('.ts'))
        .map(name => `${folder}/${name}`),
    );
    expect(files.sort()).toEqual(Object.keys(expected).sort());
  });

  // The major that they are written for, and all of them in the full run.
  const cells = (isFull ? majors : majors.slice(0, 1)).flatMap(major =>
    Object.entries(expected)
      .filter(([path]) => major.ai >= (lowest[path] ?? 5))
      .map(([path, facts]) => ({ path, ai: major.ai, major, facts })),
  );

  it.each(cells)('$path on ai $ai', { timeout: 90_000 }, async ({ path, major, facts }) => {
    const output = await run(path, major);

    for (const fact of facts) {
      if (typeof fact === 'string') expect(output).toContain(fact);
      else expect(output).toMatch(fact);
    }
  });
});
