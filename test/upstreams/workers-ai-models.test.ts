import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../scripts/models/generated-files.ts';
import { readModelFacts, staleOverrides } from '../../scripts/models/model-facts.ts';
import { parseModelId } from '../../src/upstreams/model-id.ts';
import { workersAIKind } from '../../src/upstreams/workers-ai-models.ts';
import { refused, send } from '../support/call.ts';

const facts = readModelFacts();
const chat = facts.filter(({ kind }) => kind === 'chat');
const levels = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

it('what is generated is what the installed types and the catalogue publish: `npm run models`', () => {
  for (const [path, text] of Object.entries(generatedFiles())) {
    expect(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')).toBe(text);
  }
});

it('every override changes something', () => {
  expect(staleOverrides()).toEqual([]);
});

describe('the kind of a model', () => {
  it('is the published one', () => {
    for (const { id, kind } of facts) expect([id, workersAIKind(id)]).toEqual([id, kind]);
  });

  it('decides what it can be used for, before a request', () => {
    for (const { id, kind } of facts) {
      const use = (as: 'chat' | 'embeddings') => {
        try {
          return parseModelId(id, as).id;
        } catch (error) {
          return (error as Error).name;
        }
      };
      expect([id, use('chat')]).toEqual([id, kind === 'chat' ? id : 'AI_NoSuchModelError']);
      // A chat model is asked for embeddings as any other.
      if (kind !== 'chat')
        expect([id, use('embeddings')]).toEqual([id, kind === 'embeddings' ? id : 'AI_NoSuchModelError']);
    }
  });
});

it('a level that is not published becomes the nearest one, and never a stronger one than the nearest', async () => {
  for (const { id, reasoning } of chat) {
    const published = reasoning?.efforts?.filter(level => level !== 'none') ?? [];
    if (published.length === 0) continue;
    for (const level of levels) {
      const { body, warnings } = await send(id, {
        maxOutputTokens: 9,
        providerOptions: { cloudflare: { reasoningEffort: level } },
      });
      const away = (other: string) => Math.abs(levels.indexOf(other) - levels.indexOf(level));
      const nearest = Math.min(...published.map(away));
      const [weakest] = levels.filter(other => published.includes(other) && away(other) === nearest);
      const expected = reasoning?.aliases?.[level] === 'none' ? 'none' : weakest;
      expect([id, level, body.reasoning_effort]).toEqual([id, level, expected]);
      expect(warnings).toHaveLength(expected === level ? 0 : 1);
    }
  }
});

it('images are accepted by the models that see, and by no other', async () => {
  const prompt = [
    { role: 'user', content: [{ type: 'file', mediaType: 'image/png', data: 'iVBORw0KGgo=' }] },
  ] as const;
  for (const { id, images } of chat) {
    const call = { prompt: [...prompt.map(message => ({ ...message, content: [...message.content] }))] };
    const accepted = images
      ? JSON.stringify((await send(id, call)).body).includes('"image_url"')
      : (await refused(id, call)).name === 'AI_UnsupportedFunctionalityError';
    expect([id, accepted]).toEqual([id, true]);
  }
});
