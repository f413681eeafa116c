import type {
  LanguageModelV2FilePart,
  LanguageModelV2FunctionTool,
  LanguageModelV2Message,
  LanguageModelV2Prompt,
} from '@ai-sdk/provider';
import type { CallOptions } from '../support/call.ts';
import { H, HI, jsonFormat, P_IN, SYS, WX } from '../support/prompts.ts';

/** A call that both sides get, and the name by which the table of differences refers to it. */
export interface Call {
  readonly label: string;
  readonly options: CallOptions;
}

const draft = 'http://json-schema.org/draft-07/schema#';

/** One required property and one that may be absent, with limits. */
export const loose: LanguageModelV2FunctionTool['inputSchema'] = {
  $schema: draft,
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1 },
    tags: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 3 },
  },
  required: ['name'],
  additionalProperties: false,
};

const time: LanguageModelV2FunctionTool = { ...WX, name: 'time', description: 'Get the time' };
export const tools: LanguageModelV2FunctionTool[] = [WX, time];

const user = (text: string): LanguageModelV2Message => ({ role: 'user', content: [{ type: 'text', text }] });
const called = (toolCallId: string, toolName: string) =>
  ({ type: 'tool-call', toolCallId, toolName, input: { city: 'Paris' } }) as const;
const resulted = (toolCallId: string, toolName: string) =>
  ({ type: 'tool-result', toolCallId, toolName, output: { type: 'text', value: 'ok' } }) as const;

/** Longer than any upstream but OpenAI's own ids are, and with characters that some refuse. */
const longId = 'toolu_01:A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0';

const answered: LanguageModelV2Prompt = [
  ...H,
  { role: 'assistant', content: [{ type: 'text', text: '20 degrees' }] },
  user('And tomorrow?'),
];

const longHistory: LanguageModelV2Prompt = [
  user('Weather?'),
  { role: 'assistant', content: [{ type: 'text', text: 'Let me see' }, called(longId, 'weather')] },
  { role: 'tool', content: [resulted(longId, 'weather')] },
];

const parallel: LanguageModelV2Prompt = [
  user('Weather and time?'),
  { role: 'assistant', content: [called('abcdefgh1', 'weather'), called('abcdefgh2', 'time')] },
  { role: 'tool', content: [resulted('abcdefgh1', 'weather'), resulted('abcdefgh2', 'time')] },
];

const thoughtful: LanguageModelV2Prompt = [
  user('2 + 2?'),
  {
    role: 'assistant',
    content: [
      { type: 'reasoning', text: 'add them' },
      { type: 'text', text: '4' },
    ],
  },
  user('Sure?'),
];

const withFile = (file: Omit<LanguageModelV2FilePart, 'type'>): CallOptions => ({
  prompt: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'file', ...file },
      ],
    },
  ],
});
/** `%PDF-` and the signature of PNG: what a package tells types by. */
const pdf = new Uint8Array([37, 80, 68, 70, 45]);
const png = new Uint8Array([137, 80, 78, 71]);
const at = (name: string): URL => new URL(`https://example.com/${name}`);

const settings: readonly Call[] = [
  { label: 'maxOutputTokens', options: { maxOutputTokens: 100 } },
  { label: 'temperature', options: { temperature: 0.5 } },
  { label: 'topP', options: { topP: 0.9 } },
  { label: 'topK', options: { topK: 5 } },
  { label: 'frequencyPenalty', options: { frequencyPenalty: 0.1 } },
  { label: 'presencePenalty', options: { presencePenalty: 0.2 } },
  { label: 'stopSequences', options: { stopSequences: ['x'] } },
  { label: 'seed', options: { seed: 7 } },
];

const choices: readonly Call[] = [
  { label: 'tools', options: { tools } },
  { label: 'choice auto', options: { tools, toolChoice: { type: 'auto' } } },
  { label: 'choice none', options: { tools, toolChoice: { type: 'none' } } },
  { label: 'choice required', options: { tools, toolChoice: { type: 'required' } } },
  { label: 'choice named', options: { tools, toolChoice: { type: 'tool', toolName: 'time' } } },
];

const formats: readonly Call[] = [
  { label: 'JSON', options: { responseFormat: { type: 'json' } } },
  { label: 'JSON strict schema', options: { responseFormat: jsonFormat(P_IN, 'person', 'A person') } },
  { label: 'JSON loose schema', options: { responseFormat: jsonFormat(loose) } },
  { label: 'JSON and tools', options: { tools, responseFormat: jsonFormat(P_IN) } },
];

/** What people do with a model, once each. */
export const calls: readonly Call[] = [
  { label: 'plain', options: {} },
  ...settings,
  { label: 'system messages', options: { prompt: [SYS, { role: 'system', content: 'Be kind' }, ...HI] } },
  {
    label: 'late system message',
    options: { prompt: [...thoughtful.slice(0, 2), { role: 'system', content: 'Be loud' }, user('Sure?')] },
  },
  { label: 'two users', options: { prompt: [...HI, user('there')] } },
  {
    label: 'two texts',
    options: {
      prompt: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'a' },
            { type: 'text', text: 'b' },
          ],
        },
      ],
    },
  },
  { label: 'reasoning in history', options: { prompt: thoughtful } },
  { label: 'tool turn', options: { prompt: H, tools: [WX] } },
  { label: 'tool turn, answered', options: { prompt: answered, tools: [WX] } },
  { label: 'tool turn, then user', options: { prompt: [...H, user('And?')], tools: [WX] } },
  { label: 'tool turn, no tools', options: { prompt: H } },
  { label: 'long tool call id', options: { prompt: longHistory, tools: [WX] } },
  { label: 'parallel tools', options: { prompt: parallel, tools } },
  ...choices,
  ...formats,
  { label: 'image URL', options: withFile({ data: at('a.png'), mediaType: 'image/png' }) },
  { label: 'image', options: withFile({ data: png, mediaType: 'image/png' }) },
  { label: 'PDF URL', options: withFile({ data: at('a.pdf'), mediaType: 'application/pdf' }) },
  { label: 'PDF', options: withFile({ data: pdf, mediaType: 'application/pdf' }) },
  {
    label: 'named PDF',
    options: withFile({ data: pdf, mediaType: 'application/pdf', filename: 'a.pdf' }),
  },
  {
    label: 'prefill',
    options: { prompt: [...HI, { role: 'assistant', content: [{ type: 'text', text: 'Hello' }] }] },
  },
];
