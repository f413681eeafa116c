import { objects } from '../http/json.ts';
import { embedTexts } from './embed-texts.ts';

/** A text's place in the request, and how much it has to do with the query, from 0 to 1. */
export interface Ranked {
  readonly index: number;
  readonly score: number;
}

/** Texts that share words with the query come first. */
export function rankTexts(model: string, query: string, texts: readonly string[]): readonly Ranked[] {
  const [queryVector = [], ...others] = vectors(model, [query, ...texts]);
  const scored = others.map((vector, index) => ({ index, score: similarity(queryVector, vector) }));
  return scored.sort((one, other) => other.score - one.score || one.index - other.index);
}

export function vectors(model: string, input: readonly unknown[], dimensions = 1024): number[][] {
  return objects(embedTexts(model, { input, dimensions }).data).map(({ embedding }) =>
    Array.isArray(embedding) ? embedding.map(Number) : [],
  );
}

/** From 0 to 1; both are of length 1. */
function similarity(one: readonly number[], other: readonly number[]): number {
  const cosine = one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
  return Math.max(0, Math.min(1, cosine));
}
