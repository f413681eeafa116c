import type {
  LanguageModelV2,
  LanguageModelV2FinishReason,
  LanguageModelV2StreamPart,
  LanguageModelV2ToolCall,
  LanguageModelV2Usage,
  SharedV2ProviderMetadata,
} from '@ai-sdk/provider';

type CallOptions = Parameters<LanguageModelV2['doStream']>[0];
type AssistantContent = Extract<CallOptions['prompt'][number], { role: 'assistant' }>['content'];

/** One complete response of a model. */
export interface Step {
  /** The model's output, in the form that the next request sends it back. */
  readonly content: AssistantContent;
  readonly toolCalls: readonly LanguageModelV2ToolCall[];
  readonly finishReason: LanguageModelV2FinishReason;
  readonly usage: LanguageModelV2Usage;
  readonly providerMetadata: SharedV2ProviderMetadata | undefined;
  /** The model's name in the response. */
  readonly servedModel: string | undefined;
}

/** Shows a response as it arrives. */
export interface StepView {
  readonly warning: (text: string) => void;
  readonly text: (delta: string) => void;
  readonly reasoning: (delta: string) => void;
  readonly toolCall: (call: LanguageModelV2ToolCall) => void;
}

/** Streams one response. Throws an error inside the stream, after showing the parts before it. */
export async function streamStep(
  model: LanguageModelV2,
  options: CallOptions,
  view: StepView,
): Promise<Step> {
  const { stream } = await model.doStream(options);
  const texts = new Map<string, AssistantContent[number] & { text: string }>();
  const content: AssistantContent = [];
  const toolCalls: LanguageModelV2ToolCall[] = [];
  let servedModel: string | undefined;
  let finish: Extract<LanguageModelV2StreamPart, { type: 'finish' }> | undefined;
  for await (const part of readable(stream)) {
    if (part.type === 'error') throw part.error;
    if (part.type === 'stream-start') for (const warning of part.warnings) view.warning(warningText(warning));
    if (part.type === 'response-metadata') servedModel = part.modelId ?? servedModel;
    if (part.type === 'text-delta' || part.type === 'reasoning-delta') {
      view[part.type === 'text-delta' ? 'text' : 'reasoning'](part.delta);
    }
    keepText(part, texts, content);
    if (part.type === 'tool-call') {
      toolCalls.push(part);
      content.push(toolCallContent(part));
      view.toolCall(part);
    }
    if (part.type === 'finish') finish = part;
  }
  return { content, toolCalls, servedModel, ...finished(finish) };
}

/** Collects text and reasoning, in the order in which they began. */
function keepText(
  part: LanguageModelV2StreamPart,
  texts: Map<string, AssistantContent[number] & { text: string }>,
  content: AssistantContent,
): void {
  if (part.type === 'text-start' || part.type === 'reasoning-start') {
    const kept = { type: part.type === 'text-start' ? ('text' as const) : ('reasoning' as const), text: '' };
    texts.set(part.id, kept);
    content.push(kept);
  }
  if (part.type === 'text-delta' || part.type === 'reasoning-delta') {
    const kept = texts.get(part.id);
    if (kept !== undefined) kept.text += part.delta;
  }
  if (part.type === 'text-end' || part.type === 'reasoning-end') {
    const kept = texts.get(part.id);
    if (kept !== undefined && part.providerMetadata) kept.providerOptions = part.providerMetadata;
  }
}

/** A tool call with its metadata: some models reject a call that comes back without its signature. */
export function toolCallContent({
  toolCallId,
  toolName,
  input,
  providerMetadata,
}: LanguageModelV2ToolCall): AssistantContent[number] {
  return {
    type: 'tool-call',
    toolCallId,
    toolName,
    input: parsedInput(input),
    ...(providerMetadata && { providerOptions: providerMetadata }),
  };
}

/** Arguments that are not JSON, such as truncated ones, go back as text; the tool result reports the error. */
function parsedInput(input: string): unknown {
  try {
    return JSON.parse(input || '{}');
  } catch {
    return input;
  }
}

function finished(
  finish: Extract<LanguageModelV2StreamPart, { type: 'finish' }> | undefined,
): Pick<Step, 'finishReason' | 'usage' | 'providerMetadata'> {
  return {
    finishReason: finish?.finishReason ?? 'unknown',
    usage: finish?.usage ?? { inputTokens: undefined, outputTokens: undefined, totalTokens: undefined },
    providerMetadata: finish?.providerMetadata,
  };
}

/** Node's streams are iterable, but not every version of the web types declares it. */
async function* readable<PART>(stream: ReadableStream<PART>): AsyncGenerator<PART> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

export function warningText(warning: unknown): string {
  const { message, setting, details } = Object(warning) as Readonly<Record<string, unknown>>;
  if (typeof message === 'string') return message;
  const what = typeof setting === 'string' ? `${setting} is not supported here` : JSON.stringify(warning);
  return typeof details === 'string' ? `${what}: ${details}` : what;
}
