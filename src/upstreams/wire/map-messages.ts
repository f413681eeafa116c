import type { WireBody, WireMessage } from './wire-body.ts';

/** The body with each message replaced; the same body when nothing changed, so that a prompt is not copied. */
export function mapMessages(body: WireBody, map: (message: WireMessage) => WireMessage): WireBody {
  let changed = false;
  const messages = body.messages.map(message => {
    const mapped = map(message);
    changed ||= mapped !== message;
    return mapped;
  });
  return changed ? { ...body, messages } : body;
}

/** An object without one key. */
export function without<VALUE extends object, KEY extends keyof VALUE>(
  value: VALUE,
  key: KEY,
): Omit<VALUE, KEY> {
  const { [key]: _, ...rest } = value;
  return rest;
}
