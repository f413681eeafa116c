let seed = 0;
const text = (): string => `text-${++seed}-end`;
const count = (): number => 100_000 + ++seed;

/** Answers as vendors document them, where no type is published for it, with a value of its own in every field. */
export const knownAnswers: readonly (readonly [vendor: string, model: string, make: () => object])[] = [
  [
    'OpenAI',
    'openai/gpt-4o-audio-preview',
    () => ({
      id: text(),
      object: text(),
      created: 1_700_000_000,
      model: text(),
      system_fingerprint: text(),
      service_tier: text(),
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: text(),
            annotations: [
              {
                type: 'url_citation',
                url_citation: {
                  url: `https://${text()}.example/`,
                  title: text(),
                  start_index: count(),
                  end_index: count(),
                },
              },
            ],
            audio: { id: text(), expires_at: count(), data: text(), transcript: text() },
            tool_calls: [
              {
                id: text(),
                type: 'function',
                index: 0,
                function: { name: text(), arguments: `{"a":"${text()}"}` },
              },
            ],
          },
          logprobs: { content: [{ token: text(), logprob: count(), bytes: [count()], top_logprobs: [] }] },
          finish_reason: 'tool_calls',
        },
      ],
      usage: {
        prompt_tokens: count(),
        completion_tokens: count(),
        total_tokens: count(),
        prompt_tokens_details: { cached_tokens: 1, audio_tokens: count() },
      },
    }),
  ],
  [
    'OpenRouter',
    'openrouter/google/gemini-2.5-flash-image',
    () => ({
      id: text(),
      provider: text(),
      model: text(),
      choices: [
        {
          native_finish_reason: text(),
          finish_reason: 'stop',
          message: {
            content: text(),
            reasoning: text(),
            reasoning_details: [{ type: 'reasoning.text', text: text(), signature: text() }],
            images: [{ type: text(), image_url: { url: `data:image/png;base64,${text()}` } }],
            annotations: [{ type: 'file', file: { hash: text(), name: text() } }],
          },
        },
      ],
      usage: {
        prompt_tokens: count(),
        completion_tokens: count(),
        cost: count(),
        cost_details: { upstream_inference_cost: count() },
      },
    }),
  ],
  [
    'Perplexity',
    'perplexity/sonar',
    () => ({
      id: text(),
      model: text(),
      citations: [`https://${text()}.example/`],
      search_results: [{ url: `https://${text()}.example/`, title: text(), date: text() }],
      images: [{ image_url: text(), origin_url: text(), height: count(), width: count() }],
      related_questions: [text()],
      choices: [{ message: { content: text() }, finish_reason: 'stop' }],
      usage: { prompt_tokens: count(), completion_tokens: count(), num_search_queries: count() },
    }),
  ],
  [
    'Workers AI',
    '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
    () => ({
      response: text(),
      reasoning_content: text(),
      tool_calls: [{ name: text(), arguments: { a: text() } }],
      usage: { prompt_tokens: count(), completion_tokens: count(), neurons: count() },
    }),
  ],
];
