import { OpenAICompatibleChatLanguageModel } from '@ai-sdk/openai-compatible';
import type { LanguageModelV2CallOptions, LanguageModelV2Prompt } from '@ai-sdk/provider';
import { H, HI, jsonFormat, P_IN, SYS, WX } from '../support/prompts.ts';

/** A request that upstreams refuse, as people sent it, with the words of the refusal. */
export interface RefusedRequest {
  readonly label: string;
  readonly model: string;
  readonly call: Partial<LanguageModelV2CallOptions>;
  /** The words, wherever they were met: in an issue, a pull request or a forum. */
  readonly refusal: RegExp;
  readonly seen: string;
  /** What clients other than the bare core wrote. @default nothing */
  readonly patch?: (body: Body) => Body;
  readonly mode?: 'generate' | 'stream';
  /** Sent through compat, with a gateway token. @default the endpoint that routing takes */
  readonly compat?: true;
}

export type Body = Record<string, unknown> & { messages: Record<string, unknown>[] };

/** What the openai-compatible core makes of a call by itself. */
export async function bareBody(model: string, call: Partial<LanguageModelV2CallOptions>): Promise<Body> {
  let body: unknown;
  const core = new OpenAICompatibleChatLanguageModel(model, {
    provider: 'bare',
    url: () => 'https://bare.example',
    headers: () => ({}),
    supportsStructuredOutputs: true,
    fetch: async (_, init) => {
      body = JSON.parse(String(init?.body));
      return Response.json({ choices: [{ message: { content: '' }, finish_reason: 'stop' }] });
    },
  });
  await core.doGenerate({ prompt: HI, ...call, providerOptions: {} });
  return body as Body;
}

const and: LanguageModelV2Prompt = [{ role: 'user', content: [{ type: 'text', text: 'And?' }] }];
const user = (text: string): LanguageModelV2Prompt => [{ role: 'user', content: [{ type: 'text', text }] }];
const said = (text: string): LanguageModelV2Prompt => [
  { role: 'assistant', content: [{ type: 'text', text }] },
];
/** A call without thoughts, and the given text as its result. */
const called = (value: string, toolCallId = 'call_1'): LanguageModelV2Prompt => [
  {
    role: 'assistant',
    content: [{ type: 'tool-call', toolCallId, toolName: 'weather', input: { city: 'Paris' } }],
  },
  {
    role: 'tool',
    content: [{ type: 'tool-result', toolCallId, toolName: 'weather', output: { type: 'text', value } }],
  },
];
const system = (content: string): LanguageModelV2Prompt => [{ role: 'system', content }];
/** A call whose arguments are a text, and its result. */
const textCall: LanguageModelV2Prompt = H.map(message =>
  message.role === 'assistant'
    ? {
        ...message,
        content: message.content.map(part =>
          part.type === 'tool-call' ? { ...part, input: 'Paris' } : part,
        ),
      }
    : message,
);
const tools = [WX];
const required = { tools, toolChoice: { type: 'required' } as const };
const schema = jsonFormat(P_IN);
const effort = (reasoningEffort: string) => ({ providerOptions: { cloudflare: { reasoningEffort } } });
const strict = { ...WX, providerOptions: { cloudflare: { strict: true } } };
const asStrict =
  (flags: readonly boolean[]) =>
  (body: Body): Body => ({
    ...body,
    tools: (body.tools as { function: object }[]).map((tool, index) => ({
      ...tool,
      function: { ...tool.function, strict: flags[index] },
    })),
  });

/** Properties as servers of tools declare them, and as no draft of JSON schema, or only an older one, has them. */
const unsound: readonly (readonly [label: string, properties: unknown, seen: string])[] = [
  ['a property that is a text', { type: 'object' }, 'smallmain/vscode-unify-chat-provider/issues/162'],
  [
    'a property that is required',
    { a: { type: 'string', required: true } },
    'CherryHQ/cherry-studio/issues/4188',
  ],
  [
    'a bound of draft 4',
    { a: { type: 'integer', minimum: 0, exclusiveMinimum: true } },
    'Dokploy/mcp/issues/74',
  ],
  ['an empty list of values', { a: { type: 'string', enum: [] } }, 'discourse/discourse-ai/pull/1385'],
  ['an empty type', { a: { type: '' } }, 'zereight/gitlab-mcp/issues/166'],
  ['a type of another language', { a: { type: 'float' } }, 'vercel/ai/issues/7005'],
];

/** A definition that comes back to itself, with the name of a file among its properties. */
const paths = {
  type: 'object',
  properties: { root: { $ref: '#/$defs/folder' } },
  $defs: {
    folder: {
      type: 'object',
      properties: { 'a/b': { type: 'string' }, inner: { $ref: '#/$defs/folder' } },
    },
  },
} as const;

export const refusedRequests: readonly RefusedRequest[] = [
  {
    label: 'a name with a slash in a definition to Kimi',
    model: 'moonshotai/kimi-k3',
    call: { tools: [{ ...WX, inputSchema: paths }] },
    refusal: /property name 'a\/b' cannot contain '\/' character/,
    seen: 'https://github.com/MoonshotAI/walle/blob/main/keyword_validators.go',
  },
  {
    label: 'a call at the end that was interrupted',
    model: 'openai/gpt-4.1',
    call: { prompt: [...HI, ...called('').slice(0, 1)], tools },
    refusal: /must be followed by tool messages/,
    seen: 'https://github.com/charmbracelet/crush/issues/862',
  },
  ...['kimi-k3', 'kimi-k2.6', 'kimi-k2.7-code'].map(model => ({
    label: 'a named tool to a Kimi that reasons',
    model: `moonshotai/${model}`,
    call: { tools, toolChoice: { type: 'tool', toolName: 'weather' } as const },
    refusal: /tool_choice 'specified' is incompatible with thinking enabled/,
    seen: 'https://github.com/UKGovernmentBEIS/inspect_ai/pull/5152',
  })),
  ...(['google/gemini-2.5-flash', 'cerebras/gpt-oss-120b'] as const).map(model => ({
    label: 'six stop sequences',
    model,
    call: { stopSequences: [...'abcdef'] },
    refusal: /must not exceed 5|at most 4/,
    seen: 'https://github.com/continuedev/continue/issues/2702',
  })),
  ...(['mistral/mistral-small-latest', 'cohere/command-a'] as const).map(model => ({
    label: 'a temperature that is too high',
    model,
    call: { temperature: 1.8 },
    refusal: /less than or equal to 1.5|between 0 and 1.0/,
    seen: 'the published schemas of Mistral (2026-08) and Cohere (2026)',
  })),
  {
    label: 'a system message to Gemma',
    model: 'google-ai-studio/gemma-3-27b-it',
    call: { prompt: [...system('Be brief'), ...HI] },
    compat: true,
    refusal: /Developer instruction is not enabled/,
    seen: 'https://github.com/google/adk-python/issues/3900',
  },
  {
    label: 'a system message to Gemma, beside tools and a schema',
    model: 'google-ai-studio/gemma-3-27b-it',
    call: { prompt: [...system('Be brief'), ...HI], tools: [WX], responseFormat: schema },
    compat: true,
    refusal: /Developer instruction is not enabled/,
    seen: 'https://github.com/google/adk-python/issues/3900',
  },
  ...unsound.flatMap(([label, properties, seen]) =>
    ['openai/gpt-4.1', 'anthropic/claude-haiku-4.5'].map(model => ({
      label,
      model,
      call: { tools: [{ ...WX, inputSchema: { type: 'object', properties } as typeof WX.inputSchema }] },
      refusal: /is not of type|should be non-empty|valid under any|JSON schema is invalid/,
      seen: `https://github.com/${seen}`,
    })),
  ),
  ...['openai/gpt-4.1', 'anthropic/claude-haiku-4.5', 'deepseek/deepseek-v4-pro', 'moonshotai/kimi-k3'].map(
    model => ({
      label: 'a question between a call and its result',
      model,
      call: { prompt: [...H.slice(0, -1), ...and, ...H.slice(-1)], tools },
      refusal: /tool_call_ids? did not have response|without `tool_result` blocks immediately after/,
      seen: 'https://github.com/aliasrobotics/cai/issues/111',
    }),
  ),
  {
    label: 'two results of one call to Claude',
    model: 'anthropic/claude-haiku-4.5',
    call: { prompt: [...H, ...H.slice(-1), ...and], tools },
    refusal: /each tool_use must have a single result/,
    seen: 'https://github.com/anthropics/claude-code/issues/18947',
  },
  {
    label: 'an empty answer to Grok',
    model: 'xai/grok-4.5',
    call: { prompt: [...HI, { role: 'assistant', content: [] }, ...and] },
    refusal: /at least one content element/,
    seen: 'https://github.com/AstrBotDevs/AstrBot/issues/6447',
  },
  {
    label: 'an empty question to Gemini',
    model: 'google/gemini-2.5-flash',
    call: { prompt: [{ role: 'user', content: [] }, ...HI] },
    refusal: /must not be empty/,
    seen: 'https://github.com/microsoft/autogen/issues/5762',
  },
  {
    label: 'max_tokens to a reasoning model',
    model: 'openai/gpt-5-mini',
    call: { maxOutputTokens: 100 },
    refusal: /Unsupported parameter: 'max_tokens'/,
    seen: 'https://github.com/vercel/ai/issues/11828',
  },
  {
    label: 'max_completion_tokens to a strict host',
    model: 'mistral/mistral-large-latest',
    call: { maxOutputTokens: 100 },
    patch: ({ max_tokens, ...body }) => ({ ...body, max_completion_tokens: max_tokens }) as Body,
    refusal: /Extra inputs are not permitted/,
    seen: 'https://github.com/pydantic/pydantic-ai/issues/6593',
  },
  {
    label: 'content null and lists to an older Workers AI model',
    model: '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
    call: { prompt: H, tools },
    refusal: /oneOf at '\/' not met/,
    seen: 'https://github.com/anomalyco/opencode/issues/30381',
  },
  {
    label: 'a bare schema and flat tools to a newer Workers AI model',
    model: '@cf/zai-org/glm-4.7-flash',
    call: { tools, responseFormat: schema },
    patch: body => ({
      ...body,
      tools: [{ type: 'function', name: 'weather', parameters: {} }],
      response_format: { type: 'json_schema', json_schema: { type: 'object' } },
    }),
    refusal: /required properties at '\/(?:tools|response_format)/,
    seen: 'https://github.com/QuantumNous/new-api/issues/4605',
  },
  {
    label: 'tool_choice "any" to Workers AI',
    model: '@cf/zai-org/glm-4.7-flash',
    call: required,
    patch: body => ({ ...body, tool_choice: 'any' }),
    refusal: /Invalid input/,
    seen: 'workers-ai-provider 4.0.0 (2026-07)',
  },
  {
    label: 'a call without its signature to Gemini 3',
    model: 'google/gemini-3.7-flash',
    call: { prompt: H },
    refusal: /missing a thought_signature/,
    seen: 'https://github.com/cloudflare/ai/issues/502',
  },
  {
    label: 'names that AI Studio does not know',
    model: 'google-ai-studio/gemini-2.5-flash',
    call: { frequencyPenalty: 0.5, seed: 1 },
    compat: true,
    refusal: /Unknown name \\?"(?:frequency_penalty|seed)/,
    seen: 'https://github.com/n4ze3m/page-assist/issues/418',
  },
  {
    label: 'JSON and a forced call to Gemini before 3',
    model: 'google/gemini-2.5-flash',
    call: { ...required, responseFormat: schema },
    refusal: /Forced function calling \(ANY mode\)|Unknown name/,
    seen: 'https://github.com/vercel/ai/issues/16540',
  },
  {
    label: 'reasoning_content to Groq',
    model: 'groq/openai/gpt-oss-120b',
    call: { prompt: H, tools },
    refusal: /property 'reasoning_content' is unsupported/,
    seen: 'https://github.com/janhq/jan/issues/8136',
  },
  {
    label: 'reasoning to a Groq model that does not reason',
    model: 'groq/llama-3.3-70b-versatile',
    call: { prompt: H, tools },
    patch: body => ({
      ...body,
      messages: body.messages.map(({ reasoning_content, ...message }) =>
        reasoning_content === undefined ? message : { ...message, content: '', reasoning: reasoning_content },
      ),
    }),
    refusal: /reasoning is not supported with this model/,
    seen: 'https://github.com/vercel/ai/issues/8057',
  },
  {
    label: 'JSON and tools to Groq',
    model: 'groq/openai/gpt-oss-120b',
    call: { tools, responseFormat: schema },
    refusal: /json mode cannot be combined with tool/,
    seen: 'https://github.com/vercel/ai/issues/16540',
  },
  {
    label: 'reasoning_content to Cerebras',
    model: 'cerebras/gpt-oss-120b',
    call: { prompt: H, tools },
    refusal: /reasoning_content' is unsupported/,
    seen: 'https://github.com/anomalyco/opencode/issues/33413',
  },
  {
    label: 'some strict tools to Cerebras',
    model: 'cerebras/gpt-oss-120b',
    call: { tools: [strict, { ...WX, name: 'other' }] },
    patch: asStrict([true, false]),
    refusal: /mixed values for 'strict' are not allowed/,
    seen: 'https://github.com/RooCodeInc/Roo-Code/issues/10334',
  },
  {
    label: 'strict tools to a Cerebras model that takes none',
    model: 'cerebras/llama-3.3-70b',
    call: { tools: [strict] },
    patch: asStrict([true]),
    refusal: /strict=True are not supported by this model/,
    seen: 'https://github.com/livekit/agents/pull/3134',
  },
  {
    label: 'minItems to Cerebras',
    model: 'cerebras/gpt-oss-120b',
    call: {
      responseFormat: jsonFormat({
        type: 'object',
        properties: { tags: { type: 'array', minItems: 1, items: { type: 'string' } } },
        required: ['tags'],
        additionalProperties: false,
      }),
    },
    patch: body => {
      const format = body.response_format as { json_schema: object };
      return {
        ...body,
        response_format: { ...format, json_schema: { ...format.json_schema, strict: true } },
      };
    },
    refusal: /Unsupported JSON schema fields/,
    seen: 'https://github.com/musistudio/claude-code-router/issues/708',
  },
  {
    label: 'a penalty of 0 to xAI',
    model: 'xai/grok-4.5',
    call: { presencePenalty: 0 },
    refusal: /presencePenalty/,
    seen: 'https://github.com/n8n-io/n8n/issues/14581',
  },
  {
    label: 'the effort "none" to grok-4.5',
    model: 'xai/grok-4.5',
    call: effort('none'),
    patch: body => ({ ...body, reasoning_effort: 'none' }),
    refusal: /does not support 'reasoning_effort' value 'none'/,
    seen: 'pydantic-ai 4fda389 (2026-08)',
  },
  {
    label: 'long tool call ids to Mistral',
    model: 'mistral/mistral-large-latest',
    call: { prompt: H, tools },
    patch: body => ({
      ...body,
      messages: body.messages.map(({ reasoning_content: _, ...message }) =>
        message.role === 'tool'
          ? { ...message, name: 'weather' }
          : { ...message, content: message.content ?? '' },
      ),
    }),
    refusal: /must be a-z, A-Z, 0-9, with a length of 9/,
    seen: 'https://github.com/anomalyco/opencode/issues/1680',
  },
  {
    label: 'a user after a tool to Mistral',
    model: 'mistral/mistral-large-latest',
    call: { prompt: [...H, ...and], tools },
    patch: body => ({
      ...body,
      messages: JSON.parse(
        JSON.stringify(
          body.messages.map(({ reasoning_content: _, ...message }) =>
            message.role === 'tool'
              ? { ...message, name: 'weather' }
              : { ...message, content: message.content ?? '' },
          ),
        ).replaceAll('call_abc123XYZ', 'abc123XYZ'),
      ),
    }),
    refusal: /Unexpected role 'user' after role 'tool'/,
    seen: 'https://github.com/BerriAI/litellm/issues/6323',
  },
  {
    label: 'no reasoning in the history to DeepSeek',
    model: 'deepseek/deepseek-v4-pro',
    call: { prompt: [...HI, { role: 'assistant', content: [{ type: 'text', text: 'Ho' }] }, ...and] },
    refusal: /`reasoning_content` in the thinking mode must be passed back/,
    seen: 'https://github.com/anomalyco/opencode/issues/24802',
  },
  {
    label: 'no reasoning in a tool turn to Kimi',
    model: 'moonshotai/kimi-k2.6',
    call: {
      prompt: H.map(message =>
        message.role === 'assistant' ? { ...message, content: message.content.slice(1) } : message,
      ),
      tools,
    },
    patch: body => ({
      ...body,
      messages: body.messages.map(message => ({ ...message, content: message.content ?? '' })),
    }),
    refusal: /thinking is enabled but reasoning_content is missing/,
    seen: 'https://github.com/mastra-ai/mastra/issues/12592',
  },
  {
    label: 'a temperature to Kimi',
    model: 'moonshotai/kimi-k2.6',
    call: { temperature: 0.2 },
    refusal: /invalid temperature: only 1 is allowed/,
    seen: 'https://github.com/BerriAI/litellm/issues/29687',
  },
  {
    label: 'two system messages to MiniMax',
    model: 'minimax/m3',
    call: { prompt: [SYS, ...system('Two'), ...HI] },
    refusal: /invalid chat setting \(2013\)/,
    seen: 'https://github.com/MiniMax-AI/MiniMax-M2/issues/51',
  },
  {
    label: 'a late system message to MiniMax',
    model: 'minimax/m3',
    call: { prompt: [...HI, ...system('Late'), ...and] },
    refusal: /invalid message role: system \(2013\)/,
    seen: 'https://github.com/nagisanzenin/temm1e/issues/59',
  },
  {
    label: 'a result without its call to MiniMax',
    model: 'minimax/m3',
    call: { prompt: [...HI, ...H.slice(2)], tools },
    refusal: /tool id\(.*\) not found \(2013\)/,
    seen: 'https://github.com/MiniMax-AI/MiniMax-M2/issues/76',
  },
  {
    label: 'an empty result of a tool to MiniMax',
    model: 'minimax/m3',
    call: { prompt: [...HI, ...called('')], tools },
    patch: body => ({
      ...body,
      messages: body.messages.map(message => ({ ...message, content: message.content ?? '' })),
    }),
    refusal: /chat content is empty \(2013\)/,
    seen: 'https://github.com/earendil-works/pi/pull/3311',
  },
  {
    label: 'an empty message of the user to MiniMax',
    model: 'minimax/m3',
    call: { prompt: [...HI, ...said('Ho'), ...user(''), ...and] },
    refusal: /chat content is empty \(2013\)/,
    seen: 'https://github.com/earendil-works/pi/pull/3309',
  },
  {
    label: 'no words beside a call to Grok',
    model: 'xai/grok-4.5',
    call: { prompt: [...HI, ...called('sunny')], tools },
    refusal: /Each message must have at least one content element/,
    seen: 'https://github.com/langchain-ai/langchain/issues/34140',
  },
  {
    label: 'a call before anything else to Gemini',
    model: 'google/gemini-2.5-flash',
    call: { prompt: called('sunny'), tools },
    refusal: /function call turn comes immediately after a user turn/,
    seen: 'https://github.com/google-gemini/gemini-cli/issues/11814',
  },
  {
    label: 'no reasoning in the history to DeepSeek behind OpenRouter',
    model: 'openrouter/deepseek/deepseek-v4-pro',
    call: { prompt: [...HI, ...called('sunny')], tools },
    refusal: /`reasoning_content` in the thinking mode must be passed back/,
    seen: 'https://github.com/UKGovernmentBEIS/inspect_ai/issues/4079',
  },
  {
    label: 'words to continue to Claude behind OpenRouter',
    model: 'openrouter/anthropic/claude-opus-4.6',
    call: { prompt: [...HI, ...said('Ho')] },
    refusal: /does not support assistant message prefill/,
    seen: 'https://github.com/openclaw/openclaw/issues/75395',
  },
  {
    label: 'calls of Kimi to Claude behind OpenRouter',
    model: 'openrouter/anthropic/claude-sonnet-5',
    call: { prompt: [...HI, ...called('sunny', 'functions.weather:0')], tools },
    refusal: /tool_use\.id: String should match pattern/,
    seen: 'https://github.com/anomalyco/opencode/pull/1525',
  },
  {
    label: 'a late system message to a Qwen template',
    model: 'fireworks/qwen3p8-32b',
    call: { prompt: [...HI, ...system('Late'), ...and] },
    refusal: /System message must be at the beginning/,
    seen: 'https://github.com/BerriAI/litellm/issues/39852',
  },
  {
    label: 'arguments that are a text, to a Qwen template',
    model: '@cf/qwen/qwen3.8-27b',
    call: { prompt: textCall, tools },
    refusal: /Can only get item pairs from a mapping/,
    seen: 'https://github.com/JetBrains/koog/issues/2058',
  },
  {
    label: 'live search to xAI',
    model: 'xai/grok-4.5',
    call: { providerOptions: { xai: { searchParameters: { mode: 'on' } } } },
    patch: body => ({ ...body, search_parameters: { mode: 'on' } }),
    refusal: /Live search is deprecated/,
    seen: 'https://github.com/vercel/ai/pull/15713',
  },
  {
    label: 'two user messages to Perplexity',
    model: 'perplexity/sonar',
    call: { prompt: [...HI, ...and] },
    refusal: /should alternate with assistant|should be alternating/,
    seen: 'https://github.com/anomalyco/opencode/issues/9416',
  },
  {
    label: 'thinking without a stream to open-weight Qwen 3',
    model: 'alibaba/qwen3-32b',
    call: effort('high'),
    patch: body => ({ ...body, enable_thinking: true }),
    refusal: /enable_thinking must be set to false for non-streaming calls/,
    seen: 'https://github.com/infiniflow/ragflow/issues/8972',
  },
  {
    label: 'a forced call while thinking to DashScope',
    model: 'alibaba/qwen3-max',
    call: { ...required, ...effort('high') },
    patch: body => ({ ...body, enable_thinking: true }),
    refusal: /does not support being set to required or object in thinking mode/,
    seen: 'https://github.com/cloudwego/eino/issues/994',
  },
  {
    label: 'a forced call while thinking to Anthropic',
    model: 'anthropic/claude-haiku-4.5',
    call: {
      ...required,
      maxOutputTokens: 4000,
      providerOptions: { anthropic: { thinking: { type: 'enabled', budgetTokens: 2000 } } },
    },
    patch: body => ({ ...body, thinking: { type: 'enabled', budget_tokens: 2000 } }),
    refusal: /Thinking may not be enabled when tool_choice forces tool use/,
    seen: 'https://github.com/mastra-ai/mastra/issues/7507',
  },
];
