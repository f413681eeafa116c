import type { WireBody, WireMessage } from './wire-body.ts';

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

/** An object without one key. */
export function without<VALUE extends object, KEY extends keyof VALUE>(
  value: VALUE,
  key: KEY,
): Omit<VALUE, KEY> {
  const { [key]: _, ...rest } = value;
  return rest;
}
