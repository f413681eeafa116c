import { mapMessages, type WireBody, type WireMessage } from './body.ts';
import { type BodyStep, reportChange } from './profile.ts';

/**
 * A tool result without its call, as in trimmed histories, is rejected everywhere
 * ("tool result's tool id(…) not found (2013)"). It becomes user text, so nothing is lost.
 * @see https://github.com/MiniMax-AI/MiniMax-M2/issues/76
 */
export const orphanResultsAsText: BodyStep = (body, { warn }) => {
  if (!body.messages.some(message => message.role === 'tool')) return body;
  const called = new Set<string>();
  let orphans = 0;
  const messages = body.messages.map(message => {
    for (const call of message.tool_calls ?? []) called.add(call.id);
    if (message.role !== 'tool' || called.has(message.tool_call_id ?? '')) return message;
    orphans++;
    return asUserText(message, 'a tool');
  });
  if (orphans === 0) return body;
  reportChange(
    warn,
    'prompt',
    `${orphans} tool result(s) have no call in the prompt; they were sent as user text.`,
  );
  return { ...body, messages };
};

/**
 * Most upstreams reject a call without a result before another turn. It gets a result that says so.
 * @see https://github.com/earendil-works/pi (`No result provided`)
 */
export const answerDanglingCalls: BodyStep = (body, { warn }) => {
  if (!body.messages.some(message => message.tool_calls !== undefined)) return body;
  const answered = new Set(body.messages.flatMap(({ tool_call_id: id }) => id ?? []));
  let dangling = 0;
  const messages = body.messages.flatMap((message, index) => {
    const open = (message.tool_calls ?? []).filter(call => !answered.has(call.id));
    // The calls of the last turn are still to be answered by whoever sends them.
    if (open.length === 0 || index === body.messages.length - 1) return [message];
    dangling += open.length;
    return [
      message,
      ...open.map(call => ({ role: 'tool', tool_call_id: call.id, content: 'No result provided' }) as const),
    ];
  });
  if (dangling === 0) return body;
  reportChange(
    warn,
    'prompt',
    `${dangling} tool call(s) without a result were sent with "No result provided".`,
  );
  return { ...body, messages };
};

/** Which tool turns cannot be carried, and what to say about it. */
interface FlattenRule {
  /** @default all of them */
  readonly turns?: (body: WireBody) => readonly WireMessage[];
  readonly because: string;
}

/** Writes earlier tool calls and their results as text, where the upstream cannot carry them. */
export function toolTurnsAsText({ turns, because }: FlattenRule): BodyStep {
  return (body, { warn }) => {
    const calling = body.messages.filter(message => (message.tool_calls ?? []).length > 0);
    const flattened = new Set(turns === undefined ? calling : turns(body));
    if (flattened.size === 0) return body;
    const names = new Map(
      [...flattened].flatMap(turn =>
        (turn.tool_calls ?? []).map(call => [call.id, call.function.name] as const),
      ),
    );
    reportChange(warn, 'prompt', `${because}; earlier tool calls and results were sent as text.`);
    const messages = body.messages.map(message => {
      if (flattened.has(message)) return callsAsText(message);
      const name = message.role === 'tool' ? names.get(message.tool_call_id ?? '') : undefined;
      return name === undefined ? message : asUserText(message, name);
    });
    return { ...body, messages };
  };
}

/** Signatures of a turn belong to its calls, so they are removed with them. */
function callsAsText(message: WireMessage): WireMessage {
  const { tool_calls: calls = [], reasoning_details: _, ...rest } = message;
  const written = calls.map(call => `[calls ${call.function.name} with ${call.function.arguments}]`);
  const text = typeof message.content === 'string' && message.content !== '' ? [message.content] : [];
  return { ...rest, content: [...text, ...written].join('\n') };
}

function asUserText({ content }: WireMessage, name: string): WireMessage {
  return { role: 'user', content: `[result of ${name}] ${String(content)}` };
}

/** Writes the called tool's name on each tool result, where the upstream's chat template reads it. */
export const nameToolResults: BodyStep = body => {
  const names = new Map<string, string>();
  return mapMessages(body, message => {
    for (const call of message.tool_calls ?? []) names.set(call.id, call.function.name);
    const name = message.tool_call_id === undefined ? undefined : names.get(message.tool_call_id);
    return message.role === 'tool' && name !== undefined ? { ...message, name } : message;
  });
};

/** Which tool call ids an upstream accepts, and how others are replaced. */
export interface ToolCallIdFormat {
  readonly accepts: RegExp;
  readonly length: number;
  /** Characters that are replaced by `_` before anything else is tried. @default none */
  readonly replaces?: RegExp;
}

/**
 * Rewrites tool call ids, on the call and on its result, to a form that the upstream accepts. The same id always
 * gives the same replacement; two ids never give one (a hash with a free slot search, not a truncation).
 */
export function toolCallIds(format: ToolCallIdFormat): BodyStep {
  return body => {
    const replaced = new Map<string, string>();
    const taken = new Set<string>();
    const replace = (id: string): string => {
      const known = replaced.get(id);
      if (known !== undefined) return known;
      const plain = format.replaces === undefined ? id : id.replace(format.replaces, '_');
      let next = format.accepts.test(plain) ? plain : hashId(id, 0, format.length);
      for (let attempt = 1; taken.has(next); attempt++) next = hashId(id, attempt, format.length);
      replaced.set(id, next);
      taken.add(next);
      return next;
    };
    return mapMessages(body, message => {
      if (message.tool_calls !== undefined) {
        return {
          ...message,
          tool_calls: message.tool_calls.map(call => ({ ...call, id: replace(call.id) })),
        };
      }
      if (message.tool_call_id === undefined) return message;
      return { ...message, tool_call_id: replace(message.tool_call_id) };
    });
  };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `length` letters and digits from two 32-bit FNV-1a lanes over the id. */
function hashId(id: string, attempt: number, length: number): string {
  let low = 0x811c9dc5 ^ attempt;
  let high = 0x01000193 ^ (attempt * 31);
  for (let index = 0; index < id.length; index++) {
    const code = id.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  let text = '';
  for (let position = 0; position < length; position++) {
    low = Math.imul(low ^ (low >>> 15), 0x2c1b3c6d);
    high = Math.imul(high ^ (high >>> 13), 0x297a2d39);
    text += alphabet[((low ^ high) >>> 0) % alphabet.length];
  }
  return text;
}
