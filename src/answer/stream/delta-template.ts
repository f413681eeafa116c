import { parseJSON } from '../../json-values.ts';
import { beginsObject, type PlainDelta } from './plain-delta.ts';

const quote = '"';
/** OpenAI and Workers AI pad their chunks to one length, with noise that differs from chunk to chunk. */
const padding = /"(?:obfuscation|p)": ?"/;

/** The event of a plain delta around its text: an event that differs only there is known without being parsed. */
export class DeltaTemplate {
  private readonly middle: string;
  /** What follows the padding, if there is any. */
  private readonly tail: string | undefined;
  /** What the last match adds. */
  text = '';

  private constructor(
    /** The block that the events add to, and the name of what holds their text. */
    readonly block: string,
    private readonly member: string,
    private readonly before: string,
    after: string,
  ) {
    const found = padding.exec(after);
    const start = found === null ? after.length : found.index + found[0].length;
    this.middle = after.slice(0, start);
    this.tail = found === null ? undefined : after.slice(after.indexOf(quote, start));
  }

  /** The template of an event, if the event has one place for its text. */
  static of(event: string, { block, member, text }: PlainDelta): DeltaTemplate | undefined {
    const key = `"${member}":`;
    const at = event.indexOf(key);
    if (at === -1 || at !== event.lastIndexOf(key)) return undefined;
    const start = event.indexOf(quote, at + key.length) + 1;
    const [before, after] = [event.slice(0, start), event.slice(endOfString(event, start))];
    const template = new DeltaTemplate(block, member, before, after);
    return template.match(event, 0) === event.length && template.text === text ? template : undefined;
  }

  /** The end of the event that begins at an index, if it matches; otherwise -1. */
  match(events: string, at: number): number {
    const { before, middle, tail } = this;
    // A slice is compared in a sixteenth of the time that `startsWith` takes (Node 20.20, 2026-11).
    const start = at + before.length;
    if (events.slice(at, start) !== before) return -1;
    const end = endOfString(events, start);
    let to = end + middle.length;
    if (end === -1 || events.slice(end, to) !== middle) return -1;
    if (tail !== undefined) {
      const tailStart = events.indexOf(quote, to);
      to = tailStart + tail.length;
      if (tailStart === -1 || events.slice(tailStart, to) !== tail) return -1;
    }
    const raw = events.slice(start, end);
    const text = raw.includes('\\') ? parseJSON(`"${raw}"`) : raw;
    // What is not JSON is for the core to report.
    if (typeof text !== 'string' || (this.member === 'arguments' && beginsObject.test(text))) return -1;
    this.text = text;
    return to;
  }
}

/** The index of the quote that closes a string, or -1 where there is none or a character that JSON does not allow. */
function endOfString(json: string, start: number): number {
  for (let at = start; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === 0x22) return at;
    if (code < 0x20) return -1;
    if (code === 0x5c) at++;
  }
  return -1;
}
