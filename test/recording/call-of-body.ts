import type {
  LanguageModelV2CallOptions,
  LanguageModelV2FunctionTool,
  LanguageModelV2Prompt,
} from '@ai-sdk/provider';
import type { CallOptions } from '../support/call.ts';
import type { NamedBody } from '../upstreams/wire-bodies.ts';

type Body = NamedBody['body'];
type Message = Body['messages'][number];

/** The call of the AI SDK that the core writes as this body. */
export function callOfBody(body: Body): CallOptions {
  const { tools, tool_choice, response_format, stop } = body;
  const cloudflare = {
    reasoningEffort: body.reasoning_effort,
    textVerbosity: body.verbosity,
    user: body.user,
    parallelToolCalls: body.parallel_tool_calls,
    ...(body.logit_bias !== undefined && {
      extraBody: { logit_bias: body.logit_bias, logprobs: body.logprobs, top_logprobs: body.top_logprobs },
    }),
  };
  const call = {
    prompt: promptOf(body.messages),
    maxOutputTokens: body.max_tokens,
    temperature: body.temperature,
    topP: body.top_p,
    topK: body.top_k,
    frequencyPenalty: body.frequency_penalty,
    presencePenalty: body.presence_penalty,
    stopSequences: stop,
    seed: body.seed,
    tools: tools?.map(toolOf),
    toolChoice: typeof tool_choice === 'string' ? { type: tool_choice } : undefined,
    responseFormat: formatOf(response_format),
    providerOptions: { cloudflare: withoutUndefined(cloudflare) },
  };
  return withoutUndefined(call) as CallOptions;
}

function promptOf(messages: readonly Message[]): LanguageModelV2Prompt {
  return messages.map(message => {
    const { role, content, tool_calls = [], tool_call_id, reasoning_content } = message;
    if (role === 'system') return { role, content };
    if (role === 'tool') {
      const output = { type: 'text', value: content };
      return {
        role,
        content: [{ type: 'tool-result', toolCallId: tool_call_id, toolName: 'weather', output }],
      };
    }
    return {
      role,
      content: [
        ...(reasoning_content === undefined ? [] : [{ type: 'reasoning', text: reasoning_content }]),
        ...partsOf(content),
        ...tool_calls.map(({ id, function: called }) => ({
          type: 'tool-call',
          toolCallId: id,
          toolName: called.name,
          input: JSON.parse(called.arguments),
        })),
      ],
    };
    // The bodies are written by hand; what stands in them has these forms.
  }) as LanguageModelV2Prompt;
}

function partsOf(content: Message['content']): readonly object[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  const parts = (content ?? []) as readonly { readonly type: string; readonly text?: string }[];
  return parts.map(part =>
    part.type === 'text'
      ? { type: 'text', text: part.text }
      : { type: 'file', mediaType: 'image/png', data: 'AA==' },
  );
}

function toolOf({
  function: { name, description, parameters },
}: {
  readonly function: {
    readonly name: string;
    readonly description?: string | undefined;
    readonly parameters?: unknown;
  };
}): LanguageModelV2FunctionTool {
  const inputSchema = parameters as LanguageModelV2FunctionTool['inputSchema'];
  return { type: 'function', name, inputSchema, ...(description !== undefined && { description }) };
}

function formatOf(format: Body['response_format']): LanguageModelV2CallOptions['responseFormat'] {
  if (format === undefined) return undefined;
  const described = (
    format as { readonly json_schema?: { readonly name?: string; readonly schema?: unknown } }
  ).json_schema;
  if (described === undefined) return { type: 'json' };
  return withoutUndefined({ type: 'json', name: described.name, schema: described.schema }) as NonNullable<
    LanguageModelV2CallOptions['responseFormat']
  >;
}

function withoutUndefined(members: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
