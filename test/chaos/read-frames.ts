/** What a list of events says, read without any code of the provider. */
export interface FramesRead {
  /** The text of every event that is whole. */
  readonly said: string;
  /** The same up to the first event that is broken. */
  readonly saidFirst: string;
  /** Whether the model said why it finished. */
  readonly finished: boolean;
  /** Whether an event is no JSON, or an error. */
  readonly faulty: boolean;
  readonly calls: boolean;
  /** The arguments of the first call: upstreams that know no schemas say objects there. */
  readonly args: string;
}

interface ToolCall {
  readonly function?: { readonly arguments?: unknown };
}

interface Chunk {
  readonly choices?: readonly {
    readonly delta?: { readonly content?: unknown; readonly tool_calls?: readonly ToolCall[] };
    readonly finish_reason?: unknown;
  }[];
}

export function readFrames(frames: readonly string[]): FramesRead {
  let said = '';
  let saidFirst = '';
  let finished = false;
  let faulty = false;
  let calls = false;
  let args = '';
  for (const frame of frames) {
    const data = dataOf(frame);
    if (data === undefined || data === '[DONE]') continue;
    const chunk = parse(data);
    if (chunk === undefined || !isChunk(chunk)) {
      faulty ||= chunk === undefined || isError(chunk);
      continue;
    }
    const [choice] = chunk.choices ?? [];
    const text = choice?.delta?.content;
    if (typeof text === 'string') said += text;
    if (!faulty) saidFirst = said;
    finished ||= typeof choice?.finish_reason === 'string';
    for (const call of choice?.delta?.tool_calls ?? []) {
      calls = true;
      args += call.function?.arguments ?? '';
    }
  }
  return { said, saidFirst, finished, faulty, calls, args };
}

/** The events of a body, each with the blank line that ends it; what follows the last one is none. */
export function splitFrames(text: string): string[] {
  return text
    .replaceAll('\r\n', '\n')
    .split('\n\n')
    .slice(0, -1)
    .map(frame => `${frame}\n\n`);
}

function dataOf(frame: string): string | undefined {
  const lines = frame.split(/\r?\n/).filter(line => line.startsWith('data:'));
  return lines.length === 0 ? undefined : lines.map(line => line.slice(5).trimStart()).join('\n');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isChunk(value: unknown): value is Chunk {
  return typeof value === 'object' && value !== null && 'choices' in value;
}

function isError(value: unknown): boolean {
  return typeof value === 'object' && value !== null && /"(?:error|errors)":/.test(JSON.stringify(value));
}
