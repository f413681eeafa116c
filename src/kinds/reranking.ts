import { numberOf, records } from '../json-values.ts';
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
    const seen = new Set<number>();
    const ranking = records(value.response)
      .map(({ id, score }) => ({ index: numberOf(id) ?? -1, relevanceScore: numberOf(score) ?? Number.NaN }))
      // The SDK looks each of them up.
      .filter(
        ({ index, relevanceScore: score }) => documents?.values[index] !== undefined && !Number.isNaN(score),
      )
      .sort((a, b) => b.relevanceScore - a.relevanceScore)
      // A document has one place.
      .filter(({ index }) => seen.size < seen.add(index).size)
      .slice(0, topN);
    return { ranking };
  },
};
