import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { absent, accountId, apiToken, gateway, installed, run, url } from './lib.ts';

const opencode = installed('opencode-linux-x64/bin/opencode');

describe('opencode', { skip: absent(opencode) }, () => {
  const work = mkdtempSync(join(tmpdir(), 'opencode-'));
  after(() => rmSync(work, { recursive: true, force: true }));
  const config = (options: object): string =>
    JSON.stringify({
      autoupdate: false,
      share: 'disabled',
      provider: {
        gateway: {
          npm: `file://${installed('ai-sdk-provider-cloudflare/dist/v3.js')}`,
          name: 'Cloudflare',
          options: { baseURL: url, accountId, apiKey: apiToken, ...options },
          models: {
            'openai/gpt-4o': { limit: { context: 128_000, output: 4096 }, options: { store: false } },
          },
        },
      },
    });
  const greet = async (options: object): Promise<string> => {
    writeFileSync(join(work, 'opencode.json'), config(options));
    const env = { PATH: process.env.PATH, HOME: work, OPENCODE_DISABLE_MODELS_FETCH: '1' };
    const args = ['run', '--format', 'json', '-m', 'gateway/openai/gpt-4o', 'Say hello to Ada.'];
    return run([opencode, ...args], { env, cwd: work });
  };

  it('greets with at most three calls, and stops', async () => {
    const options = { timeout: 600_000, setCacheKey: true, includeUsage: true };
    const output = await greet({ ...options, metadata: { tool: 'opencode' }, cacheTtl: 60 });

    assert.ok(gateway.requests.length <= 3, `${gateway.requests.length} calls`);
    const events = output
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    assert.match(events.find(event => event.type === 'text')?.part.text, /Ada/);
    assert.equal(events.find(event => event.type === 'step_finish')?.part.reason, 'stop');
    const { headers, body } = gateway.requests.at(-1) ?? {};
    assert.equal(headers?.['cf-aig-metadata'], '{"tool":"opencode"}');
    assert.equal(headers?.['cf-aig-cache-ttl'], '60');
    assert.match(JSON.stringify(body), /"prompt_cache_key":"ses_/);
  });

  it('shows what is wrong with the options', async () => {
    const error = await greet({ metadat: { tool: 'opencode' } }).then(String, String);
    assert.match(error, /options\.metadat: unknown option\. Did you mean `metadata`\?/);
    assert.equal(gateway.requests.length, 0);
  });
});
