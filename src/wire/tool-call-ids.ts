import { mapMessages, type WireBody, type WireToolCall } from './body.ts';
import type { BodyStep } from './profile.ts';

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

/** What makes an id unique for the SDK, at its end. */
const suffix = /-[A-Za-z0-9]{16}$/;

/**
 * Gives models their own ids back, which a suffix had made unique for the SDK. Where two turns answered one id, the
 * later calls keep their suffix.
 */
export const ownCallIds: BodyStep = body =>
  renumbered(body, ({ id }, taken) => {
    const own = id.replace(suffix, '');
    return taken.has(own) ? id : own;
  });

/**
 * Kimi expects its ids back verbatim, as `functions.{name}:{n}`, and reads nothing else. Repeated ids and those of other
 * models are numbered.
 * @see https://github.com/vllm-project/vllm/issues/32768
 */
export const kimiCallIds: BodyStep = body => {
  let count = 0;
  return renumbered(body, ({ id, function: { name } }, taken) => {
    const own = id.replace(suffix, '');
    const prefix = `functions.${name}:`;
    let number = count++;
    if (own.startsWith(prefix) && /^\d+$/.test(own.slice(prefix.length)) && !taken.has(own)) return own;
    while (taken.has(`${prefix}${number}`)) number++;
    return `${prefix}${number}`;
  });
};

/** Calls with other ids, and their results with the same. */
function renumbered(
  body: WireBody,
  idOf: (call: WireToolCall, taken: ReadonlySet<string>) => string,
): WireBody {
  const taken = new Set<string>();
  const current = new Map<string, string>();
  return mapMessages(body, message => {
    const { tool_calls: calls, tool_call_id: result } = message;
    if (calls !== undefined) {
      const tool_calls = calls.map(call => {
        const id = idOf(call, taken);
        taken.add(id);
        current.set(call.id, id);
        return id === call.id ? call : { ...call, id };
      });
      return tool_calls.some((call, index) => call !== calls[index]) ? { ...message, tool_calls } : message;
    }
    const id = result === undefined ? undefined : current.get(result);
    return id === undefined || id === result ? message : { ...message, tool_call_id: id };
  });
}
