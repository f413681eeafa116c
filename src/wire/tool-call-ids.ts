import { mapItems, mapMessages, type WireToolCall } from './body.ts';
import type { BodyStep } from './profile.ts';

/** Which tool call ids an upstream accepts, and how others are replaced. */
export interface ToolCallIdFormat {
  readonly accepts: RegExp;
  readonly length: number;
  /** Characters that are replaced by `_` before anything else is tried. @default none */
  readonly replaces?: RegExp;
}

/**
 * Numbers the calls whose ids an upstream does not accept, on the call and on its result. Earlier calls of a history keep
 * their numbers, so that prompts stay cached.
 */
export function toolCallIds({ accepts, length, replaces }: ToolCallIdFormat): BodyStep {
  return renumbered(
    ({ id }) => {
      const plain = replaces === undefined ? id : id.replace(replaces, '_');
      return accepts.test(plain) ? plain : undefined;
    },
    (_, number) => String(number).padStart(length, '0'),
  );
}

/** The id that a model gave: a suffix makes it unique for the SDK. */
function ownId({ id }: WireToolCall): string {
  return id.replace(/-[A-Za-z0-9]{16}$/, '');
}

/** Gives models their own ids back. Where two turns answered one id, the later calls keep their suffix. */
export const ownCallIds: BodyStep = renumbered(ownId, ({ id }, number, again) =>
  again ? `${id}_${number}` : id,
);

/**
 * Kimi expects its ids back verbatim, as `functions.{name}:{n}`, and reads nothing else. Repeated ids and those of other
 * models are numbered.
 * @see https://github.com/vllm-project/vllm/issues/32768
 */
export const kimiCallIds: BodyStep = renumbered(
  call => {
    const own = ownId(call);
    const prefix = `functions.${call.function.name}:`;
    return own.startsWith(prefix) && /^\d+$/.test(own.slice(prefix.length)) ? own : undefined;
  },
  ({ function: { name } }, number) => `functions.${name}:${number}`,
);

/** Calls with their `own` ids, or with numbered ones where they have none or it is taken, and their results with the same. */
function renumbered(
  own: (call: WireToolCall) => string | undefined,
  numbered: (call: WireToolCall, number: number, again: boolean) => string,
): BodyStep {
  return body => {
    const taken = new Set<string>();
    const current = new Map<string, string>();
    let count = 0;
    const rename = (call: WireToolCall): WireToolCall => {
      let id = own(call);
      const start = count++;
      for (let number = start; id === undefined || taken.has(id); number++)
        id = numbered(call, number, number > start);
      taken.add(id);
      current.set(call.id, id);
      return id === call.id ? call : { ...call, id };
    };
    return mapMessages(body, message => {
      const { tool_calls: calls, tool_call_id: result } = message;
      const tool_calls = calls && mapItems(calls, rename);
      if (tool_calls !== calls) return { ...message, tool_calls };
      const id = result === undefined ? undefined : current.get(result);
      return id === undefined || id === result ? message : { ...message, tool_call_id: id };
    });
  };
}
