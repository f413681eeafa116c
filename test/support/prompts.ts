import type {
  LanguageModelV2CallOptions,
  LanguageModelV2FunctionTool,
  LanguageModelV2Message,
  LanguageModelV2Prompt,
} from '@ai-sdk/provider';

/** Inputs that the request tests of all profiles share. */
export const HI: LanguageModelV2Prompt = [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }];
export const WIRE_HI: object = { role: 'user', content: 'Hi' };
export const SYS: LanguageModelV2Message = { role: 'system', content: 'Be brief' };

const draft = 'http://json-schema.org/draft-07/schema#';
type Schema = LanguageModelV2FunctionTool['inputSchema'];
const S: Schema = {
  type: 'object',
  properties: { city: { type: 'string', description: 'City' } },
  required: ['city'],
  additionalProperties: false,
};
export const P: Schema = {
  type: 'object',
  properties: { name: { type: 'string' } },
  required: ['name'],
  additionalProperties: false,
};

/** A response schema as the SDK hands it over, and as it travels. */
export const P_IN: Schema = { $schema: draft, ...P };

export const WX: LanguageModelV2FunctionTool = {
  type: 'function',
  name: 'weather',
  description: 'Get weather',
  inputSchema: { $schema: draft, ...S },
};
export const WIRE_WX: object = {
  type: 'function',
  function: { name: 'weather', description: 'Get weather', parameters: S },
};

/** A conversation with a tool call behind it. */
export const H: LanguageModelV2Prompt = [
  { role: 'user', content: [{ type: 'text', text: 'Weather?' }] },
  {
    role: 'assistant',
    content: [
      { type: 'reasoning', text: 'plan' },
      { type: 'tool-call', toolCallId: 'call_abc123XYZ', toolName: 'weather', input: { city: 'Paris' } },
    ],
  },
  {
    role: 'tool',
    content: [
      {
        type: 'tool-result',
        toolCallId: 'call_abc123XYZ',
        toolName: 'weather',
        output: { type: 'json', value: { t: 20 } },
      },
    ],
  },
];

export const wireCall = (id: string): object => ({
  id,
  type: 'function',
  function: { name: 'weather', arguments: '{"city":"Paris"}' },
});

/** The response format of the SDK for a schema. */
export function jsonFormat(
  schema: Schema,
  name?: string,
  description?: string,
): NonNullable<LanguageModelV2CallOptions['responseFormat']> {
  return {
    type: 'json',
    schema,
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
  };
}
