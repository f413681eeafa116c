const chat = 'Text Generation';

const rows: readonly (readonly [id: string, task: string, context: number | null, pricing: object])[] = [
  ['openai/gpt-4o', chat, 128_000, { input_tokens: 2.5, output_tokens: 10, input_cached_tokens: 1.25 }],
  [
    'openai/gpt-4o-mini',
    chat,
    128_000,
    { input_tokens: 0.15, output_tokens: 0.6, input_cached_tokens: 0.075 },
  ],
  ['openai/gpt-5-mini', chat, 400_000, { input_tokens: 0.25, output_tokens: 2, input_cached_tokens: 0.025 }],
  ['anthropic/claude-haiku-4.5', chat, 200_000, { input_tokens: 1, output_tokens: 5 }],
  [
    'anthropic/claude-sonnet-4.5',
    chat,
    200_000,
    { input_tokens: 3, output_tokens: 15, input_cached_tokens: 0.3, input_cache_creation_tokens: 3.75 },
  ],
  [
    'google/gemini-2.5-pro',
    chat,
    1_048_576,
    {
      under_200k_per_1m_input_tokens: 1.25,
      under_200k_per_1m_output_tokens: 10,
      over_200k_per_1m_input_tokens: 2.5,
      over_200k_per_1m_output_tokens: 15,
    },
  ],
  ['google/gemini-2.5-flash', chat, 1_048_576, { input_tokens: 0.3, output_tokens: 2.5 }],
  ['xai/grok-4.5', chat, 256_000, { input_tokens: 3, output_tokens: 15 }],
  ['alibaba/qwen3-max', chat, 256_000, { input_tokens: 1.2, output_tokens: 6 }],
  ['@cf/zai-org/glm-5.2', chat, 131_072, { input_tokens: 0.5, output_tokens: 2 }],
  ['black-forest-labs/flux-2-pro', 'Text-to-Image', null, { per_image: 0.03 }],
];

/** A short list in the form of the catalogue, with made-up prices in US dollars per million tokens. */
export const catalogueModels: readonly unknown[] = rows.map(([model_id, task, context_length, pricing]) => ({
  model_id,
  task,
  context_length,
  provider_details: [{ id: model_id.split('/')[0], pricing }],
}));
