import { bearer } from '../bearer.ts';
import { workersAIProfile } from '../profiles/workers-ai.ts';
import type { Upstream } from '../upstream.ts';

/** Models that Cloudflare runs itself, `@cf/author/model`. */
export const workersAI: Upstream = {
  name: 'workers-ai',
  aliases: ['@cf', '@hf'],
  rest: { prefix: '', kinds: ['chat', 'embeddings'] },
  compat: { prefix: 'workers-ai', kinds: ['chat', 'embeddings'] },
  native: { segment: 'workers-ai', paths: { chat: 'v1/chat/completions', embeddings: 'v1/embeddings' } },
  binding: { prefix: '', kinds: ['chat', 'embeddings'] },
  keyHeader: bearer,
  cloudflare: true,
  refusals: [
    {
      models: /\/(?:bge-(?!reranker)|embeddinggemma|qwen3-embedding|plamo-embedding)/,
      kinds: ['chat'],
      reason: 'it is an embedding model',
      use: '`cloudflare.textEmbeddingModel(…)`',
    },
    {
      models:
        /\/(?:flux|stable-diffusion|dreamshaper|phoenix|lucid|whisper|nova-|aura-|melotts|bge-reranker|llama-guard|m2m100|resnet|detr|distilbert|bart-large-cnn|smart-turn)/,
      kinds: ['chat', 'embeddings'],
      reason: 'it is no chat or embedding model',
      use: 'the workers-ai-provider package, or `env.AI.run(…)` in a Worker',
    },
  ],
  profile: workersAIProfile,
};
