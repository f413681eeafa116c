/** The request body: OpenAI's chat format, open to the keys of each upstream. */
export interface WireBody {
  readonly model: string;
  readonly messages: readonly WireMessage[];
  readonly max_tokens?: number | undefined;
  readonly temperature?: number | undefined;
  readonly top_p?: number | undefined;
  readonly top_k?: number | undefined;
  readonly frequency_penalty?: number | undefined;
  readonly presence_penalty?: number | undefined;
  readonly stop?: readonly string[] | undefined;
  readonly seed?: number | undefined;
  readonly reasoning_effort?: string | null | undefined;
  readonly response_format?: WireResponseFormat | undefined;
  readonly tools?: readonly WireTool[] | undefined;
  readonly tool_choice?: WireToolChoice | undefined;
  readonly parallel_tool_calls?: boolean | undefined;
  readonly stream?: boolean | undefined;
  readonly [key: string]: unknown;
}

export type WireToolChoice =
  | string
  | { readonly type: 'function'; readonly function: { readonly name: string } };

export interface WireMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string | null | readonly WirePart[];
  readonly reasoning_content?: string | undefined;
  readonly tool_calls?: readonly WireToolCall[] | undefined;
  readonly tool_call_id?: string;
  readonly [key: string]: unknown;
}

export interface WirePart {
  readonly type: string;
  readonly text?: string;
  readonly [key: string]: unknown;
}

export interface WireToolCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
  readonly [key: string]: unknown;
}

export interface WireTool {
  readonly type: 'function';
  readonly function: WireFunction;
}

export interface WireFunction {
  readonly name: string;
  readonly description?: string | undefined;
  readonly parameters?: JSONSchema;
  readonly strict?: boolean;
}

export type JSONSchema = { readonly [key: string]: unknown };

export interface WireResponseFormat {
  readonly type: string;
  readonly json_schema?: { readonly [key: string]: unknown };
}

/** The body with each message replaced; the same body when nothing changed, so that a prompt is not copied. */
export function mapMessages(body: WireBody, map: (message: WireMessage) => WireMessage): WireBody {
  const messages = mapItems(body.messages, map);
  return messages === body.messages ? body : { ...body, messages };
}

/** The list with each item replaced; the same list when nothing changed, and then nothing was allocated. */
export function mapItems<ITEM>(items: readonly ITEM[], map: (item: ITEM) => ITEM): readonly ITEM[] {
  let copy: ITEM[] | undefined;
  for (const [index, item] of items.entries()) {
    const mapped = map(item);
    if (mapped === item) continue;
    copy ??= [...items];
    copy[index] = mapped;
  }
  return copy ?? items;
}

/** The body with each tool call of its messages replaced; the same body when nothing changed. */
export function mapCalls(body: WireBody, map: (call: WireToolCall) => WireToolCall): WireBody {
  return mapMessages(body, message => {
    const { tool_calls: calls } = message;
    const tool_calls = calls && mapItems(calls, map);
    return tool_calls === calls ? message : { ...message, tool_calls };
  });
}

/** An object without one key. */
export function without<VALUE extends object, KEY extends keyof VALUE>(
  value: VALUE,
  key: KEY,
): Omit<VALUE, KEY> {
  const { [key]: _, ...rest } = value;
  return rest;
}

/** The body with each tool replaced; the same body when nothing changed. */
export function mapTools(body: WireBody, map: (tool: WireFunction) => WireFunction): WireBody {
  if (body.tools === undefined) return body;
  const tools = mapItems(body.tools, tool => {
    const mapped = map(tool.function);
    return mapped === tool.function ? tool : { ...tool, function: mapped };
  });
  return tools === body.tools ? body : { ...body, tools };
}

/** The body without tools and the settings that apply to them. */
export function withoutTools(body: WireBody): WireBody {
  return { ...body, tools: undefined, tool_choice: undefined, parallel_tool_calls: undefined };
}
