import { workersAIKind } from '../../upstreams/workers-ai-models.ts';
import { UsageError } from '../arguments/usage-error.ts';

/** What to do with models that do not answer with text. */
const kinds: Readonly<Record<string, readonly [does: string, instead: string]>> = {
  embeddings: ['creates embeddings', "In code: cloudflare.embeddingModel('<model>')."],
  image: ['generates images', 'Add --image cat.png.'],
  speech: ['generates speech', 'Add --speak hello.mp3.'],
  transcription: ['transcribes audio', 'Instead of a prompt, pass --transcribe note.mp3.'],
  reranking: ['ranks documents', "In code: cloudflare.rerankingModel('<model>')."],
};

/**
 * Refuses a model that does not chat, and names its kind.
 * @throws UsageError
 */
export function refuseOtherKind(modelId: string): void {
  const found = kinds[mediaKindOf(modelId) ?? ''];
  if (found !== undefined) throw new UsageError(`This model ${found[0]}; it does not chat. ${found[1]}`);
}

/** Vendors name what only embeds; everything else of theirs is left to them. */
function mediaKindOf(modelId: string): string | undefined {
  if (modelId.includes('@')) return workersAIKind(modelId);
  return /embed/i.test(modelId) ? 'embeddings' : undefined;
}
