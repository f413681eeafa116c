import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { connectTo, ownEnvironment, runCLI, withGateway } from './support.ts';

ownEnvironment();

const folder = await mkdtemp(join(tmpdir(), 'ask-media-'));
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
const fileFor = (ending: string): string => join(folder, `${++count}.${ending}`);
const headOf = async (path: string): Promise<string> =>
  (await readFile(path)).subarray(0, 4).toString('latin1');
const events = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));

describe('ask --image', () => {
  it('saves a picture, and says where', async () => {
    const path = fileFor('jpg');
    const { code, stdout, stderr } = await runCLI(['ask', '--local', '--image', path, 'A', 'cat']);
    expect([code, stdout]).toEqual([0, `${path}\n`]);
    expect(await headOf(path)).toBe('\xff\xd8\xff\xe0');
    expect(stderr).toMatch(/^image\/jpeg, \d+ bytes$/m);
    expect(stderr).toMatch(/^model +@cf\/black-forest-labs\/flux-1-schnell$/m);
    expect(stderr).toMatch(/^endpoint +rest, gateway default$/m);
    expect(stderr).toMatch(/^log +01a00000-/m);
    expect(stderr).toMatch(/^time +\d+\.\d\d s$/m);
    expect(stderr).not.toContain('Warning');
  });

  it('sends model, size and options, and shows warnings', async () => {
    const path = fileFor('png');
    await withGateway({}, async ({ gateway, url }) => {
      const model = ['-m', '@cf/leonardo/phoenix-1.0', '--size', '512x256', '-o', 'steps=10'];
      const { code, stderr } = await runCLI(['ask', ...connectTo(url), '--image', path, ...model, 'A cat']);
      expect(code).toBe(0);
      expect(gateway.requests.at(-1)?.body).toEqual({
        prompt: 'A cat',
        width: 512,
        height: 256,
        num_steps: 10,
      });
      expect(stderr).toContain('Warning: the file is image/jpeg, for which the usual extension is .jpg');
    });
    const sized = await runCLI(['ask', '--local', '--image', fileFor('jpg'), '--size', '512x512', 'A cat']);
    expect(sized.stderr).toMatch(/Warning: .*size/);
  });

  it('prints events as JSON', async () => {
    const path = fileFor('jpg');
    const { stdout } = await runCLI(['ask', '--local', '--json', '--image', path, 'A cat']);
    expect(events(stdout)).toEqual([
      { type: 'file', path, mediaType: 'image/jpeg', bytes: expect.any(Number) },
      expect.objectContaining({ type: 'finish', metadata: expect.objectContaining({ endpoint: 'rest' }) }),
    ]);
  });

  it('never overwrites, and asks nothing where it cannot save', async () => {
    const path = fileFor('png');
    await writeFile(path, 'mine');
    await withGateway({}, async ({ gateway, url }) => {
      const ask = (file: string) => runCLI(['ask', ...connectTo(url), '--image', file, 'A cat']);
      expect(await ask(path)).toMatchObject({ code: 2, stderr: expect.stringContaining('the file exists') });
      const lost = await ask(join(folder, 'missing', 'cat.png'));
      expect(lost).toMatchObject({ code: 2, stderr: expect.stringContaining('the folder does not exist') });
      expect(gateway.requests).toHaveLength(0);
    });
    expect(await readFile(path, 'utf8')).toBe('mine');
  });

  it('leaves no file where the call fails', async () => {
    const path = fileFor('png');
    await withGateway({}, async ({ gateway, url }) => {
      gateway.reply({ error: 'workers-ai-nsfw' });
      const { code, stderr } = await runCLI(['ask', ...connectTo(url), '--image', path, 'A cat']);
      expect([code, stderr]).toEqual([1, expect.stringContaining('8007')]);
    });
    expect(await readdir(folder)).not.toContain(`${count}.png`);
  });
});

describe('ask --speak and --transcribe', () => {
  it('speak, and write down what was spoken', async () => {
    const path = fileFor('mp3');
    const spoken = await runCLI(['ask', '--local', '--speak', path, '--voice', 'luna', 'Good', 'morning']);
    expect([spoken.code, spoken.stdout]).toEqual([0, `${path}\n`]);
    expect(spoken.stderr).toMatch(/^audio\/mpeg, \d+ bytes$/m);
    const heard = await runCLI(['ask', '--local', '--transcribe', path]);
    expect([heard.code, heard.stdout]).toEqual([0, 'Good morning\n']);
    expect(heard.stderr).toMatch(/^model +@cf\/openai\/whisper-large-v3-turbo$/m);
    const json = await runCLI(['ask', '--local', '--json', '--transcribe', path, '-m', '@cf/openai/whisper']);
    expect(events(json.stdout)[0]).toEqual({
      type: 'text',
      text: 'Good morning',
      segments: [
        { text: 'Good', startSecond: 0, endSecond: 1 },
        { text: 'morning', startSecond: 1, endSecond: 2 },
      ],
    });
  });

  it('the ending of the file chooses the format, standard input is the text', async () => {
    const path = fileFor('wav');
    await runCLI(['ask', '--local', '--speak', path], { stdin: 'from a pipe\n' });
    expect(await headOf(path)).toBe('RIFF');
    expect((await runCLI(['ask', '--local', '--transcribe', path])).stdout).toBe('from a pipe\n');
  });

  it('shows progress on a terminal', async () => {
    const { stderr } = await runCLI(['ask', '--local', '--speak', fileFor('mp3'), 'Hi'], { tty: 'terminal' });
    expect(stderr).toContain('speaking with @cf/deepgram/aura-2-en');
  });
});

describe('what cannot be asked', () => {
  it.each([
    [['--image', 'a.png', '--speak', 'a.mp3', 'Hi'], 'Choose one of --image, --speak.'],
    [['--image', 'a.png', '--size', 'big', 'Hi'], '--size is a width and a height'],
    [['--size', '512x512', '-m', 'openai/gpt-4o', 'Hi'], 'add --image cat.png'],
    [['--voice', 'luna', '-m', 'openai/gpt-4o', 'Hi'], 'add --speak hello.mp3'],
    [['--image', 'a.png', '--temperature', '1', 'Hi'], '--temperature is for text responses'],
    [['--image', 'a.png', '--tool-demo', 'Hi'], '--tool-demo is for text responses'],
    [['--transcribe', 'none.mp3'], 'the file cannot be read'],
    [['--transcribe', 'none.mp3', 'Hi'], 'no prompt'],
    [['--image', 'a.png'], 'No prompt given'],
    [['--image', 'a.png', '-m', '@cf/deepgram/aura-1', 'Hi'], 'models --kind chat'],
    [['-m', '@cf/baai/bge-m3', 'Hi'], 'creates embeddings; it does not chat'],
    [['-m', 'openai/text-embedding-3-small', 'Hi'], 'creates embeddings; it does not chat'],
    [['-m', '@cf/baai/bge-reranker-base', 'Hi'], 'ranks documents'],
    [['-m', '@cf/deepgram/aura-1', 'Hi'], 'Add --speak hello.mp3.'],
    [
      ['-m', '@cf/black-forest-labs/flux-2-dev', 'Hi'],
      'generates images; it does not chat. Add --image cat.png.',
    ],
    [['-m', '@cf/openai/whisper', 'Hi'], 'pass --transcribe note.mp3'],
  ])('%j', async (argv, message) => {
    const { code, stderr } = await runCLI(['ask', '--local', ...argv]);
    expect([code, stderr.replace(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(message)]);
  });
});
