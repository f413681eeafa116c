import type { CloudflareModelKind } from './cloudflare-model.ts';

/** Tasks as Cloudflare names them. @see https://developers.cloudflare.com/workers-ai/models/ */
const tasks: ReadonlyMap<string, CloudflareModelKind> = new Map([
  ['text generation', 'chat'],
  ['image-text-to-text', 'chat'],
  ['text embeddings', 'embeddings'],
  ['text-to-image', 'image'],
  ['image-to-image', 'image'],
  ['text-to-video', 'video'],
  ['image-to-video', 'video'],
  ['text-to-speech', 'speech'],
  ['automatic speech recognition', 'transcription'],
  ['speech-to-text', 'transcription'],
  ['reranking', 'reranking'],
  ['reranker', 'reranking'],
]);

/** What ids say where no task does; the first that fits, and otherwise it is a chat model. */
const names: readonly (readonly [RegExp, CloudflareModelKind])[] = [
  [/rerank/, 'reranking'],
  [/embed|\/bge-/, 'embeddings'],
  // Deepgram's Nova hears; Amazon's chats.
  [/transcribe|whisper|(?:^|[/-])stt\b|deepgram\/nova-\d/, 'transcription'],
  [/(?:^|[/-])tts\b|aura-|melotts/, 'speech'],
  [/sora|(?:^|[/-])veo|video/, 'video'],
  [/image|dall-e|flux|imagen|diffusion/, 'image'],
  [/moderation|llama-guard|prompt-guard/, 'other'],
];

export function kindOf(task: string | undefined, id: string): CloudflareModelKind {
  if (task !== undefined) return tasks.get(task.trim().toLowerCase()) ?? 'other';
  const name = id.toLowerCase();
  return names.find(([pattern]) => pattern.test(name))?.[1] ?? 'chat';
}
