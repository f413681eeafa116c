/** The models in the picker. The route accepts no others, so that visitors cannot choose a more expensive one. */
export const models = [
  { id: 'openai/gpt-4o-mini', label: 'GPT-4o mini' },
  { id: 'anthropic/claude-haiku-4.5', label: 'Claude Haiku 4.5' },
  { id: 'google/gemini-2.5-flash', label: 'Gemini 2.5 Flash' },
  { id: '@cf/meta/llama-3.3-70b-instruct-fp8-fast', label: 'Llama 3.3 70B (Workers AI)' },
] as const;

export type ModelId = (typeof models)[number]['id'];

export const defaultModel: ModelId = 'openai/gpt-4o-mini';

export const modelIds: readonly ModelId[] = models.map(({ id }) => id);

export function labelOf(modelId: string): string {
  return models.find(({ id }) => id === modelId)?.label ?? modelId;
}

/** The vendor of a model id: `openai` of `openai/gpt-4o`, `workers-ai` of `@cf/…`. */
export function vendorOf(modelId: string): string {
  return modelId.startsWith('@cf/') ? 'workers-ai' : (modelId.split('/')[0] ?? modelId);
}
