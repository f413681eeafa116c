import { parseJSON, parseRecord } from '../json-values.ts';
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

/**
 * The arguments of earlier calls as JSON objects: histories hold JSON text that was written twice, and text that broke
 * off. Anything else is a 400 in every later turn.
 * @see https://github.com/vercel/ai/issues/14280 · https://github.com/vllm-project/vllm/issues/48922
 */
export const objectArguments: BodyStep = (body, { warn }) => {
  let invalid = 0;
  const made = mapMessages(body, message => {
    const { tool_calls: calls } = message;
    // The core has written them as JSON, so that an object is known by its first character.
    if (calls?.every(call => call.function.arguments.startsWith('{')) !== false) return message;
    const tool_calls = calls.map(call => {
      const { arguments: given } = call.function;
      if (given.startsWith('{')) return call;
      const value = parseJSON(given);
      const inner = typeof value === 'string' ? parseRecord(value) : undefined;
      if (inner === undefined && value !== undefined && value !== null && value !== '') invalid++;
      const written = inner ?? (value ? { invalid: typeof value === 'string' ? value : given } : {});
      return { ...call, function: { ...call.function, arguments: JSON.stringify(written) } };
    });
    return { ...message, tool_calls };
  });
  if (invalid > 0) {
    const details = `the arguments of ${invalid} tool call(s) were not a JSON object; they were sent as {"invalid": …}.`;
    reportChange(warn, 'prompt', details);
  }
  return made;
};
