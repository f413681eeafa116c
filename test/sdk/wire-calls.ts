import type { LanguageModelV2Prompt } from '@ai-sdk/provider';
import { type Call, calls as plainCalls, tools } from '../differential/calls.ts';
import type { CallOptions } from '../support/call.ts';
import { H, HI, jsonFormat, P_IN, WX } from '../support/prompts.ts';

const png = 'iVBORw0KGgo=';

/** A conversation in which a tool returned this. */
function returned(output: object): CallOptions {
  const [question, call] = H;
  const result = { type: 'tool-result', toolCallId: 'call_abc123XYZ', toolName: 'weather', output };
  // The outputs are those of the specification; a list of them has no one type.
  return {
    tools: [WX],
    prompt: [question, call, { role: 'tool', content: [result] }] as LanguageModelV2Prompt,
  };
}

const content = (...value: readonly object[]): object => ({ type: 'content', value });
const text = (words: string): object => ({ type: 'text', text: words });
const image = { type: 'media', data: png, mediaType: 'image/png' };
const pdf = { type: 'media', data: 'JVBERi0=', mediaType: 'application/pdf' };

const results: readonly Call[] = [
  { label: 'result: text', options: returned({ type: 'text', value: 'ok' }) },
  { label: 'result: error text', options: returned({ type: 'error-text', value: 'no' }) },
  { label: 'result: error JSON', options: returned({ type: 'error-json', value: { no: true } }) },
  { label: 'result: null', options: returned({ type: 'json', value: null }) },
  { label: 'result: one text part', options: returned(content(text('a'))) },
  { label: 'result: several text parts', options: returned(content(text('a'), text('b'))) },
  { label: 'result: no part', options: returned(content()) },
  { label: 'result: text and image', options: returned(content(text('a'), image)) },
  { label: 'result: image alone', options: returned(content(image)) },
  { label: 'result: text, image and PDF', options: returned(content(text('a'), image, pdf)) },
];

/** One assistant turn with a call in it, and its result. */
function calledWith(part: object): CallOptions {
  const call = { type: 'tool-call', toolCallId: 'call_abc123XYZ', toolName: 'weather', input: {}, ...part };
  return {
    tools: [WX],
    prompt: [H[0], { role: 'assistant', content: [call] }, H[2]] as LanguageModelV2Prompt,
  };
}

const histories: readonly Call[] = [
  { label: 'call: no arguments', options: calledWith({}) },
  { label: 'call: arguments as text', options: calledWith({ input: '{"city": "Paris"}' }) },
  { label: 'call: broken arguments', options: calledWith({ input: '{"city":' }) },
  ...['google', 'vertex', 'cloudflare', 'openaiCompatible', 'openai'].map(key => ({
    label: `call: signature of ${key}`,
    options: calledWith({
      input: { city: 'Paris' },
      providerOptions: { [key]: { thoughtSignature: 'sig' } },
    }),
  })),
  {
    label: 'reasoning details',
    options: {
      prompt: [
        ...HI,
        {
          role: 'assistant',
          content: [
            {
              type: 'reasoning',
              text: 'Hm',
              providerOptions: { cloudflare: { reasoningDetails: [{ type: 'reasoning.text', text: 'Hm' }] } },
            },
            { type: 'text', text: 'Hello' },
          ],
        },
        ...HI,
      ],
    },
  },
  {
    label: 'a file of the assistant',
    options: {
      prompt: [
        ...HI,
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'file', data: png, mediaType: 'image/png' },
          ],
        },
        ...HI,
      ],
    },
  },
  {
    label: 'options of the core on parts',
    options: {
      prompt: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Hi', providerOptions: { openaiCompatible: { marker: 1 } } },
            { type: 'text', text: 'there' },
          ],
        },
      ],
    },
  },
];

const options: readonly Call[] = [
  ...['none', 'minimal', 'low', 'high', 'xhigh', null].map(reasoningEffort => ({
    label: `effort ${reasoningEffort}`,
    options: { providerOptions: { cloudflare: { reasoningEffort } } },
  })),
  {
    label: 'every kind of option',
    options: {
      headers: { 'x-call': '1' },
      topK: 3,
      providerOptions: {
        cloudflare: {
          textVerbosity: 'low',
          user: 'u1',
          parallelToolCalls: false,
          extraBody: { marker: true },
          cacheTtl: 60,
          metadata: { team: 'docs' },
        },
        openai: { serviceTier: 'auto', reasoningEffort: 'low', strictJsonSchema: true },
        groq: { serviceTier: 'flex', structuredOutputs: false },
        anthropic: { thinking: { type: 'enabled', budgetTokens: 2000 } },
        google: { thinkingConfig: { thinkingLevel: 'low' } },
        openaiCompatible: { user: 'never', strictJsonSchema: false, marker: 2 },
      },
    },
  },
  { label: 'strict tool', options: { tools: [{ ...WX, strict: true } as typeof WX] } },
  { label: 'tool that is not strict', options: { tools: [{ ...WX, strict: false } as typeof WX] } },
  {
    label: 'strict tool by option',
    options: { tools: [{ ...WX, providerOptions: { cloudflare: { strict: true } } }] },
  },
  {
    label: 'a tool of a provider',
    options: {
      tools: [...tools, { type: 'provider-defined', id: 'openai.web_search', name: 'web_search', args: {} }],
    },
  },
  { label: 'schema with a name', options: { responseFormat: jsonFormat(P_IN, 'person', 'A person') } },
];

/** What people send, in every form that all specifications share. */
export const wireCalls: readonly Call[] = [...plainCalls, ...results, ...histories, ...options];
