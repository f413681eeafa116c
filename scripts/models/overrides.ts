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
    facts: {
      kind: 'reranking',
      required: ['query', 'contexts'],
      inputs: ['query', 'contexts', 'top_k'],
    },
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
    facts: { kind: 'transcription', inputs: ['audio=base64', 'audio'] },
    date: '2026-11-29',
    source: 'types: { audio } becomes { text }; the catalogue has no record',
  },
  {
    model: /^flux$/,
    facts: { inputs: ['socket'] },
    date: '2026-11-30',
    source: 'types and catalogue: no audio among the inputs, and events as outputs: it is a WebSocket',
  },
  {
    model: /^flux-2-dev$/,
    facts: {
      inputs: ['multipart', 'prompt', 'width', 'height', 'seed', 'steps', 'guidance', 'input_image_0'],
    },
    date: '2026-11-30',
    source: 'developers.cloudflare.com/changelog/2025-11-25-flux-2-dev-workers-ai: the fields of the form',
  },
  {
    model: /^flux-2-klein-/,
    facts: { inputs: ['multipart', 'prompt', 'width', 'height', 'seed', 'guidance', 'input_image_0'] },
    date: '2026-11-30',
    source: 'changelog of 2026-01-15: the same form; four steps, which cannot be changed',
  },
];

/** Families whose later models are of the same kind. */
export const families: readonly string[] = [
  'clef llama-?guard moondream.* llava uform: other',
  '.*rerank.*: reranking',
  '.*embedding.* bge: embeddings',
  'flux stable-diffusion dreamshaper phoenix lucid: image',
  'aura melotts: speech',
  'whisper nova: transcription',
];
