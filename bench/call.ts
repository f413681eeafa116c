import type { LanguageModelV2FunctionTool, LanguageModelV2Prompt } from '@ai-sdk/provider';

/** A message and a tool in OpenAI's format, for the clients that are not AI SDK models. */
export interface WireMessage {
  readonly role: 'user';
  readonly content: string;
}
export interface WireTool {
  readonly type: 'function';
  readonly function: { readonly name: string; readonly parameters: Record<string, unknown> };
}

/** One call in both formats, so that a client that has to convert it pays for that. */
export interface Call {
  readonly prompt: LanguageModelV2Prompt;
  readonly messages: WireMessage[];
  readonly tools?: LanguageModelV2FunctionTool[];
  readonly wireTools?: WireTool[];
}

const parameters = { type: 'object' as const, properties: { text: { type: 'string' as const } } };

/** A call with one or more messages of a given length, in characters. */
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
