import type { PlainDelta } from './plain-delta.ts';

const quote = '"';
/** OpenAI and Workers AI pad their chunks to one length, with noise that differs from chunk to chunk. */
const padding = /"(?:obfuscation|p)": ?"/;
/** What JSON writes in another form, or does not allow. */
const special = /[\\\p{Cc}]/u;

/** The event of a plain delta around its text: an event that differs only there is known without being parsed. */
export class DeltaTemplate {
  private readonly middle: string;
  /** What follows the padding, if there is any. */
  private readonly tail: string | undefined;
  /** What the last match adds. */
  text = '';

  private constructor(
    /** The block that the events add to. */
    readonly block: string,
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
    const [opening, another] = event.matchAll(new RegExp(`"${member}": ?"`, 'g'));
    if (opening === undefined || another !== undefined) return undefined;
    const start = opening.index + opening[0].length;
    const template = new DeltaTemplate(block, event.slice(0, start), event.slice(endOfString(event, start)));
    return template.match(event, 0) === event.length && template.text === text ? template : undefined;
  }

  /** The end of the event that begins at an index, if it matches; otherwise -1. */
  match(events: string, at: number): number {
    const { before, middle, tail } = this;
    if (!events.startsWith(before, at)) return -1;
    const start = at + before.length;
    const end = endOfString(events, start);
    if (end === -1 || !events.startsWith(middle, end)) return -1;
    let to = end + middle.length;
    if (tail !== undefined) {
      to = events.indexOf(quote, to);
      if (to === -1 || !events.startsWith(tail, to)) return -1;
      to += tail.length;
    }
    const raw = events.slice(start, end);
    if (!special.test(raw)) this.text = raw;
    else if (!this.unescape(raw)) return -1;
    return to;
  }

  private unescape(raw: string): boolean {
    try {
      this.text = JSON.parse(`"${raw}"`);
      return true;
    } catch {
      // Not JSON: the core reports it.
      return false;
    }
  }
}

/** The index of the quote that closes a string, or -1. */
function endOfString(json: string, start: number): number {
  for (let end = json.indexOf(quote, start); end !== -1; end = json.indexOf(quote, end + 1)) {
    let backslashes = 0;
    while (json[end - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return -1;
}
