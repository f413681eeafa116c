import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { connectTo, ownEnvironment, runCLI, widest, withGateway } from './support.ts';

ownEnvironment();
const local = ['models', '--local'];

describe('models', () => {
  it('is a table of 80 columns on a terminal', async () => {
    const { code, stdout } = await runCLI([...local, 'llama'], { tty: 'terminal', columns: 80 });
    expect(code).toBe(0);
    const plain = stripVTControlCharacters(stdout);
    expect(plain).toMatchInlineSnapshot(`
      "MODEL                                     KIND   CTX  $ IN  $ OUT  CAN
      @cf/meta/llama-3.1-8b-instruct            chat    8k  0.28   0.83
      @cf/meta/llama-3.3-70b-instruct-fp8-fast  chat   24k  0.29   2.25  tools
      @cf/meta/llama-4-scout-17b-16e-instruct   chat  131k  0.27   0.85  tools, vision
      groq/llama-3.3-70b-versatile              chat        0.59   0.79
      "
    `);
    expect(widest(plain)).toBeLessThanOrEqual(80);
  });

  it('prints full ids for programs, and the legend on standard error', async () => {
    const { stdout, stderr } = await runCLI(local);
    const [titles = '', ...rows] = stdout.trimEnd().split('\n');
    expect(titles).toMatch(/^MODEL +KIND +CTX +\$ IN +\$ OUT +CAN +WITH +BY$/);
    expect(rows.length).toBeGreaterThan(10);
    expect(stdout).not.toContain('…');
    expect(stderr).toContain(`${rows.length} models.`);
    expect(stderr).toContain('BY: endpoints');
    expect(stdout).toMatch(/tools, vision +api-token +rest, compat, native, binding$/m);
  });

  it.each([20, 36, 60, 100, 160])('is cut, not wrapped, in %i columns', async columns => {
    const { stdout } = await runCLI(local, { tty: 'terminal', columns });
    const plain = stripVTControlCharacters(stdout);
    expect(widest(plain)).toBeLessThanOrEqual(columns);
    expect(plain.trimEnd().split('\n').length).toBeGreaterThan(10);
    expect(plain).toMatch(/^MODEL/);
    expect(plain.includes(' BY')).toBe(columns === 160);
  });

  it('hides what the settings do not reach', async () => {
    const ids = async (...argv: readonly string[]): Promise<readonly string[]> =>
      JSON.parse((await runCLI([...local, '--json', ...argv])).stdout).models.map(
        ({ id }: { readonly id: string }) => id,
      );
    const alone = ['--no-gateway'];
    expect(await ids(...alone)).toContain('openai/gpt-4o');
    expect(await ids(...alone, '--reachable')).not.toContain('openai/gpt-4o');
    expect(await ids(...alone, '--reachable')).toContain('@cf/openai/gpt-oss-120b');
  });

  it('filters by words, kind and feature', async () => {
    const ids = async (...argv: readonly string[]): Promise<readonly { id: string; kind: string }[]> =>
      JSON.parse((await runCLI([...local, '--json', ...argv])).stdout).models;
    const all = await ids();
    const embeddings = await ids('--kind', 'embeddings');
    const named = await ids('bge', 'm3');
    const tools = await ids('--feature', 'tools');
    expect(new Set(embeddings.map(({ kind }) => kind))).toEqual(new Set(['embeddings']));
    expect(named.map(({ id }) => id)).toEqual(['@cf/baai/bge-m3']);
    expect(tools.length).toBeGreaterThan(0);
    expect(tools.length).toBeLessThan(all.length);
  });

  it('--json has everything but the raw records', async () => {
    const list = JSON.parse((await runCLI([...local, '--json'])).stdout);
    expect(list).toMatchObject({ stale: false, warnings: [], fetchedAt: expect.any(String) });
    expect(list.models[0]).toMatchObject({ id: expect.any(String), endpoints: expect.any(Array) });
    expect(list.models[0]).not.toHaveProperty('raw');
  });

  it('finding nothing is not a failure', async () => {
    expect(await runCLI([...local, 'no-such-model-anywhere'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'No models match.\n',
    });
  });

  it('a kind that does not exist names those that do', async () => {
    const { code, stderr } = await runCLI([...local, '--kind', 'poetry']);
    expect(code).toBe(2);
    expect(stderr).toContain('embeddings');
  });

  it('a missing permission is named', async () => {
    await withGateway({ tokens: { 'run-only-token': ['ai-gateway-run'] } }, async ({ url }) => {
      const { code, stdout, stderr } = await runCLI(['models', ...connectTo(url, 'run-only-token')]);
      expect(stderr).toContain('Workers AI > Read');
      // The gateway's own list is there with this token; without any list it is a failure.
      expect(code).toBe(stdout === '' ? 1 : 0);
    });
  });
});
