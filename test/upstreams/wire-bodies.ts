import type { WireBody } from '../../src/wire/body.ts';

/** A body as the core writes it, with words (`w1`, `w2` …) that must not get lost. */
export interface NamedBody {
  readonly label: string;
  readonly mode: 'generate' | 'stream';
  readonly body: WireBody;
}

const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: { city: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
  required: ['city'],
  additionalProperties: false,
};
const tool = {
  type: 'function',
  function: { name: 'weather', description: 'Get weather', parameters: schema },
} as const;
const format = { type: 'json_schema', json_schema: { name: 'answer', schema } };
const call = (id: string) =>
  ({ id, type: 'function', function: { name: 'weather', arguments: '{"city":"w9"}' } }) as const;

const hi: WireBody = { model: 'x', messages: [{ role: 'user', content: 'w1' }] };

const conversation: WireBody['messages'] = [
  { role: 'system', content: 'w1' },
  { role: 'system', content: 'w2' },
  {
    role: 'user',
    content: [
      { type: 'text', text: 'w3' },
      { type: 'text', text: 'w4' },
    ],
  },
  {
    role: 'assistant',
    content: null,
    reasoning_content: 'plan',
    tool_calls: [call('call_1'), call(`call_${'2'.repeat(50)}`)],
  },
  { role: 'tool', tool_call_id: 'call_1', content: 'w5' },
  { role: 'tool', tool_call_id: `call_${'2'.repeat(50)}`, content: 'w6' },
  { role: 'system', content: 'w7' },
  {
    role: 'user',
    content: [
      { type: 'text', text: 'w8' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
    ],
  },
];

const sampling = {
  max_tokens: 64,
  temperature: 0.5,
  top_p: 0.9,
  top_k: 5,
  frequency_penalty: 0.1,
  presence_penalty: 0.1,
  stop: ['1', '2', '3', '4', '5'],
  seed: 7,
};

export const bodies: readonly NamedBody[] = [
  { label: 'a prompt', mode: 'generate', body: hi },
  { label: 'every setting', mode: 'generate', body: { ...hi, ...sampling, user: 'u', verbosity: 'low' } },
  { label: 'a conversation', mode: 'generate', body: { ...hi, messages: conversation, tools: [tool] } },
  {
    label: 'lone surrogates',
    mode: 'generate',
    body: { ...hi, messages: [{ role: 'user', content: 'w1 \ud83d' }] },
  },
  { label: 'no tools in the list', mode: 'generate', body: { ...hi, tools: [], tool_choice: 'auto' } },
  { label: 'a schema', mode: 'generate', body: { ...hi, response_format: format } },
  { label: 'JSON mode', mode: 'generate', body: { ...hi, response_format: { type: 'json_object' } } },
  {
    label: 'a schema and tools',
    mode: 'generate',
    body: {
      ...hi,
      response_format: format,
      tools: [tool],
      tool_choice: 'required',
      parallel_tool_calls: true,
    },
  },
  {
    label: 'a stream with everything',
    mode: 'stream',
    body: {
      ...hi,
      ...sampling,
      messages: conversation,
      tools: [tool],
      tool_choice: 'auto',
      reasoning_effort: 'low',
      logit_bias: { 1: 1 },
      logprobs: true,
      top_logprobs: 2,
      stream: true,
      stream_options: { include_usage: true },
    },
  },
  {
    label: 'a stream with a schema',
    mode: 'stream',
    body: { ...hi, response_format: format, stream: true, stream_options: { include_usage: true } },
  },
  ...(['none', 'minimal', 'medium', 'xhigh'] as const).map(effort => ({
    label: `the effort ${effort}`,
    mode: 'generate' as const,
    body: { ...hi, reasoning_effort: effort, temperature: 0.5 },
  })),
];
