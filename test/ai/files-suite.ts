import { describe, expect, it } from 'vitest';
import { answerOf, chunkOf, events } from '../support/answers.ts';
import { connected } from '../support/call.ts';
import { completion, fakeFetch } from '../support/fake-fetch.ts';
import type { Pair } from './pair.ts';

const png = 'iVBORw0KGgo=';
const address = `data:image/png;base64,${png}`;
const image = { type: 'image_url', image_url: { url: address } };
const sound = 'SUQzBAAAAAAA';
const settings = { ...connected, providerKeys: { openrouter: 'key' } };
const drawn = { content: 'Here.', images: [image] };
const spoken = (expires_at: number) => ({
  content: null,
  audio: { id: 'audio_1', expires_at, data: sound, transcript: 'Hello.' },
});
const later = 4_000_000_000;

/** Files of an answer, and what the upstream gets in the next turn. */
export function filesSuite({ name, ai, major, createCloudflare }: Pair): void {
  /** The messages of the turn after an answer, and its warnings. */
  async function nextTurn(model: string, message: object, stream: boolean) {
    const fake = fakeFetch(() => {
      if (fake.requests.length > 1) return completion('Done');
      return stream ? events([chunkOf(message), chunkOf({}, 'stop')]) : Response.json(answerOf(message));
    });
    const cloudflare = createCloudflare({ ...settings, fetch: fake.fetch });
    const first = { model: cloudflare(model), prompt: 'Make it.' };
    const result = stream ? ai.streamText(first) : await ai.generateText(first);
    if (stream) await result.consumeStream();
    expect(await result.files).toHaveLength(1);
    const { messages } = await result.response;
    const { warnings } = await ai.generateText({
      model: cloudflare(model),
      messages: [
        { role: 'user', content: 'Make it.' },
        ...JSON.parse(JSON.stringify(messages)),
        { role: 'user', content: 'Once more.' },
      ],
    });
    const sent = fake.requests[1]?.body.messages as readonly Record<string, unknown>[];
    return { sent: sent.slice(1), warnings: JSON.stringify(warnings ?? []) };
  }

  describe.each([false, true])(`${name}: files of an answer (streamed: %s)`, stream => {
    it('go back in the message itself, where the upstream reads them there', async () => {
      const { sent, warnings } = await nextTurn('openrouter/google/gemini-2.5-flash-image', drawn, stream);
      expect(sent).toMatchObject([
        { role: 'assistant', content: 'Here.', images: [image] },
        { role: 'user', content: 'Once more.' },
      ]);
      expect(warnings).toBe('[]');
    });

    it.each(['openai/gpt-4o', 'google/gemini-2.5-flash', 'anthropic/claude-sonnet-4-5'])(
      'follow in a user message otherwise: %s',
      async model => {
        const { sent, warnings } = await nextTurn(model, drawn, stream);
        expect(sent[0]).toMatchObject({ role: 'assistant', content: 'Here.' });
        const [text, file] = (sent[1] as { content: object[] }).content;
        expect([text, file]).toEqual([{ type: 'text', text: 'The file that you made:' }, image]);
        expect(JSON.stringify(sent.at(-1))).toContain('Once more.');
        expect(warnings).toBe('[]');
      },
    );

    it('leave no empty turn behind', async () => {
      const { sent } = await nextTurn('openai/gpt-4o', { content: null, images: [image] }, stream);
      expect(sent[0]).toMatchObject({ role: 'assistant', content: 'See the next message.' });
    });

    it('are left out with a warning where the model accepts none', async () => {
      const { sent, warnings } = await nextTurn('cerebras/gpt-oss-120b', drawn, stream);
      expect(sent).toMatchObject([
        { role: 'assistant', content: 'Here.' },
        { role: 'user', content: 'Once more.' },
      ]);
      expect(warnings).toMatch(/file of an earlier answer.*image\/png.*dropped/);
    });

    it('are named by their id where the vendor keeps them, as long as it does', async () => {
      const { sent, warnings } = await nextTurn('openai/gpt-4o-audio-preview', spoken(later), stream);
      // `ai` 5 does not hand on what a file came with.
      if (major === 5) {
        expect(sent[0]).toMatchObject({ role: 'assistant', content: 'Hello.' });
        expect(warnings).toContain('transcript');
        return;
      }
      expect(sent[0]).toEqual({ role: 'assistant', content: '', audio: { id: 'audio_1' } });
      expect(warnings).toBe('[]');
    });

    it('are told by their transcript afterwards', async () => {
      const { sent, warnings } = await nextTurn('openai/gpt-4o-audio-preview', spoken(1_000_000_000), stream);
      expect(sent[0]).toEqual({ role: 'assistant', content: 'Hello.' });
      expect(warnings).toContain('transcript');
    });
  });
}
