import { describe, expect, it } from 'vitest';
import { createGate } from '../support/gate.ts';
import { connectTo, ownEnvironment, runCLI, withGateway } from './support.ts';

ownEnvironment();
const model = ['-m', 'openai/gpt-4o'];
const local = ['ask', '--local', ...model];

const lines = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));

describe('ask', () => {
  it('puts the answer on standard output, and what is known about it on standard error', async () => {
    const { code, stdout, stderr } = await runCLI([...local, 'Hello', 'there']);
    expect(code).toBe(0);
    expect(stdout).toBe('Hello! You said: "Hello there"\n');
    expect(stderr).toMatch(/^model +openai\/gpt-4o, answered by gpt-4o$/m);
    expect(stderr).toMatch(/^endpoint +rest, gateway default$/m);
    expect(stderr).toMatch(/^log +01a00000-/m);
    expect(stderr).toMatch(/^tokens +\d+ in, \d+ out$/m);
    expect(stderr).toMatch(/^time +\d+\.\d\d s to first output, \d+\.\d\d s total$/m);
    expect(stderr).toMatch(/^finish +stop$/m);
  });

  it('streams: the first piece is written before the rest arrives', async () => {
    const { hold, open } = createGate();
    const onOutput = (): void => open();
    await withGateway(
      {},
      async ({ url }) => {
        const { stdout } = await runCLI(['ask', ...model, ...connectTo(url), 'one two three'], { onOutput });
        expect(stdout).toContain('one two three');
      },
      hold,
    );
  });

  it('reads standard input without words, and in place of -', async () => {
    expect((await runCLI(local, { stdin: 'from a pipe\n' })).stdout).toContain('"from a pipe"');
    const { stdout } = await runCLI([...local, 'Sum up:', '-'], { stdin: 'the notes\n' });
    expect(stdout).toContain('Sum up:\nthe notes');
  });

  it('sends the given options', async () => {
    await withGateway({}, async ({ gateway, url }) => {
      const settings = ['--system', 'Be brief.', '--max-output-tokens', '20', '--temperature', '0.5'];
      await runCLI(['ask', ...model, ...connectTo(url), ...settings, '-o', 'metadata={"team":"docs"}', 'Hi']);
      expect(gateway.requests.at(-1)?.body).toMatchObject({
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Hi' },
        ],
        temperature: 0.5,
        stream: true,
      });
      expect(JSON.stringify(gateway.requests.at(-1)?.body)).toMatch(/"max_(?:completion_)?tokens":20/);
      expect(gateway.logs.at(-1)?.metadata).toEqual({ team: 'docs' });
    });
  });

  it('reports the cache status', async () => {
    await withGateway({}, async ({ url }) => {
      const call = ['ask', ...model, ...connectTo(url), '--no-stream', '-o', 'cacheKey=a', 'Hi'];
      expect((await runCLI(call)).stderr).toMatch(/^cache +MISS$/m);
      expect((await runCLI(call)).stderr).toMatch(/^cache +HIT$/m);
    });
  });

  it('--no-stream prints the same at once, including tools', async () => {
    const { stdout } = await runCLI([...local, '--no-stream', 'Hello', 'there']);
    expect(stdout).toBe('Hello! You said: "Hello there"\n');
    const demo = await runCLI([...local, '--no-stream', '--tool-demo']);
    expect(demo.stdout).toContain('70 degrees fahrenheit');
  });

  it('prints events as lines of JSON with --json, and nothing on standard error', async () => {
    const { code, stdout, stderr } = await runCLI([...local, '--json', 'Hi']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const events = lines(stdout);
    const text = events.map(event => (event.type === 'text' ? event.text : '')).join('');
    expect(text).toBe('Hello! You said: "Hi"');
    expect(events.at(-1)).toMatchObject({
      type: 'finish',
      modelId: 'openai/gpt-4o',
      finishReason: 'stop',
      usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
      metadata: { endpoint: 'rest', gatewayId: 'default', logId: expect.any(String) },
      firstMs: expect.any(Number),
      totalMs: expect.any(Number),
    });
  });

  it('prints warnings', async () => {
    const { stderr } = await runCLI(['ask', '--local', '-m', 'openai/o3', '--temperature', '0.5', 'Hi']);
    expect(stderr).toContain('Warning: ');
  });
});

describe('--tool-demo', () => {
  it('runs the loop to its end', async () => {
    const { code, stdout, stderr } = await runCLI([...local, '--tool-demo']);
    expect(code).toBe(0);
    expect(stderr).toContain('→ lookUpWeather({"city":"Lisbon"})');
    expect(stderr).toContain('← It is 21 degrees celsius and sunny in Lisbon.');
    expect(stderr).toContain('→ convertCelsius({"celsius":21})');
    expect(stdout).toContain('70 degrees fahrenheit');
    expect(stderr.match(/^finish +tool-calls$/gm)).toHaveLength(2);
    expect(stderr.match(/^finish +stop$/gm)).toHaveLength(1);
  });

  it('sends calls and results back', async () => {
    await withGateway({}, async ({ gateway, url }) => {
      const { stdout } = await runCLI(['ask', '--json', ...model, ...connectTo(url), '--tool-demo']);
      const types = lines(stdout).map(({ type }) => type);
      expect(types.filter(type => type === 'tool-call')).toHaveLength(2);
      expect(types.filter(type => type === 'tool-result')).toHaveLength(2);
      const body = gateway.requests.at(-1)?.body as {
        readonly messages: readonly { readonly role: string }[];
      };
      expect(body.messages.map(({ role }) => role)).toEqual([
        'user',
        'assistant',
        'tool',
        'assistant',
        'tool',
      ]);
    });
  });

  it('ends after five steps, whatever the model does', async () => {
    await withGateway({}, async ({ gateway, url }) => {
      for (let count = 0; count < 8; count++) {
        gateway.reply({ text: '', toolCalls: [{ name: 'noSuchTool', arguments: {} }] });
      }
      const { code, stderr } = await runCLI(['ask', ...model, ...connectTo(url), '--tool-demo']);
      expect(code).toBe(1);
      expect(stderr).toContain('There is no tool noSuchTool.');
      expect(stderr).toContain('Error: No final response after 5 steps');
      expect(gateway.requests).toHaveLength(5);
    });
  });

  it.each([[[]], [['--no-stream']]])('reports arguments that are not JSON to the model %j', async more => {
    await withGateway({}, async ({ gateway, url }) => {
      gateway.reply({ text: '', toolCalls: [{ name: 'lookUpWeather', arguments: '{"city":"Lis' }] });
      gateway.reply({ text: 'I could not look it up.' });
      const call = ['ask', ...model, ...connectTo(url), ...more, '--tool-demo'];
      const { code, stdout, stderr } = await runCLI(call);
      expect({ code, stdout }).toEqual({ code: 0, stdout: 'I could not look it up.\n' });
      expect(stderr).toContain('→ lookUpWeather({"city":"Lis)');
      expect(stderr).toContain('← The input of this call is not JSON.');
      expect(JSON.stringify(gateway.requests.at(-1)?.body)).toContain('Lis');
    });
  });
});

describe('failures', () => {
  it('exit with 1 and a fix', async () => {
    const { code, stdout, stderr } = await runCLI([...local, '--gateway-id', 'no-such-gateway', 'Hi']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('Error: ');
    expect(stderr).toContain('[2001]');
    expect(stderr).toContain('See https://developers.cloudflare.com/');
  });

  it('are JSON with --json', async () => {
    const { code, stdout } = await runCLI([...local, '--json', '--gateway-id', 'no-such-gateway', 'Hi']);
    expect(code).toBe(1);
    expect(lines(stdout).at(-1)).toMatchObject({
      ok: false,
      error: { kind: 'gateway-not-found', code: 2001 },
    });
  });

  it('keep what had arrived', async () => {
    await withGateway({}, async ({ gateway, url }) => {
      const delta = { choices: [{ index: 0, delta: { role: 'assistant', content: 'one two' } }] };
      gateway.reply({ chunks: [delta, ': still here\n\n', ': and gone\n\n'], delayMs: 30, ending: 'cut' });
      const { code, stdout, stderr } = await runCLI(['ask', ...model, ...connectTo(url), 'Hi']);
      expect({ code, stdout }).toEqual({ code: 1, stdout: 'one two' });
      expect(stderr).toContain('Error: ');
    });
  });

  it('a missing token names the variable, and nothing is sent', async () => {
    const { code, stderr } = await runCLI(['ask', ...model, 'Hi']);
    expect(code).toBe(1);
    expect(stderr).toContain('CLOUDFLARE_API_TOKEN');
  });

  it('an id without a known form', async () => {
    const { code, stderr } = await runCLI(['ask', '--local', '-m', 'gpt-4o', 'Hi']);
    expect(code).toBe(2);
    expect(stderr).toContain('openai/gpt-4o');
  });

  it('an option with a value out of its range', async () => {
    const { code, stderr } = await runCLI([...local, '-o', 'cacheTtl=-5', 'Hi']);
    expect(code).toBe(2);
    expect(stderr).toContain('cacheTtl');
  });

  it('an interrupt ends the wait for standard input', async () => {
    const interrupt = new AbortController();
    const pending = runCLI(local, { stdin: new Promise(() => undefined), signal: interrupt.signal });
    setTimeout(() => interrupt.abort(), 20);
    expect((await pending).code).toBe(130);
  });

  it('an interrupt ends the request', async () => {
    await withGateway({ chunkDelayMs: 50 }, async ({ gateway, url }) => {
      const interrupt = new AbortController();
      gateway.reply({ text: 'word '.repeat(200) });
      const { code, stdout } = await runCLI(['ask', ...model, ...connectTo(url), 'Hi'], {
        signal: interrupt.signal,
        onOutput: () => interrupt.abort(),
      });
      expect(code).toBe(130);
      expect(stdout.length).toBeLessThan(200);
    });
  });
});

describe('on a terminal', () => {
  it('shows progress while waiting, and removes it', async () => {
    const { stderr } = await runCLI([...local, 'Hi'], { tty: 'terminal' });
    expect(stderr).toContain('waiting for openai/gpt-4o');
    expect(stderr).toContain('\r\u001b[K');
  });

  it('shows none elsewhere', async () => {
    const { stdout, stderr } = await runCLI([...local, 'Hi']);
    expect(stdout + stderr).not.toContain('waiting for');
    expect(stdout + stderr).not.toContain('\u001b');
  });
});
