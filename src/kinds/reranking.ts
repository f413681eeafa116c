import { records } from '../json-values.ts';
import type { RunKind } from './run-kind.ts';

/** Documents in the order of their relevance to a query. */
export const rerankingKind: RunKind = {
  settings: 'query contexts topN',
  inputs: ({ documents }, { warn }) => {
    if (documents?.type === 'object')
      warn({ type: 'other', message: 'The documents were sent as JSON text.' });
    const contexts = documents?.values.map(value => ({
      text: typeof value === 'string' ? value : JSON.stringify(value),
    }));
    return { contexts };
  },
  read: ({ value }, _, { documents, topN }) => {
    if (!Array.isArray(value.response)) return undefined;
    const ranking = records(value.response)
      .map(({ id, score }) => ({ index: Number(id ?? -1), relevanceScore: Number(score) }))
      // The SDK looks each of them up.
      .filter(({ index }) => documents?.values[index] !== undefined)
      .sort((a, b) => b.relevanceScore - a.relevanceScore)
      .slice(0, topN);
    return { ranking };
  },
};
