// Semantic search: embeds the texts once and the question each time, and finds the nearest text.
import { cosineSimilarity, embed, embedMany } from 'ai';
import { getCloudflareMetadata } from 'ai-sdk-provider-cloudflare/v4';
import { facts, open } from './lib/open.ts';

const texts = [
  'A day at the beach in the sun',
  'How to repair the chain of a bicycle',
  'A recipe for bread with olives',
];
const question = 'a recipe for bread';

const { cloudflare, close } = await open();
const model = cloudflare.textEmbeddingModel('@cf/baai/bge-m3');
const { embeddings } = await embedMany({ model, values: texts });
const query = await embed({ model, value: question });
await close();

const ranked = texts
  .map((text, index) => ({ text, score: cosineSimilarity(query.embedding, embeddings[index] ?? []) }))
  .sort((a, b) => b.score - a.score);
for (const { text, score } of ranked) console.log(`${score.toFixed(3)}  ${text}`);
facts({
  question,
  nearest: ranked[0]?.text,
  dimensions: query.embedding.length,
  tokens: query.usage.tokens,
  gateway: getCloudflareMetadata(query)?.gatewayId,
});
