import { describe, expect, it } from 'vitest';
import { type CallOptions, connected, send } from '../../support/call.ts';
import { H, HI, jsonFormat, P_IN, WX } from '../../support/prompts.ts';
import { thinned } from '../../support/scale.ts';

/**
 * No call setting is lost (https://github.com/cloudflare/ai/issues/404): each one is on the wire, in any of the
 * fields that carry it, or in the warnings.
 */
interface Setting {
  readonly name: string;
  readonly call: CallOptions;
  /** Fields of the body, or headers, that carry it. */
  readonly carriers: readonly string[];
  /** What a warning about it says. */
  readonly warning: RegExp;
}

const tools = { tools: [WX] };
const chat = (cloudflare: Record<string, string | boolean>): CallOptions => ({
  providerOptions: { cloudflare },
  ...tools,
});

const settings: readonly Setting[] = [
  {
    name: 'maxOutputTokens',
    call: { maxOutputTokens: 64 },
    carriers: ['max_tokens', 'max_completion_tokens'],
    warning: /maxOutputTokens/,
  },
  { name: 'temperature', call: { temperature: 0.3 }, carriers: ['temperature'], warning: /temperature/ },
  { name: 'temperature 0', call: { temperature: 0 }, carriers: ['temperature'], warning: /temperature/ },
  { name: 'topP', call: { topP: 0.9 }, carriers: ['top_p'], warning: /topP/ },
  { name: 'topK', call: { topK: 5 }, carriers: ['top_k'], warning: /topK/ },
  {
    name: 'frequencyPenalty',
    call: { frequencyPenalty: 0.1 },
    carriers: ['frequency_penalty'],
    warning: /frequencyPenalty/,
  },
  {
    name: 'presencePenalty',
    call: { presencePenalty: 0.2 },
    carriers: ['presence_penalty'],
    warning: /presencePenalty/,
  },
  { name: 'stopSequences', call: { stopSequences: ['END'] }, carriers: ['stop'], warning: /stopSequences/ },
  { name: 'seed', call: { seed: 7 }, carriers: ['seed', 'random_seed'], warning: /seed/ },
  {
    name: 'JSON mode',
    call: { responseFormat: { type: 'json' } },
    carriers: ['response_format', 'tools'],
    warning: /responseFormat/,
  },
  {
    name: 'a JSON schema',
    call: { responseFormat: jsonFormat(P_IN) },
    carriers: ['response_format', 'tools'],
    warning: /responseFormat/,
  },
  { name: 'tools', call: tools, carriers: ['tools'], warning: /tools/ },
  {
    name: 'toolChoice auto',
    call: { ...tools, toolChoice: { type: 'auto' } },
    // What happens without a choice.
    carriers: ['tool_choice', 'tools'],
    warning: /toolChoice|tools/,
  },
  {
    name: 'toolChoice none',
    call: { ...tools, toolChoice: { type: 'none' } },
    carriers: ['tool_choice'],
    warning: /toolChoice|tools/,
  },
  {
    name: 'toolChoice required',
    call: { ...tools, toolChoice: { type: 'required' } },
    carriers: ['tool_choice'],
    warning: /toolChoice|tools/,
  },
  {
    name: 'toolChoice tool',
    call: { ...tools, toolChoice: { type: 'tool', toolName: 'weather' } },
    carriers: ['tool_choice'],
    warning: /toolChoice|tools/,
  },
  { name: 'headers', call: { headers: { 'x-trace': '1' } }, carriers: ['x-trace'], warning: /headers/ },
  {
    name: 'reasoningEffort',
    call: chat({ reasoningEffort: 'low' }),
    carriers: ['reasoning_effort', 'reasoning', 'enable_thinking', 'thinking'],
    warning: /reasoningEffort|reasoning effort/,
  },
  {
    name: 'textVerbosity',
    call: chat({ textVerbosity: 'low' }),
    carriers: ['verbosity'],
    warning: /textVerbosity/,
  },
  { name: 'user', call: chat({ user: 'u1' }), carriers: ['user'], warning: /user/ },
  {
    name: 'parallelToolCalls',
    call: chat({ parallelToolCalls: false }),
    carriers: ['parallel_tool_calls'],
    warning: /parallelToolCalls|tools/,
  },
];

const models = [
  { id: 'openai/o3', endpoints: ['rest', 'compat', 'native'] },
  { id: 'openai/gpt-5.2', endpoints: ['rest', 'compat', 'native'] },
  { id: 'openai/gpt-5.6-luna', endpoints: ['rest', 'compat', 'native'] },
  { id: 'openai/gpt-4o', endpoints: ['rest', 'compat', 'native'] },
  { id: 'groq/openai/gpt-oss-120b', endpoints: ['rest', 'compat', 'native'] },
  { id: 'groq/qwen/qwen3-32b', endpoints: ['rest', 'compat', 'native'] },
  { id: 'groq/llama-3.3-70b-versatile', endpoints: ['rest', 'compat', 'native'] },
  { id: '@cf/meta/llama-3.3-70b-instruct-fp8-fast', endpoints: ['rest', 'compat', 'native'] },
  { id: '@cf/zai-org/glm-5.2', endpoints: ['rest', 'compat', 'native'] },
  { id: 'azure-openai/prod', endpoints: ['native'] },
  { id: 'anthropic/claude-haiku-4.5', endpoints: ['rest', 'compat'] },
  { id: 'google/gemini-3.7-flash', endpoints: ['rest', 'compat', 'native'] },
  { id: 'google-vertex-ai/google/gemini-2.5-pro', endpoints: ['compat'] },
  { id: 'xai/grok-4.5', endpoints: ['rest', 'compat', 'native'] },
  { id: 'mistral/mistral-small-latest', endpoints: ['compat', 'native'] },
  { id: 'deepseek/deepseek-v4-pro', endpoints: ['rest', 'compat', 'native'] },
  { id: 'cerebras/gpt-oss-120b', endpoints: ['compat', 'native'] },
  { id: 'perplexity/sonar', endpoints: ['compat', 'native'] },
  { id: 'cohere/command-a', endpoints: ['compat'] },
  { id: 'fireworks/glm-5.3', endpoints: ['native'] },
  { id: 'openrouter/anthropic/claude-sonnet-5', endpoints: ['native'] },
  { id: 'alibaba/qwen3-max', endpoints: ['rest'] },
  { id: 'minimax/m3', endpoints: ['rest'] },
  { id: 'moonshotai/kimi-k3', endpoints: ['rest'] },
  { id: 'baseten/zai-org/GLM-4.6', endpoints: ['compat', 'native'] },
  { id: 'dynamic/support', endpoints: ['compat'] },
  { id: 'cloudflare/auto', endpoints: ['compat'] },
  { id: 'custom-acme/llama', endpoints: ['compat'] },
] as const;

const cases = models.flatMap(({ id, endpoints }) => endpoints.map(endpoint => ({ id, endpoint })));

const matrix = thinned(cases, settings, 3).map(([cell, chosen]) => ({ ...cell, chosen }));

describe.each(matrix)('$id on $endpoint', ({ id, endpoint, chosen }) => {
  it.each(chosen)('$name', async ({ call, carriers, warning }) => {
    for (const mode of ['generate', 'stream'] as const) {
      const sent = await send(id, call, { ...connected, endpoint, azure: { resource: 'res' } }, mode);
      const onWire = carriers.some(field => field in sent.body || field in sent.headers);
      const warned = sent.warnings.some(text => warning.test(text));
      expect({ mode, carried: onWire || warned }).toEqual({ mode, carried: true });
    }
  });

  it('all of them together', async () => {
    const together = Object.assign({}, ...settings.map(({ call }) => call), {
      ...tools,
      toolChoice: { type: 'required' },
      responseFormat: { type: 'text' },
      providerOptions: {
        cloudflare: { reasoningEffort: 'low', textVerbosity: 'low', user: 'u1', parallelToolCalls: false },
      },
    }) as CallOptions;
    const sent = await send(id, together, { ...connected, endpoint, azure: { resource: 'res' } });
    const text = sent.warnings.join('\n');
    const lost = settings.filter(
      ({ name, carriers, warning }) =>
        !/JSON|toolChoice (?!required)/.test(name) &&
        !carriers.some(field => field in sent.body || field in sent.headers) &&
        !warning.test(text),
    );
    expect(lost.map(({ name }) => name)).toEqual([]);
  });

  it.each([{ prompt: HI }, { prompt: H }])('sends nothing that was not asked for', async ({ prompt }) => {
    const { body } = await send(id, { prompt }, { ...connected, endpoint, azure: { resource: 'res' } });
    // Qwen on Groq writes its thoughts into the text unless it is told otherwise; Anthropic demands a limit.
    const needed = id.includes('groq/qwen')
      ? ['reasoning_format']
      : id.startsWith('anthropic/')
        ? ['max_tokens']
        : [];
    const allowed = ['model', 'messages', ...needed];
    expect(Object.keys(body).sort()).toEqual(allowed.sort());
  });
});
