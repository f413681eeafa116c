import type { Explanation } from '../explanation.ts';
import { ours } from '../same-text.ts';

const vendors = ['fireworks'];
const withSchema = ['JSON strict schema', 'JSON loose schema', 'JSON and tools'];
const schemas =
  'Fireworks takes JSON schemas (https://docs.fireworks.ai/structured-responses/structured-response-formatting).';

export const fireworks: readonly Explanation[] = [
  {
    vendors,
    where: ['+ messages[]'],
    calls: ['JSON'],
    if: ours([{ role: 'system', content: 'Return JSON.' }]),
    why: 'JSON mode wants the word in the prompt (https://platform.openai.com/docs/guides/structured-outputs#json-mode).',
  },
  {
    vendors,
    where: ['+ top_k', '- warning:topK'],
    calls: ['topK'],
    why: 'Fireworks takes `top_k` (https://docs.fireworks.ai/api-reference/post-chatcompletions).',
  },
  { vendors, where: ['~ response_format.type'], calls: withSchema, if: ours('json_schema'), why: schemas },
  {
    vendors,
    where: ['+ response_format.json_schema', '- warning:responseFormat'],
    calls: withSchema,
    why: schemas,
  },
];
