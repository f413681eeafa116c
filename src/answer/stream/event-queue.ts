import { type JSONRecord, parseJSON } from '../../json-values.ts';
import { DeltaTemplate } from './delta-template.ts';
import { type PlainDelta, plainDelta } from './plain-delta.ts';
import type { EventText } from './sse-reader.ts';

/** The core refuses a chunk with it. */
const refused = '"__proto__"';

const closing = /^data: ?\[DONE\]\n/;

/** Comments may stand before the data. */
export const opensObject: RegExp = /^data: ?\{/m;

/** The whole events that have arrived and are not read yet. */
export class EventQueue {
  ended: EventText['ended'] = false;
  /** The chunks of taken events that were parsed. */
  readonly chunks: JSONRecord[] = [];
  private text = '';
  private at = 0;
  private template: DeltaTemplate | undefined;
  /** What the last parsed event adds. */
  private other: PlainDelta | undefined;

  get isEmpty(): boolean {
    return this.at === this.text.length;
  }

  /** Takes what was read in place of what is empty. */
  fill({ text, ended }: EventText): void {
    this.text = text;
    this.at = 0;
    this.ended = ended;
  }

  takeEvent(): string {
    const { at } = this;
    this.at = this.endOfEvent();
    return this.text.slice(at, this.at);
  }

  /** What the next event adds, if it does nothing else. Events before it that add nothing are taken. */
  opening(): PlainDelta | undefined {
    while (!this.isEmpty && this.takeText('end') !== undefined);
    return this.isEmpty ? undefined : this.other;
  }

  /** Takes the next event if it only adds to a block, or adds nothing. Returns its text. */
  takeText(block: string): string | undefined {
    const { text, at, template } = this;
    const end = template?.block === block ? template.match(text, at) : -1;
    if (end !== -1) {
      this.at = end;
      return template?.text;
    }
    const to = this.endOfEvent();
    const event = text.slice(at, to);
    const comment = (event.startsWith(':') && isOneLine(event)) || (block === 'end' && closing.test(event));
    const delta = comment ? undefined : this.plain(event);
    this.other = delta;
    if (!comment && delta?.block !== block && delta?.block !== '') return undefined;
    this.at = to;
    if (delta !== undefined) this.chunks.push(delta.chunk);
    return delta?.text ?? '';
  }

  /** What an event adds, if it does nothing else. The next ones are compared with it. */
  plain(event: string): PlainDelta | undefined {
    // Nothing but an object is parsed: `[DONE]` would throw, which costs as much as reading ten chunks.
    if (!opensObject.test(event) || !isOneLine(event) || event.includes(refused)) return undefined;
    const delta = plainDelta(parseJSON(event.slice(5)));
    // Events with facts are all read.
    if (delta?.type !== undefined)
      this.template = delta.hasFacts ? undefined : DeltaTemplate.of(event, delta);
    return delta;
  }

  private endOfEvent(): number {
    const blank = this.text.indexOf('\n\n', this.at);
    return blank === -1 ? this.text.length : blank + 2;
  }
}

/** Whether an event is one line, and complete. */
function isOneLine(event: string): boolean {
  return event.indexOf('\n') === event.length - 2;
}
