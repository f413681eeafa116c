import { mapMessages } from './map-messages.ts';
import type { BodyStep } from './profile.ts';

/** Writes the called tool's name on each tool result, where the upstream's chat template reads it. */
export const nameToolResults: BodyStep = body => {
  const names = new Map<string, string>();
  return mapMessages(body, message => {
    for (const call of message.tool_calls ?? []) names.set(call.id, call.function.name);
    const name = message.tool_call_id === undefined ? undefined : names.get(message.tool_call_id);
    return message.role === 'tool' && name !== undefined ? { ...message, name } : message;
  });
};

/** Which tool call ids an upstream takes, and how a refused one is replaced. */
export interface ToolCallIdFormat {
  readonly accepts: RegExp;
  readonly length: number;
  /** Characters that are replaced by `_` before anything else is tried. @default none */
  readonly replaces?: RegExp;
}

/**
 * Rewrites tool call ids, on the call and on its result, to a form that the upstream takes. The same id always
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
