import { isRecord } from '../json-values.ts';
import { nameInputs } from './run-fields.ts';
import type { RunKind } from './run-kind.ts';

/** Documents in the order of their relevance to a query. */
export const rerankingKind: RunKind = {
  inputs: ({ query, documents, topN }, { route, warn }) => {
    const { type, values = [] } = documents ?? {};
    if (type === 'object')
      warn({ type: 'other', message: 'This model ranks texts: the documents were sent as JSON text.' });
    const contexts = values.map(value => ({
      text: typeof value === 'string' ? value : JSON.stringify(value),
    }));
    return nameInputs({ query, contexts, topN }, route.published, warn);
  },
  read: ({ value }, _, { documents, topN }) => {
    if (!Array.isArray(value.response)) return undefined;
    const count = documents?.values.length ?? 0;
    const ranking = value.response
      .filter(isRecord)
      // The SDK looks each of them up.
      .filter(({ id }) => Number.isInteger(id) && Number(id) >= 0 && Number(id) < count)
      .map(({ id, score }) => ({ index: Number(id), relevanceScore: Number(score) }))
      .sort((a, b) => b.relevanceScore - a.relevanceScore);
    return { ranking: ranking.slice(0, topN) };
  },
};
