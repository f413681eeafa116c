import { publishedModel } from './published-input.ts';
import type { ModelKind } from './upstream.ts';

const kinds: Readonly<Record<string, ModelKind>> = {
  embeddings: 'run-embeddings',
  image: 'run-image',
  speech: 'run-speech',
  transcription: 'run-transcription',
  reranking: 'run-reranking',
};

/** What a model is for; an unpublished one is recognised by its name. */
export function modelKind(model: string): ModelKind {
  const published = publishedModel(model);
  if (published) return kinds[published.kind] ?? 'chat';
  return /\/bge-(?!reranker)|embedding/.test(model) ? 'run-embeddings' : 'chat';
}
