import { describe, expect, it } from 'vitest';
import { call, enveloped, wireOf } from './run-support.ts';

const bge = '@cf/baai/bge-reranker-base';
const response = [
  { id: 2, score: 0.2 },
  { id: 0, score: 0.9 },
  { id: 1, score: 0.5 },
];

const rank = async (options: object, answer: object = { response }) => {
  const wire = wireOf('rest', 'v3', () => enveloped(answer));
  const result = await call(wire.provider.rerankingModel(bge), 'reranking', options);
  return { body: wire.only().body, result };
};
const texts = { type: 'text', values: ['cats', 'dogs', 'birds'] };

describe('a ranking', () => {
  it('is ordered by score, with the positions of the documents', async () => {
    const { body, result } = await rank({ documents: texts });
    expect(body).toEqual({
      query: 'cats',
      contexts: [{ text: 'cats' }, { text: 'dogs' }, { text: 'birds' }],
    });
    expect(result.ranking).toEqual([
      { index: 0, relevanceScore: 0.9 },
      { index: 1, relevanceScore: 0.5 },
      { index: 2, relevanceScore: 0.2 },
    ]);
    expect(result.warnings).toEqual([]);
  });

  it('has as many documents as were asked for, whatever comes back', async () => {
    const { body, result } = await rank({ documents: texts, topN: 2 });
    expect(body).toMatchObject({ top_k: 2 });
    expect(result.ranking).toHaveLength(2);
  });

  it('of objects is one of their JSON text, with a warning', async () => {
    const { body, result } = await rank({ documents: { type: 'object', values: [{ a: 1 }, { a: 2 }, {}] } });
    expect(body.contexts).toEqual([{ text: '{"a":1}' }, { text: '{"a":2}' }, { text: '{}' }]);
    expect(result.warnings).toMatchObject([{ type: 'other', message: /JSON text/ }]);
  });

  it('leaves out what is no document', async () => {
    const odd = [{ id: 7, score: 1 }, { id: null, score: 1 }, { score: 1 }, 'x', { id: '1', score: '0.5' }];
    const { result } = await rank({ documents: texts }, { response: odd });
    expect(result.ranking).toEqual([{ index: 1, relevanceScore: 0.5 }]);
  });

  it('has each document once, and none without a score', async () => {
    const odd = [
      { id: 0, score: 0.3 },
      { id: 0, score: 0.7 },
      { id: '', score: 9 },
      { id: 1 },
      { id: 1, score: null },
      { id: 1, score: 'high' },
      { id: 2, score: 0.5 },
    ];
    const { result } = await rank({ documents: texts }, { response: odd });
    expect(result.ranking).toEqual([
      { index: 0, relevanceScore: 0.7 },
      { index: 2, relevanceScore: 0.5 },
    ]);
  });
});
