import type {
  LanguageModelV2CallOptions,
  LanguageModelV2FunctionTool,
  LanguageModelV2Prompt,
} from '@ai-sdk/provider';

type Call = Omit<LanguageModelV2CallOptions, 'abortSignal'>;

const hello: LanguageModelV2Prompt = [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }];
const schema: LanguageModelV2FunctionTool['inputSchema'] = {
  type: 'object',
  properties: { city: { type: 'string', description: 'City' }, days: { type: 'integer' } },
  required: ['city', 'days'],
  additionalProperties: false,
};
const weather: LanguageModelV2FunctionTool = {
  type: 'function',
  name: 'weather',
  description: 'Weather',
  inputSchema: schema,
};
const clock: LanguageModelV2FunctionTool = {
  type: 'function',
  name: 'clock',
  inputSchema: { type: 'object', properties: {} },
};
const result = (toolCallId: string, toolName: string) =>
  ({ type: 'tool-result', toolCallId, toolName, output: { type: 'json', value: { t: 20 } } }) as const;

/** Two calls with thoughts before them, their results, and a question after them. */
const loop: LanguageModelV2Prompt = [
  { role: 'system', content: 'Be brief' },
  { role: 'user', content: [{ type: 'text', text: 'Weather?' }] },
  {
    role: 'assistant',
    content: [
      { type: 'reasoning', text: 'plan' },
      { type: 'text', text: 'Let me see.' },
      {
        type: 'tool-call',
        toolCallId: 'call_abc123XYZ',
        toolName: 'weather',
        input: { city: 'Paris', days: 1 },
      },
      { type: 'tool-call', toolCallId: 'call_def456XYZ', toolName: 'clock', input: {} },
    ],
  },
  { role: 'tool', content: [result('call_abc123XYZ', 'weather'), result('call_def456XYZ', 'clock')] },
  {
    role: 'user',
    content: [
      { type: 'text', text: 'And?' },
      { type: 'text', text: 'Tomorrow?' },
    ],
  },
];

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const cloudflare = (options: Record<string, string | boolean | number>) => ({
  providerOptions: { cloudflare: options },
});
const json = { type: 'json', schema, name: 'answer', description: 'An answer' } as const;

/** Calls of every kind, by name. */
export const conversations: Readonly<Record<string, Call>> = {
  plain: { prompt: hello },
  settings: {
    prompt: [{ role: 'system', content: 'Be brief' }, ...hello],
    maxOutputTokens: 99,
    temperature: 0.5,
    topP: 0.9,
    topK: 5,
    seed: 7,
    stopSequences: ['x'],
    frequencyPenalty: 0.1,
    presencePenalty: 0.1,
  },
  tools: { prompt: hello, tools: [weather, clock] },
  'a forced tool': {
    prompt: hello,
    tools: [weather, clock],
    toolChoice: { type: 'tool', toolName: 'weather' },
  },
  'any tool': { prompt: hello, tools: [weather, clock], toolChoice: { type: 'required' } },
  'a tool loop': { prompt: loop, tools: [weather, clock] },
  image: {
    prompt: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'file', mediaType: 'image/png', data: png },
        ],
      },
    ],
  },
  'a schema': { prompt: hello, responseFormat: json },
  'JSON mode': { prompt: hello, responseFormat: { type: 'json' } },
  'a schema and tools': { prompt: loop, tools: [weather, clock], responseFormat: json },
  options: { prompt: hello, tools: [weather], ...cloudflare({ user: 'u', parallelToolCalls: false }) },
  verbosity: { prompt: hello, ...cloudflare({ textVerbosity: 'low' }) },
  ...Object.fromEntries(
    ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'].map(effort => [
      `effort ${effort}`,
      { prompt: hello, ...cloudflare({ reasoningEffort: effort }) },
    ]),
  ),
};

const values = ['one', 'two'];

/** Calls of embedding models. */
export const embeddings: Readonly<Record<string, object>> = {
  plain: { values },
  'one text': { values: ['one'] },
  dimensions: { values, ...cloudflare({ dimensions: 64 }) },
  user: { values, ...cloudflare({ user: 'u' }) },
  'options of Cohere': {
    values,
    providerOptions: { cohere: { inputType: 'search_document', truncate: 'END' } },
  },
};

const query = 'rain';

/** Calls of reranking models. */
export const rerankings: Readonly<Record<string, object>> = {
  plain: { query, documents: { type: 'text', values } },
  'some of them': { query, documents: { type: 'text', values }, topN: 1 },
  objects: { query, documents: { type: 'object', values: [{ title: 'one' }] } },
};

/** Calls of image models. */
export const images: Readonly<Record<string, object>> = {
  plain: { prompt: 'A cat', n: 1, providerOptions: {} },
  settings: {
    prompt: 'A cat',
    n: 1,
    size: '1024x1024',
    seed: 7,
    ...cloudflare({ user: 'u' }),
  },
};

/** Calls of speech models. */
export const speeches: Readonly<Record<string, object>> = {
  plain: { text: 'Hi', voice: 'alloy', providerOptions: {} },
  settings: { text: 'Hi', voice: 'alloy', outputFormat: 'wav', speed: 1.5, instructions: 'Slowly' },
};

/** Calls of transcription models. */
export const transcripts: Readonly<Record<string, object>> = {
  plain: { audio: Uint8Array.of(1, 2, 3), mediaType: 'audio/wav', providerOptions: {} },
};
