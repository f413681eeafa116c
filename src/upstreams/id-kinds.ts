import type { ListedKind } from './upstream.ts';

/** What ids say about the kind of a model; of several that match, the first is right. */
const kinds = {
  reranking: /rerank/i,
  embeddings: /embed|\/bge-/i,
  // Deepgram's Nova transcribes; Amazon's Nova chats.
  transcription: /transcribe|whisper|(?:^|[/-])stt\b|deepgram\/nova-\d/i,
  speech: /(?:^|[/-])tts\b|aura-|melotts/i,
  video: /sora|(?:^|[/-])veo|video/i,
  image: /image|dall-e|flux|imagen|diffusion/i,
  other: /moderation|llama-guard|prompt-guard|realtime|-live/i,
} satisfies { readonly [KIND in ListedKind | 'video']?: RegExp };

/** The kind of a model of which only the id is known: chat, unless the id says otherwise. */
export function kindOfId(id: string): ListedKind | 'video' {
  const names = Object.keys(kinds) as (keyof typeof kinds)[];
  return names.find(kind => kinds[kind].test(id)) ?? 'chat';
}
