const ids: readonly (readonly [string, number, number])[] = [
  ['openai/gpt-4o', 0.0000025, 0.00001],
  ['openai/gpt-4o-mini', 0.00000015, 0.0000006],
  ['openai/gpt-5-mini', 0.00000025, 0.000002],
  ['anthropic/claude-haiku-4-5', 0.000001, 0.000005],
  ['google-ai-studio/gemini-2.5-flash', 0.0000003, 0.0000025],
  ['grok/grok-4', 0.000003, 0.000015],
  ['groq/llama-3.3-70b-versatile', 0.00000059, 0.00000079],
  ['mistral/mistral-large-latest', 0.000002, 0.000006],
  ['deepseek/deepseek-chat', 0.00000027, 0.0000011],
  ['workers-ai/@cf/meta/llama-3.3-70b-instruct-fp8-fast', 0.00000029, 0.00000225],
  ['workers-ai/@cf/openai/gpt-oss-120b', 0.00000035, 0.00000075],
];

/** A short model list in the unified endpoint's form; costs are US dollars per token. */
export const compatModels: unknown = {
  object: 'list',
  data: ids.map(([id, costIn, costOut]) => ({
    id,
    object: 'model',
    created_at: 1_790_000_000,
    cost_in: costIn,
    cost_out: costOut,
    owned_by: id.split('/')[0],
  })),
};
