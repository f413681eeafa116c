import { stripVTControlCharacters } from 'node:util';
import { localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { requestLine } from '../../src/cli/gateway/request-line.ts';
import { createScreen } from '../../src/cli/terminal/screen.ts';
import { connectTo, type Outcome, ownEnvironment, runCLI, withGateway } from './support.ts';

ownEnvironment();
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Writes the clipboard, clears the screen, goes back over what was said, and turns the direction of text around. */
const evil =
  'a\u001b]52;c;cm0gLXJm\u0007b\u001b[2Jc\u009b2Jd\u009d0;title\u009ce\rf\u007fg\b\u202e\u2066\u200f\u061ch';
const harmless = 'a]52;c;cm0gLXJmb[2Jc2Jd0;titleefgh';
const model = ['-m', 'openai/gpt-4o'];
const terminal = { tty: 'terminal', columns: 80 } as const;

const ownColour = new RegExp(`${'\u001b'}\\[\\d{1,2}m`, 'g');

/** What is written but for our own colours and the line of the progress. */
function controlsIn({ stdout, stderr }: Pick<Outcome, 'stdout' | 'stderr'>): readonly string[] {
  const own = `${stdout}${stderr}`.replaceAll('\r\u001b[K', '').replace(ownColour, '');
  return [...own].filter(character => /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u.test(character));
}

describe('a terminal obeys nothing', () => {
  it.each([[[]], [['--no-stream']], [['--tool-demo']]])('in a response %j', async more => {
    await withGateway({}, async ({ gateway, url }) => {
      const toolCalls = [{ name: 'lookUpWeather', arguments: { city: evil } }];
      if (more.includes('--tool-demo')) gateway.reply({ text: '', toolCalls });
      gateway.reply({ text: `${evil}\n\tindented` });
      const outcome = await runCLI(['ask', ...model, ...connectTo(url), ...more, 'Hi'], terminal);
      expect(outcome.code).toBe(0);
      expect(outcome.stdout).toBe(`${harmless}\n\tindented\n`);
      expect(controlsIn(outcome)).toEqual([]);
    });
  });

  it('split across two chunks of a stream', async () => {
    await withGateway({}, async ({ gateway, url }) => {
      const piece = (content: string) => ({ choices: [{ index: 0, delta: { content } }] });
      const end = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
      gateway.reply({ chunks: [piece('one\u001b'), piece('[31mtwo'), end] });
      const { stdout } = await runCLI(['ask', ...model, ...connectTo(url), 'Hi'], terminal);
      expect(stdout).toBe('one[31mtwo\n');
    });
  });

  it('that an upstream refuses with', async () => {
    await withGateway({}, async ({ gateway, url }) => {
      gateway.reply({ status: 400, body: { error: { message: `No: ${evil}`, code: 'bad' } } }, { times: 9 });
      const there = [...model, ...connectTo(url)];
      for (const argv of [
        ['ask', ...there, 'Hi'],
        ['doctor', ...there],
      ]) {
        const outcome = await runCLI(argv, terminal);
        expect(outcome.code).toBe(1);
        expect(stripVTControlCharacters(outcome.stdout + outcome.stderr)).toContain('52;c;cm0gLXJm');
        expect(controlsIn(outcome)).toEqual([]);
      }
    });
  });

  it('that a list of models has for ids, which keep to their lines', async () => {
    const record = { name: `@cf/x/${evil}\nforged`, task: { name: 'Text Generation' } };
    vi.stubGlobal('fetch', async () => Response.json({ success: true, result: [record] }));
    const account = ['--account-id', localGatewayDefaults.accountId, '--api-token', 'token-of-a-test'];
    const outcome = await runCLI(['models', ...account], terminal);
    expect(outcome.stdout).toContain('cm0gLXJm');
    expect(outcome.stdout).not.toMatch(/^forged/m);
    expect(controlsIn(outcome)).toEqual([]);
  });

  it('that a request names as its model', () => {
    const written = { stdout: '', stderr: '' };
    const output = (name: keyof typeof written) => ({
      isTTY: true,
      write: (text: string) => {
        written[name] += text;
      },
    });
    const { signal } = new AbortController();
    const stdin = Object.assign((async function* () {})(), { isTTY: true });
    const screen = createScreen(
      { stdin, stdout: output('stdout'), stderr: output('stderr'), signal },
      t => t,
    );
    const request = {
      time: '',
      method: 'POST',
      path: '/v1/a/b',
      model: `x\u001b[31m\n${evil}`,
      status: 200,
      ms: 1,
    };
    const line = requestLine(request, { ...screen, style: screen.outStyle });
    screen.outLine(line);
    expect(controlsIn(written)).toEqual([]);
    expect(line).not.toContain('\n');
    expect(line).not.toContain('\u001b[31m');
  });
});

describe('JSON', () => {
  it('has every character, and none that a terminal obeys', async () => {
    await withGateway({}, async ({ gateway, url }) => {
      gateway.reply({ text: evil });
      const outcome = await runCLI(['ask', '--json', ...model, ...connectTo(url), 'Hi']);
      expect(controlsIn(outcome)).toEqual([]);
      const events = outcome.stdout
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line));
      const text = events.map(event => (event.type === 'text' ? event.text : '')).join('');
      expect(text).toBe(evil);
    });
  });

  it('of a request that is explained, too', async () => {
    const call = ['explain', '--local', ...model];
    for (const form of [[], ['--json'], ['--curl']]) {
      const outcome = await runCLI([...call, ...form, evil]);
      expect(outcome.code).toBe(0);
      expect(controlsIn(outcome)).toEqual([]);
      expect(outcome.stdout).toContain('\\u009d0;title');
    }
  });
});
