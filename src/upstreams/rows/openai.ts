import { bearer } from '../bearer.ts';
import { openAIProfile } from '../profiles/openai.ts';
import type { Upstream } from '../upstream.ts';

const responsesPackage =
  '@ai-sdk/openai with `baseURL: https://gateway.ai.cloudflare.com/v1/{account}/{gateway}/openai`';

export const openAI: Upstream = {
  name: 'openai',
  bareIds: /^(?:gpt-|o\d|chatgpt|text-embedding)/,
  rest: { prefix: 'openai' },
  compat: { prefix: 'openai' },
  native: { segment: 'openai', paths: { chat: 'chat/completions', embeddings: 'embeddings' } },
  keyHeader: bearer,
  zeroDataRetention: true,
  refusals: [
    {
      // 404 on chat completions (@ai-sdk/openai 4.0.118, 2026-08).
      models:
        /^(?:gpt-5-pro|gpt-5-codex|gpt-5\.1-codex|gpt-5\.[23]-codex|o1-pro|o3-pro|computer-use|codex-mini|o\d(?:-mini)?-deep-research)/,
      kinds: ['chat'],
      reason: 'OpenAI serves it in the Responses API only',
      use: responsesPackage,
    },
    {
      models: /^(?:gpt-image|dall-e|tts-|whisper|sora|gpt-4o(?:-mini)?-(?:tts|transcribe)|omni-moderation)/,
      kinds: ['chat', 'embeddings'],
      reason: 'it is no language or embedding model',
      use: responsesPackage,
    },
    {
      models: /^text-embedding-/,
      kinds: ['chat'],
      reason: 'it is an embedding model',
      use: '`cloudflare.textEmbeddingModel(…)`',
    },
  ],
  profile: openAIProfile,
};
