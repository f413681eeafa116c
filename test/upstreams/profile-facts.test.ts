import { expect, it } from 'vitest';
import { type CallOptions, connected, type Mode, send } from '../support/call.ts';
import { H, jsonFormat, P_IN } from '../support/prompts.ts';

const ids = [
  'openai/gpt-4o',
  'openai/gpt-5',
  'openai/gpt-5.2',
  'openai/gpt-5.6-luna',
  'openai/o3',
  'groq/openai/gpt-oss-120b',
  'groq/qwen/qwen3-32b',
  'groq/llama-3.3-70b-versatile',
  '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
  '@cf/qwen/qwen3.8-27b',
  'anthropic/claude-haiku-4.5',
  'xai/grok-4.5',
  'dynamic/support',
  'custom-acme/llama',
];

/** What a profile does, seen on the wire: limit · temperature · effort high · schema · usage · earlier reasoning · tool turn. */
async function facts(id: string): Promise<string> {
  const body = async (call: CallOptions, mode: Mode = 'generate') =>
    (await send(id, call, connected, mode)).body;
  const asked = await body({ maxOutputTokens: 1, temperature: 1 });
  const { reasoning_effort } = await body({ providerOptions: { cloudflare: { reasoningEffort: 'high' } } });
  const { response_format } = await body({ responseFormat: jsonFormat(P_IN) });
  const { type, json_schema } = response_format as {
    type: string;
    json_schema?: { strict?: boolean; schema?: object };
  };
  const form = json_schema?.schema === undefined ? 'bare' : `envelope${json_schema.strict ? ' strict' : ''}`;
  const [, assistant] = (await body({ prompt: H })).messages as Record<string, unknown>[];
  return [
    'max_tokens' in asked ? 'max_tokens' : 'max_completion_tokens',
    'temperature' in asked ? 'sampled' : 'not sampled',
    reasoning_effort ?? 'no effort',
    type === 'json_object' ? 'json_object' : form,
    'stream_options' in (await body({}, 'stream')) ? 'usage asked' : 'usage unasked',
    Object.keys(assistant ?? {}).find(key => key.startsWith('reasoning')) ?? 'no reasoning',
    assistant?.content === null ? 'null' : "''",
  ].join(' · ');
}

it('the facts of each prefix and family', async () => {
  const rows = await Promise.all(ids.map(async id => `${id}: ${await facts(id)}`));
  expect(rows).toMatchInlineSnapshot(`
    [
      "openai/gpt-4o: max_tokens · sampled · no effort · envelope strict · usage asked · no reasoning · null",
      "openai/gpt-5: max_completion_tokens · not sampled · high · envelope strict · usage asked · no reasoning · null",
      "openai/gpt-5.2: max_completion_tokens · sampled · high · envelope strict · usage asked · no reasoning · null",
      "openai/gpt-5.6-luna: max_completion_tokens · not sampled · high · envelope strict · usage asked · no reasoning · null",
      "openai/o3: max_completion_tokens · not sampled · high · envelope strict · usage asked · no reasoning · null",
      "groq/openai/gpt-oss-120b: max_tokens · sampled · high · envelope strict · usage unasked · reasoning · ''",
      "groq/qwen/qwen3-32b: max_tokens · sampled · no effort · json_object · usage unasked · reasoning · ''",
      "groq/llama-3.3-70b-versatile: max_tokens · sampled · no effort · json_object · usage unasked · no reasoning · ''",
      "@cf/meta/llama-3.3-70b-instruct-fp8-fast: max_tokens · sampled · no effort · bare · usage asked · no reasoning · ''",
      "@cf/qwen/qwen3.8-27b: max_tokens · sampled · high · envelope · usage asked · reasoning · ''",
      "anthropic/claude-haiku-4.5: max_tokens · sampled · high · envelope · usage asked · no reasoning · ''",
      "xai/grok-4.5: max_completion_tokens · sampled · high · envelope · usage asked · no reasoning · ''",
      "dynamic/support: max_completion_tokens · sampled · high · envelope · usage asked · no reasoning · ''",
      "custom-acme/llama: max_tokens · sampled · high · envelope · usage asked · reasoning_content · null",
    ]
  `);
});
