import { expect, it } from 'vitest';
import {
  ask,
  city,
  history,
  jsonObject,
  jsonSchema,
  parameters,
  type StrictCase,
  strictSuite,
  tool,
  weather,
} from './suite.ts';

const surfaces = ['google-ai-studio/', 'google/', 'google-vertex-ai/google/'];
const unknown = (key: string, at = '') =>
  `Invalid JSON payload received. Unknown name "${key}"${at === '' ? '' : ` at '${at}'`}: Cannot find field.`;
const signed = { extra_content: { google: { thought_signature: 'c2lnbmVk' } } };
const place = 'tools[0].function.parameters';
const inTool = (property: object, more: object = {}) => ({
  tools: [tool({ parameters: { ...parameters, properties: { city: property }, ...more } })],
});

const body = (message: string) => [{ error: { code: 400, message, status: 'INVALID_ARGUMENT' } }];

const schemas = (
  [
    [
      '$schema',
      inTool(city, { $schema: 'https://json-schema.org/draft/2020-12/schema' }),
      unknown('$schema', place),
    ],
    ['examples', inTool(city, { examples: [] }), unknown('examples', place)],
    ['discriminator', inTool(city, { discriminator: {} }), unknown('discriminator', place)],
    ['const', inTool({ type: 'string', const: 'Oslo' }), unknown('const', `${place}.properties.city`)],
    [
      'exclusiveMinimum',
      inTool({ type: 'integer', exclusiveMinimum: 0 }),
      unknown('exclusiveMinimum', `${place}.properties.city`),
    ],
    [
      'exclusiveMaximum in a list',
      inTool({ type: 'array', items: { type: 'number', exclusiveMaximum: 0 } }),
      unknown('exclusiveMaximum', `${place}.properties.city.items`),
    ],
    [
      'formats of strings',
      inTool({ type: 'string', format: 'date' }),
      `${place}.properties.city.format: only 'enum' and 'date-time' are supported for STRING type`,
    ],
    ['lists of nothing', inTool({ type: 'array' }), `${place}.properties.city.items: missing field.`],
    [
      'required ghosts',
      inTool(city, { required: ['city', 'ghost'] }),
      `${place}.required[1]: property is not defined`,
    ],
  ] as const
).map(([rule, bad, message]) => ({ rule, bad, good: { tools: [weather] }, message }));

strictSuite(
  'google, on every surface',
  body,
  surfaces.flatMap(prefix => [
    { rule: 'top_k', model: `${prefix}gemini-2.5-flash`, bad: { top_k: 4 }, message: unknown('top_k') },
    {
      rule: 'minimal effort',
      model: `${prefix}gemini-2.5-flash`,
      bad: { reasoning_effort: 'minimal' },
      good: { reasoning_effort: 'low' },
      message: 'Unsupported reasoning_effort: minimal. Supported values are none, low, medium and high.',
    },
    {
      rule: 'no thinking',
      model: `${prefix}gemini-2.5-pro`,
      bad: { reasoning_effort: 'none' },
      good: { reasoning_effort: 'low' },
      message: 'Budget 0 is invalid. This model only works in thinking mode.',
    },
    {
      rule: 'other stream options',
      model: `${prefix}gemini-2.5-flash`,
      both: { stream: true },
      bad: { stream_options: { include_usage: true, include_obfuscation: false } },
      good: { stream_options: { include_usage: true } },
      message: unknown('include_obfuscation', 'stream_options'),
    },
    {
      rule: 'calls without their signature',
      model: `${prefix}gemini-3-pro-preview`,
      both: { tools: [weather] },
      bad: { messages: history('a') },
      good: { messages: history('a', {}, {}, signed) },
      message:
        'Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call `default_api:weather` , position 2. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.',
    },
    {
      rule: 'forced calls beside JSON',
      model: `${prefix}gemini-2.5-flash`,
      both: { tools: [weather], ...jsonObject },
      bad: { tool_choice: 'required' },
      good: { tool_choice: 'auto' },
      message:
        "Forced function calling (ANY mode) with a response mime type: 'application/json' is unsupported",
    },
    ...schemas.map((row): StrictCase => ({ ...row, model: `${prefix}gemini-2.5-flash` })),
    {
      rule: 'const in an answer',
      model: `${prefix}gemini-2.5-flash`,
      bad: jsonSchema({ ...parameters, properties: { city: { const: 'Oslo' } } }),
      good: jsonSchema({ ...parameters, properties: { city: { type: 'string', enum: ['Oslo'] } } }),
      message: unknown('const', 'response_format.json_schema.schema.properties.city'),
    },
  ]),
);

const names =
  'frequency_penalty presence_penalty seed logit_bias logprobs top_logprobs prediction verbosity parallel_tool_calls reasoning extra_body'.split(
    ' ',
  );
strictSuite(
  'google-ai-studio',
  body,
  names.map(key => ({
    rule: key,
    model: 'google-ai-studio/gemini-2.5-flash',
    both: { tools: [weather] },
    bad: { [key]: 1 },
    message: unknown(key),
  })),
);

it.each([
  ['google/gemini-2.5-flash', { frequency_penalty: 1, presence_penalty: 1, seed: 1 }],
  ['google-vertex-ai/google/gemini-2.5-flash', { frequency_penalty: 1, seed: 1 }],
  ['google-ai-studio/gemini-2.5-flash', { extra_body: { google: { thinking_config: {} } } }],
  ['google-ai-studio/gemini-2.5-flash', { messages: history('a'), tools: [weather] }],
  ['google-ai-studio/gemini-3-flash', { reasoning_effort: 'minimal' }],
  ['google-ai-studio/gemini-3-flash', { tools: [weather], tool_choice: 'required', ...jsonObject }],
])('%s accepts %o', async (model, request) => {
  expect((await ask(model, request)).status).toBe(200);
});
