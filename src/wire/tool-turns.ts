import { parseJSON, parseRecord } from '../json-values.ts';
import {
  mapCalls,
  mapItems,
  mapMessages,
  type WireBody,
  type WireMessage,
  type WireToolCall,
} from './body.ts';
import { withPrompt } from './messages.ts';
import { type BodyStep, type ProfileContext, reportChange } from './profile.ts';

/**
 * Histories that were trimmed, broke off or were interleaved. Upstreams demand that each call has one result, behind its
 * turn and before anything else: results move there. A tool result without its call is rejected everywhere ("tool
 * result's tool id(…) not found (2013)"), and so is a second one: it becomes user text, so nothing is lost. A call
 * without a result gets the result "No result provided".
 * @see https://github.com/MiniMax-AI/MiniMax-M2/issues/76
 * @see https://github.com/earendil-works/pi (`No result provided`)
 */
export const wholeToolTurns: BodyStep = (body, { warn }) => {
  const { results, renamed, orphans, moved } = pairedResults(body.messages);
  let without = 0;
  const messages = body.messages.flatMap(message => {
    if (message.role === 'tool') return orphans.has(message) ? asUserText(message, 'a tool') : [];
    const { tool_calls: calls } = message;
    if (calls === undefined) return message;
    const tool_calls = mapItems(calls, call => {
      const id = renamed.get(call);
      return id === undefined ? call : { ...call, id };
    });
    const behind = results.get(message) ?? [];
    const left = tool_calls.filter(({ id }) => behind.every(result => result.tool_call_id !== id));
    without += left.length;
    return [tool_calls === calls ? message : { ...message, tool_calls }, ...behind, ...left.map(noResult)];
  });
  reportCount(warn, orphans.size, 'tool result(s) have no call to answer; they were sent as user text.');
  reportCount(warn, moved, 'tool result(s) were moved behind their calls.');
  reportCount(warn, without, 'tool call(s) without a result were sent with "No result provided".');
  return orphans.size + without + moved + renamed.size > 0 ? { ...body, messages } : body;
};

interface PairedResults {
  /** Those of each turn with calls. */
  readonly results: ReadonlyMap<WireMessage, readonly WireMessage[]>;
  /** The ids of calls whose own another call of their turn has. */
  readonly renamed: ReadonlyMap<WireToolCall, string>;
  readonly orphans: ReadonlySet<WireMessage>;
  /** How many do not stand behind their turn. */
  readonly moved: number;
}

/** Which result belongs to which call: to the last one of its id that has none. */
function pairedResults(messages: WireBody['messages']): PairedResults {
  const open = new Map<string, { readonly turn: WireMessage; readonly ids: string[] }>();
  const results = new Map<WireMessage, WireMessage[]>();
  const renamed = new Map<WireToolCall, string>();
  const orphans = new Set<WireMessage>();
  const taken = new Set(messages.flatMap(({ tool_calls: calls = [] }) => calls.map(({ id }) => id)));
  let moved = 0;
  let current: WireMessage | undefined;
  for (const message of messages) {
    const { role, tool_calls: calls = [], tool_call_id: given = '' } = message;
    for (const call of calls) {
      const waiting = open.get(call.id);
      if (waiting?.turn === message) {
        let number = waiting.ids.length + 1;
        while (taken.has(`${call.id}_${number}`)) number++;
        const id = `${call.id}_${number}`;
        taken.add(id);
        waiting.ids.push(id);
        renamed.set(call, id);
      } else open.set(call.id, { turn: message, ids: [call.id] });
    }
    if (role !== 'tool') {
      current = message;
      continue;
    }
    const { turn, ids } = open.get(given) ?? {};
    const id = ids?.shift();
    if (turn === undefined || id === undefined) orphans.add(message);
    else {
      const result = id === given ? message : { ...message, tool_call_id: id };
      results.set(turn, [...(results.get(turn) ?? []), result]);
      if (turn !== current) moved++;
    }
  }
  return { results, renamed, orphans, moved };
}

function reportCount(warn: ProfileContext['warn'], count: number, details: string): void {
  if (count > 0) reportChange(warn, 'prompt', `${count} ${details}`);
}

/**
 * Results of tools that say nothing say so: some upstreams reject empty text.
 * @see https://github.com/earendil-works/pi/pull/3311 (MiniMax, Z.ai) · https://github.com/zed-industries/zed/pull/27130 (Claude)
 */
export const toldResults: BodyStep = body =>
  mapMessages(body, message =>
    message.role === 'tool' && String(message.content).trim() === ''
      ? { ...message, content: 'The result holds nothing that can be shown.' }
      : message,
  );

function noResult({ id }: WireToolCall): WireMessage {
  return { role: 'tool', tool_call_id: id, content: 'No result provided' };
}

/**
 * Writes earlier tool calls and their results as text, where the upstream cannot carry them.
 * @param turns those that it cannot carry; all of them without it
 */
export function toolTurnsAsText(turns?: (body: WireBody) => readonly WireMessage[]): BodyStep {
  return (body, context) => {
    const calling = body.messages.filter(message => (message.tool_calls ?? []).length > 0);
    const flattened = new Set(turns === undefined ? calling : turns(body));
    if (flattened.size === 0) return body;
    const names = new Map(
      [...flattened].flatMap(turn =>
        (turn.tool_calls ?? []).map(call => [call.id, call.function.name] as const),
      ),
    );
    const messages = body.messages.map(message => {
      if (flattened.has(message)) return callsAsText(message);
      const name = message.role === 'tool' ? names.get(message.tool_call_id ?? '') : undefined;
      return name === undefined ? message : asUserText(message, name);
    });
    return withPrompt(
      body,
      messages,
      context,
      'this model does not accept these tool turns; they were sent as text.',
    );
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
  const made = mapCalls(body, call => {
    // A stored call may have none.
    const { arguments: given = '' } = call.function as Partial<WireToolCall['function']>;
    // The core has written them as JSON, so that an object is known by its first character.
    if (given.startsWith('{')) return call;
    const value = parseJSON(given);
    const inner = typeof value === 'string' ? parseRecord(value) : undefined;
    if (inner === undefined && value) invalid++;
    const written = inner ?? (value ? { invalid: typeof value === 'string' ? value : given } : {});
    return { ...call, function: { ...call.function, arguments: JSON.stringify(written) } };
  });
  reportCount(
    warn,
    invalid,
    'tool call(s) had arguments other than a JSON object; they were sent as {"invalid": …}.',
  );
  return made;
};
