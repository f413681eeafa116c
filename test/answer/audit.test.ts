import { describe, expect, it } from 'vitest';
import { generated } from '../support/answers.ts';

/** Fields of answers that no result holds, and why. */
const dropped: Readonly<Record<string, string>> = {
  object: 'the same in every answer',
  'choices.index': 'one choice is requested',
  'choices.message.role': 'always the assistant',
  'choices.message.annotations.type': 'it is a source',
  'choices.message.tool_calls.type': 'always a function',
  'choices.message.tool_calls.index': 'the order of the calls',
  'choices.message.audio.id': 'the file itself is in the result',
  'choices.message.audio.expires_at': 'the file itself is in the result',
  'choices.message.images.type': 'the file itself is in the result',
  'choices.message.annotations.url_citation.start_index': 'a source has no place in the text',
  'choices.message.annotations.url_citation.end_index': 'a source has no place in the text',
  'choices.native_finish_reason': 'the finish reason tells it',
  'search_results.date': 'a source has no date',
};

let seed = 0;
const text = (): string => `text-${++seed}-end`;
const count = (): number => 100_000 + ++seed;

/** Answers with a value of its own in every field, by vendor. */
const answers: readonly (readonly [vendor: string, model: string, make: () => object])[] = [
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

/** Every value of an answer, and where it stands. */
function leavesOf(
  value: unknown,
  path: readonly string[] = [],
): readonly (readonly [path: string, value: unknown])[] {
  if (Array.isArray(value)) return value.flatMap(item => leavesOf(item, path));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, item]) => leavesOf(item, [...path, name]));
  return [[path.join('.'), value]];
}

describe('every field of an answer', () => {
  it.each(answers)('of %s is in the result, or is meant to be dropped', async (_, model, make) => {
    const answer = make();
    const { request, response, ...result } = await generated(answer, { model });
    const told = JSON.stringify([result, response?.id, response?.modelId, response?.timestamp?.getTime()]);
    const missing = leavesOf(answer).filter(([path, value]) => {
      const known = ['', '000'].some(end =>
        told.includes(`${value}${end}`.replace('data:image/png;base64,', '')),
      );
      const finish = path.endsWith('finish_reason') && path !== 'choices.native_finish_reason';
      return !known && !finish && !told.includes(JSON.stringify(value).slice(1, -1)) && !(path in dropped);
    });
    expect(missing).toEqual([]);
  });
});
