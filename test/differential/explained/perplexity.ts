import type { Explanation } from '../explanation.ts';
import { ours } from '../same-text.ts';

const vendors = ['perplexity'];
const alternate = 'Turns must alternate (https://github.com/anomalyco/opencode/issues/9416).';

export const perplexity: readonly Explanation[] = [
  {
    vendors,
    where: ['+ messages[]', '+ warning:prompt'],
    calls: ['prefill'],
    why: 'The last turn must be the user’s, so the model is asked to go on (https://github.com/anomalyco/opencode/issues/9416).',
  },
  {
    vendors,
    where: ['- top_k'],
    calls: ['topK'],
    why: '@ai-sdk/perplexity 2.0.38 warns that `topK` is not supported and sends it all the same.',
  },
  {
    vendors,
    where: ['~ messages[].content'],
    calls: ['two users'],
    if: ours('Hi\n\nthere'),
    why: alternate,
  },
  { vendors, where: ['- messages[]'], calls: ['two users'], why: alternate },
  {
    vendors,
    where: ['- throws'],
    calls: ['tool turn*', 'long tool call id', 'parallel tools'],
    why: 'A conversation begun with another model goes on, its tool turns as text with a warning; @ai-sdk/perplexity 2.0.38 throws.',
  },
  {
    vendors,
    where: ['+ warning:tools'],
    calls: ['tools', 'choice *', 'JSON and tools'],
    why: 'That Perplexity takes no tools is told; @ai-sdk/perplexity 2.0.38 drops them silently.',
  },
  {
    vendors,
    where: ['- response_format', '+ warning:responseFormat'],
    calls: ['JSON'],
    why: 'Perplexity knows no JSON mode (https://docs.perplexity.ai/guides/structured-outputs); the package sends a format without a schema.',
  },
  {
    vendors,
    where: ['- messages[].content[].file_name'],
    calls: ['PDF'],
    why: 'A document needs no name (https://docs.perplexity.ai/guides/file-attachments), so none is made up.',
  },
  {
    vendors,
    where: ['- reasoning_effort', '+ warning:reasoningEffort'],
    calls: ['reasoning_effort: "high"'],
    models: ['sonar'],
    why: 'Only models that reason take an effort (litellm, autumn 2026: https://github.com/BerriAI/litellm/blob/main/litellm/llms/perplexity/chat/transformation.py).',
  },
];
