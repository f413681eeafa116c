import { kindOfId } from '../../upstreams/id-kinds.ts';
import { upstreamOf } from '../../upstreams/registry.ts';
import type { CloudflareModelKind } from './cloudflare-model.ts';

/** What is known of a kind of model. */
interface KindRow {
  /** What its models read, and what they write. */
  readonly reads: string;
  readonly writes: string;
  /** Tasks as Cloudflare names them. @see https://developers.cloudflare.com/workers-ai/models/ */
  readonly tasks: RegExp;
}

/** The kinds of listed models. A missing one does not compile; of several that match, the first is right. */
export const modelKinds: { readonly [KIND in CloudflareModelKind]: KindRow } = {
  reranking: { reads: 'text', writes: 'text', tasks: /^rerank(?:ing|er)$/i },
  embeddings: { reads: 'text', writes: 'embedding', tasks: /^text embeddings$/i },
  transcription: {
    reads: 'audio',
    writes: 'text',
    tasks: /^(?:automatic speech recognition|speech-to-text)$/i,
  },
  speech: {
    reads: 'text',
    writes: 'audio',
    tasks: /^text-to-speech$/i,
  },
  video: {
    reads: 'text',
    writes: 'video',
    tasks: /^(?:text|image)-to-video$/i,
  },
  image: {
    reads: 'text',
    writes: 'image',
    tasks: /^(?:text|image)-to-image$/i,
  },
  other: { reads: '', writes: '', tasks: /^$/ },
  chat: { reads: 'text', writes: 'text', tasks: /^(?:text generation|image-text-to-text)$/i },
};

/**
 * The kind of a model: what its upstream publishes, since a task may be wider (`clef` is listed under Text Generation), then
 * its task, then its id.
 */
export function kindOf(id: string, task: string | undefined): CloudflareModelKind {
  const published = upstreamOf(id.slice(0, id.indexOf('/'))).kindOf?.(id);
  if (published !== undefined || task === undefined) return published ?? kindOfId(id);
  const kinds = Object.keys(modelKinds) as CloudflareModelKind[];
  return kinds.find(kind => modelKinds[kind].tasks.test(task)) ?? 'other';
}
