import type { LanguageModelV2FunctionTool, LanguageModelV2Prompt } from '@ai-sdk/provider';

/** A message and a tool in OpenAI's terms, for the clients that are no models of the AI SDK. */
export interface WireMessage {
  readonly role: 'user';
  readonly content: string;
}
export interface WireTool {
  readonly type: 'function';
  readonly function: { readonly name: string; readonly parameters: Record<string, unknown> };
}

/** One call, written in both languages, so that translating it counts for whoever does it. */
export interface Call {
  readonly prompt: LanguageModelV2Prompt;
  readonly messages: WireMessage[];
  readonly tools?: LanguageModelV2FunctionTool[];
  readonly wireTools?: WireTool[];
}

const parameters = { type: 'object' as const, properties: { text: { type: 'string' as const } } };

/** A call with one message of so many characters, or with several of them. */
export function callOf(characters: number, tools = false, messages = 1): Call {
  const text = 'All work and no play. '.repeat(Math.ceil(characters / 22)).slice(0, characters);
  const all = Array.from({ length: messages });
  return {
    prompt: all.map(() => ({ role: 'user', content: [{ type: 'text', text }] })),
    messages: all.map(() => ({ role: 'user', content: text })),
    ...(tools && {
      tools: [{ type: 'function', name: 'note', inputSchema: parameters }],
      wireTools: [{ type: 'function', function: { name: 'note', parameters } }],
    }),
  };
}
