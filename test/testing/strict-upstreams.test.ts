import { describe, expect, it } from 'vitest';
import { createLocalGateway, gatewayAuth, hello, paths, post, restAuth, workersAIAuth } from './support.ts';

const slugs = ['mistral', 'cerebras', 'deepseek', 'perplexity-ai'];
const storedKeys = Object.fromEntries(slugs.map(slug => [slug, { default: 'sk-stored' }]));
const gateway = createLocalGateway({ gateways: { default: { storedKeys } } });
const lenient = createLocalGateway({ strict: false });
const compat = (model: string, body: object = {}) => {
  const auth = model.startsWith('workers-ai/') ? workersAIAuth : gatewayAuth;
  return post(gateway, paths.compat, { model, messages: hello, ...body }, auth);
};
const rest = (model: string, body: object = {}) =>
  post(gateway, paths.rest, { model, messages: hello, ...body }, restAuth);

const parameters = {
  type: 'object',
  properties: { city: { type: 'string', description: 'City' } },
  required: ['city'],
};
const weather = { type: 'function', function: { name: 'weather', description: 'Weather', parameters } };
const call = (id: string, extra = {}) => ({
  id,
  type: 'function',
  function: { name: 'weather', arguments: '{}' },
  ...extra,
});
const history = (id: string, assistant: object = {}, callExtra: object = {}) => [
  { role: 'user', content: 'Weather?' },
  { role: 'assistant', content: '', tool_calls: [call(id, callExtra)], ...assistant },
  { role: 'tool', tool_call_id: id, content: 'sunny' },
];
const strictFormat = (schema: object, name?: string) => ({
  response_format: { type: 'json_schema', json_schema: { ...(name ? { name } : {}), strict: true, schema } },
});
const closed = { ...parameters, additionalProperties: false };

describe('openai', () => {
  it.each([
    [
      'gpt-5-mini',
      { max_tokens: 9 },
      'max_tokens',
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    ],
    [
      'o3',
      { max_tokens: 9 },
      'max_tokens',
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    ],
    [
      'gpt-5.2',
      { max_tokens: 9 },
      'max_tokens',
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    ],
    [
      'gpt-5',
      { temperature: 0.2 },
      'temperature',
      "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
    ],
    [
      'gpt-5.2',
      { temperature: 0.2, reasoning_effort: 'low' },
      'temperature',
      "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
    ],
    [
      'o4-mini',
      { logprobs: true },
      'logprobs',
      "Unsupported parameter: 'logprobs' is not supported with this model.",
    ],
    ['gpt-4o', { cacheTtl: 60 }, null, 'Unrecognized request argument supplied: cacheTtl'],
    ['gpt-4o', { reasoning_effort: 'low' }, null, 'Unrecognized request argument supplied: reasoning_effort'],
    [
      'gpt-4o',
      { tools: [] },
      'tools',
      "Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.",
    ],
    [
      'gpt-4o',
      { tool_choice: 'auto' },
      'tool_choice',
      "'tool_choice' is only allowed when 'tools' are specified.",
    ],
    [
      'gpt-4o',
      strictFormat(closed),
      'response_format.json_schema.name',
      "Missing required parameter: 'response_format.json_schema.name'.",
    ],
    [
      'gpt-4o',
      strictFormat(parameters, 'out'),
      'response_format',
      "Invalid schema for response_format 'out': In context=(), 'additionalProperties' is required to be supplied and to be false.",
    ],
    [
      'gpt-4o',
      strictFormat({ ...closed, required: [] }, 'out'),
      'response_format',
      "Invalid schema for response_format 'out': In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'city'.",
    ],
    [
      'gpt-4o',
      strictFormat({ ...closed, properties: { city: { type: 'object', properties: {} } } }, 'out'),
      'response_format',
      "Invalid schema for response_format 'out': In context=('properties', 'city'), 'additionalProperties' is required to be supplied and to be false.",
    ],
  ])('%s refuses %o', async (model, body, param, message) => {
    const result = await compat(`openai/${model}`, body);
    expect(result.status).toBe(400);
    expect(result.json.error).toMatchObject({ message, param, type: 'invalid_request_error' });
  });

  it('refuses long tool call ids', async () => {
    const result = await compat('openai/gpt-4o', { messages: history('c'.repeat(41)), tools: [weather] });
    expect(result.json.error).toMatchObject({ code: 'string_above_max_length' });
    expect(result.json.error.message).toContain(
      'Expected a string with maximum length 40, but got a string with length 41',
    );
  });

  it.each([
    ['gpt-4o', { max_tokens: 90, temperature: 0.2, frequency_penalty: 1 }],
    ['gpt-5-chat-latest', { max_tokens: 90, temperature: 0.2 }],
    ['gpt-5', { max_completion_tokens: 90, temperature: 1 }],
    ['gpt-5.1', { max_completion_tokens: 90, temperature: 0.2 }],
    ['gpt-5.5', { temperature: 0.2, reasoning_effort: 'none' }],
    ['gpt-4o', strictFormat({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...closed }, 'out')],
    ['gpt-4o', { messages: history('c'.repeat(40)), tools: [weather], tool_choice: 'auto' }],
  ])('%s accepts %o', async (model, body) => {
    expect((await compat(`openai/${model}`, body)).status).toBe(200);
  });

  it('refuses the same of Azure deployments by their name', async () => {
    const path = paths.native('azure-openai/res/gpt-5-mini/chat/completions?api-version=1');
    const result = await post(
      gateway,
      path,
      { messages: hello, max_tokens: 1 },
      { ...gatewayAuth, 'api-key': 'a-key' },
    );
    expect(result.json.error.code).toBe('unsupported_parameter');
  });
});

describe('groq', () => {
  it.each([
    [
      'E11',
      'llama-3.3-70b-versatile',
      { messages: [...hello, { role: 'assistant', content: 'x', reasoning_content: 'y' }] },
      "'messages.1' : for 'role:assistant' the following must be satisfied[('messages.1' : property 'reasoning_content' is unsupported)]",
    ],
    [
      'E12',
      'llama-3.3-70b-versatile',
      { messages: [...hello, { role: 'assistant', content: 'x', reasoning: 'y' }] },
      'messages[1].reasoning: reasoning is not supported with this model',
    ],
    [
      'E13',
      'openai/gpt-oss-120b',
      { tools: [weather], ...strictFormat(closed, 'out') },
      'json mode cannot be combined with tool/function calling',
    ],
    [
      'E13',
      'openai/gpt-oss-120b',
      { tools: [weather], response_format: { type: 'json_object' } },
      "'response_format' json_object cannot be combined with tool/function calling",
    ],
    ['keys', 'openai/gpt-oss-120b', { top_k: 4 }, "property 'top_k' is unsupported"],
  ])('refuses %s on %s', async (_, model, body, message) => {
    const result = await compat(`groq/${model}`, body);
    expect([result.status, result.json.error?.message]).toEqual([400, message]);
  });

  it('accepts reasoning of models that reason', async () => {
    const messages = [...hello, { role: 'assistant', content: 'x', reasoning: 'y' }, ...hello];
    expect(
      (await compat('groq/openai/gpt-oss-120b', { messages, stream_options: {}, stream: true })).status,
    ).toBe(200);
  });
});

describe('workers-ai', () => {
  const legacy = '@cf/meta/llama-3.3-70b-instruct-fp8-fast';
  const modern = '@cf/openai/gpt-oss-120b';

  it.each([
    [
      'E3 array',
      legacy,
      { messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }] }] },
      5006,
      "AiError: Bad input: Error: oneOf at '/' not met, 0 matches: required properties at '/' are 'prompt', Type mismatch of '/messages/0/content', 'array' not in 'string'",
    ],
    [
      'E3 null',
      legacy,
      { messages: [...hello, { role: 'assistant', content: null, tool_calls: [call('a')] }] },
      5006,
      "AiError: Bad input: Error: oneOf at '/' not met, 0 matches: required properties at '/' are 'prompt', Type mismatch of '/messages/1/content', 'null' not in 'string'",
    ],
    [
      'E3 absent',
      legacy,
      { messages: [...hello, { role: 'assistant' }] },
      5006,
      "AiError: Bad input: Error: oneOf at '/' not met, 0 matches: required properties at '/' are 'prompt', required properties at '/messages/1' are 'role,content'",
    ],
    [
      'E4 bare schema',
      modern,
      { response_format: { type: 'json_schema', json_schema: closed } },
      5006,
      "AiError: Bad input: Error: anyOf at '/' not met, 0 matches: required properties at '/response_format/json_schema' are 'name'",
    ],
    [
      'E4 flat tool',
      modern,
      { tools: [{ type: 'function', name: 'weather', parameters }] },
      5006,
      "AiError: Bad input: Error: anyOf at '/' not met, 0 matches: required properties at '/tools/0/function' are 'name', enum function not in custom at '/tools/0/type'",
    ],
    ['E5 any', legacy, { tools: [weather], tool_choice: 'any' }, 8001, 'AiError: 8001: Invalid input'],
    [
      'E5 description',
      modern,
      { tools: [{ type: 'function', function: { ...weather.function, description: false } }] },
      8001,
      'AiError: 8001: Invalid input',
    ],
    [
      'E6',
      modern,
      { tools: [weather], tool_choice: 'required', max_completion_tokens: 10 },
      8006,
      'AiError: The forced tool call did not fit into max_tokens.',
    ],
    [
      '5023',
      legacy,
      { stream: true, response_format: { type: 'json_schema', json_schema: closed } },
      5023,
      'AiError 5023: JSON Schema mode is not supported with stream mode.',
    ],
  ])('refuses %s on %s', async (_, model, body, code, message) => {
    for (const result of [await rest(model, body), await compat(`workers-ai/${model}`, body)]) {
      expect(result.status).toBe(400);
      expect(result.json).toEqual({ errors: [{ message, code }], success: false, result: {}, messages: [] });
    }
  });

  it.each([
    [legacy, { response_format: { type: 'json_schema', json_schema: closed } }],
    [legacy, strictFormat(closed, 'out')],
    [modern, strictFormat(closed, 'out')],
    [modern, { messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }] }] }],
    [modern, { stream: true, ...strictFormat(closed, 'out') }],
    [modern, { messages: history('a', { reasoning: 'plan' }), tools: [weather] }],
  ])('%s accepts %o', async (model, body) => {
    expect((await rest(model, body)).status).toBe(200);
  });
});

describe('the others', () => {
  const thought = { extra_content: { google: { thought_signature: 'x' } } };
  const two = [...hello, ...hello];

  it.each([
    [
      'google-ai-studio/gemini-2.5-flash',
      { frequency_penalty: 1 },
      /^\[\{"error":\{"code":400,"message":"Invalid JSON payload received. Unknown name \\"frequency_penalty\\": Cannot find field."/,
    ],
    [
      'google-ai-studio/gemini-3-pro',
      { messages: history('a'), tools: [weather] },
      /missing a thought_signature in functionCall parts/,
    ],
    [
      'google-ai-studio/gemini-2.5-flash',
      { tools: [weather], tool_choice: 'required', response_format: { type: 'json_object' } },
      /Forced function calling \(ANY mode\) with a response mime type: 'application\/json' is unsupported/,
    ],
    [
      'grok/grok-4.5',
      { presence_penalty: 0 },
      /"error":"Argument not supported on this model: presencePenalty"/,
    ],
    [
      'grok/grok-4.5',
      { reasoning_effort: 'none' },
      /This model does not support 'reasoning_effort' value 'none'/,
    ],
    [
      'mistral/mistral-large-latest',
      { messages: history('call_PTLP8') },
      /Tool call id was call_PTLP8 but must be a-z, A-Z, 0-9, with a length of 9\./,
    ],
    [
      'mistral/mistral-large-latest',
      { messages: [...history('abcDEF123'), ...hello] },
      /Unexpected role 'user' after role 'tool'/,
    ],
    ['mistral/mistral-large-latest', { max_completion_tokens: 5 }, /Extra inputs are not permitted/],
    [
      'cerebras/gpt-oss-120b',
      { messages: [...hello, { role: 'assistant', content: 'x', reasoning_content: 'y' }] },
      /^\{"message":"messages.1.assistant.reasoning_content: property 'messages.1.assistant.reasoning_content' is unsupported"/,
    ],
    [
      'cerebras/gpt-oss-120b',
      { tools: [weather, { ...weather, function: { ...weather.function, strict: true } }] },
      /Tools with mixed values for 'strict' are not allowed/,
    ],
    [
      'deepseek/deepseek-v4-pro',
      { messages: [...hello, { role: 'assistant', content: 'x' }, ...hello] },
      /`reasoning_content` in the thinking mode must be passed back/,
    ],
    ['perplexity/sonar', { messages: two }, /user and assistant roles should be alternating/],
    ['anthropic/claude-opus-4-7', { temperature: 0.5 }, /temperature: Extra inputs are not permitted/],
    [
      'anthropic/claude-sonnet-4-5',
      { tools: [weather], tool_choice: 'required', thinking: { type: 'enabled' } },
      /Thinking may not be enabled when tool_choice forces tool use\./,
    ],
  ])('%s refuses %o', async (model, body, text) => {
    const result = await compat(model, body);
    expect(result.status).toBeGreaterThanOrEqual(400);
    expect(result.text).toMatch(text);
  });

  it.each([
    ['moonshotai/kimi-k2.6', { temperature: 0.2 }, /invalid temperature: only 1 is allowed for this model/],
    [
      'moonshotai/kimi-k3',
      { messages: history('a') },
      /reasoning_content is missing in assistant tool call message at index 1/,
    ],
    [
      'minimax/m3',
      { messages: [{ role: 'system', content: 'a' }, { role: 'system', content: 'b' }, ...hello] },
      /invalid chat setting \(2013\)/,
    ],
    [
      'minimax/m3',
      { messages: [...hello, { role: 'system', content: 'b' }] },
      /invalid message role: system \(2013\)/,
    ],
    [
      'alibaba/qwen3.8-max',
      { tools: [weather], tool_choice: 'required', enable_thinking: true },
      /does not support being set to required or object in thinking mode/,
    ],
  ])('%s refuses %o on REST', async (model, body, text) => {
    const result = await rest(model, body);
    expect(result.status).toBe(400);
    expect(result.text).toMatch(text);
  });

  it.each([
    ['google-ai-studio/gemini-3-pro', { messages: history('a', {}, thought), tools: [weather] }],
    ['mistral/mistral-large-latest', { messages: history('abcDEF123'), max_tokens: 50 }],
    ['anthropic/claude-haiku-4-5', { temperature: 0.5, max_tokens: 50 }],
  ])('%s accepts %o', async (model, body) => {
    expect((await compat(model, body)).status).toBe(200);
  });
});

it('can be switched off', async () => {
  const body = { model: 'openai/gpt-5', messages: hello, max_tokens: 90, cacheTtl: 60 };
  expect((await post(lenient, paths.compat, body, gatewayAuth)).status).toBe(200);
});
