import type { ModelFacts } from './model-facts.ts';

/** What a source gets wrong, or leaves out, about one model. */
export interface Override {
  readonly model: RegExp;
  readonly facts: Partial<ModelFacts>;
  readonly date: string;
  readonly source: string;
}

/** Applied last, over the published types and the catalogue. */
export const overrides: readonly Override[] = [
  {
    model: /^bge-reranker-base$/,
    facts: { kind: 'reranking', required: ['query', 'contexts'] },
    date: '2026-11-29',
    source:
      'catalogue: "query" is required; the types (5.20261117.1) lost it, and the task says Text Classification',
  },
  {
    model: /^llama-?guard/,
    facts: { kind: 'other' },
    date: '2026-11-29',
    source: 'types: it answers { safe, categories }, and accepts no system message and no tools',
  },
  {
    model: /^nemotron-speech/,
    facts: { kind: 'transcription' },
    date: '2026-11-29',
    source: 'types: { audio } becomes { text }; the catalogue has no record',
  },
];
