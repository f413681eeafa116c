import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AnyModel, partsOf, providerOf, textOf, type Version, versions } from './entries.ts';

const gateway = createLocalGateway();
beforeEach(() => gateway.reset());
const local = { ...localGatewayDefaults, fetch: gateway.fetch };

const claude = 'anthropic/claude-sonnet-4.5';
const gpt = 'openai/gpt-5';
const tools = [
  {
    type: 'function',
    name: 'getWeather',
    description: 'Get the weather',
    inputSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
];
const user = (...content: unknown[]) => ({
  role: 'user',
  content: content.map(part => (typeof part === 'string' ? { type: 'text', text: part } : part)),
});
/** A call of another vendor, with what it said before, and the result. */
const called = (toolCallId: string, text: string) => [
  {
    role: 'assistant',
    content: [
      { type: 'text', text },
      { type: 'tool-call', toolCallId, toolName: 'getWeather', input: { city: 'Lisbon' } },
    ],
  },
  {
    role: 'tool',
    content: [
      {
        type: 'tool-result',
        toolCallId,
        toolName: 'getWeather',
        output: { type: 'text', value: '21 degrees' },
      },
    ],
  },
];
const ends = user('Say hello to Ada.');

async function answers(model: AnyModel, prompt: readonly unknown[]): Promise<readonly string[]> {
  const call = { prompt, tools };
  const parts = await partsOf((await model.doStream(call)).stream);
  const streamed = parts.filter(({ type }) => type === 'text-delta').map(({ delta }) => delta);
  return [textOf(await model.doGenerate(call)), streamed.join('')];
}

function file(version: Version, mediaType: string, text: string): object {
  const data = new TextEncoder().encode(text);
  const given = version === 'v4' ? { type: 'data', data } : data;
  return { type: 'file', mediaType, data: given, filename: 'notes' };
}

/** The parts of the first message on the wire. */
async function sentParts(version: Version, id: string, ...content: unknown[]): Promise<unknown> {
  const { body } = await providerOf(version, local).explain(id, { prompt: [user(...content)] });
  const [first] = (body.messages ?? body.input) as { content: unknown }[];
  return first?.content;
}

describe.each(versions)('a conversation with another vendor before, in specification %s', version => {
  it.each([
    ['of Kimi', 'functions.getWeather:0-MRaG3dMRaG3dMRaG', 'functions_getWeather_0-MRaG3dMRaG3dMRaG'],
    ['that holds a signature', `call_${'s'.repeat(386)}`, 's'.repeat(64)],
    ['of its own', 'toolu_01A-b', 'toolu_01A-b'],
  ])('an id %s is one that every vendor accepts', async (_, id, wire) => {
    const prompt = [user('Weather?'), ...called(id, 'One moment.'), ends];
    for (const model of [claude, gpt]) {
      const told = await answers(providerOf(version, local)(model), prompt);
      expect(told).toEqual([expect.stringContaining('Ada'), expect.stringContaining('Ada')]);
      const sent = JSON.stringify(gateway.requests.at(-1)?.body);
      expect(sent.split(`"${wire}"`)).toHaveLength(3);
    }
  });

  it.each(['', ' ', '\n\n'])('text that says nothing is left out, beside calls and alone: %j', async text => {
    const said = { role: 'assistant', content: [{ type: 'text', text }] };
    const prompt = [user('Weather?'), ...called('call_1', text), said, user(text, 'Well?'), said, ends];
    const told = await answers(providerOf(version, local)(claude), prompt);
    expect(told).toEqual([expect.stringContaining('Ada'), expect.stringContaining('Ada')]);
  });

  it.each([
    ['text/markdown', '# Ada'],
    ['text/csv', 'name\nAda'],
    ['application/json', '{"name":"Ada"}'],
  ])('a file of %s is text, behind its name', async (mediaType, text) => {
    const told = `notes:\n${text}`;
    expect(await sentParts(version, claude, file(version, mediaType, text))).toEqual([
      { type: 'text', text: told },
    ]);
    expect(await sentParts(version, gpt, file(version, mediaType, text))).toEqual([
      { type: 'input_text', text: told },
    ]);
  });

  it('a file of plain text stays the document that Claude knows', async () => {
    const [part] = (await sentParts(version, claude, file(version, 'text/plain', 'Ada'))) as object[];
    expect(part).toMatchObject({ type: 'document', source: { media_type: 'text/plain', data: 'Ada' } });
    expect(await sentParts(version, gpt, file(version, 'text/plain', 'Ada'))).toEqual([
      { type: 'input_text', text: 'notes:\nAda' },
    ]);
  });

  it('an image has the type of its first bytes', async () => {
    const data = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const image = {
      type: 'file',
      mediaType: 'image/*',
      data: version === 'v4' ? { type: 'data', data } : data,
    };
    expect(await sentParts(version, claude, image)).toMatchObject([{ source: { media_type: 'image/png' } }]);
    expect(await sentParts(version, gpt, image)).toMatchObject([
      { image_url: 'data:image/png;base64,iVBORw0KGgo=' },
    ]);
  });
});
