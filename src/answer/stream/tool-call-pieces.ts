import { JSONScan, scanJSON } from '../../json-scan.ts';
import { isRecord, type JSONRecord, plainJSON, records, textOf, trimmed } from '../../json-values.ts';
import type { AnswerFixes } from '../../wire/profile.ts';
import { spelledCall } from '../../wire/written-calls.ts';
import { signatureIn } from '../reasoning-details.ts';
import { toolCallIds } from '../tool-call-ids.ts';

const emptyObject = /^\s*\{\s*\}\s*$/;

/** One call, as far as it has arrived. */
export class ToolCall {
  id = '';
  /** Empty until it is known. */
  name = '';
  written = '';
  json: JSONScan = new JSONScan();
  /** The thought signature of Gemini, as metadata. */
  signature: object | undefined;
  /** Its id and its number for the core, once it has begun there. */
  ownId: string | undefined;
  index: number | undefined;
  /** Arguments that the core does not have yet. */
  held = '';
  /** Whether its arguments replace those that the core has. */
  replaced = false;

  /** The arguments of the calls that it may repeat. */
  readonly seen: Set<string>;

  constructor(
    /** The last call that it may repeat. */
    public original: ToolCall | undefined,
  ) {
    this.seen = original?.seen ?? new Set();
  }

  /** Adds arguments to those that were written, or replaces them. */
  add(text: string): void {
    // Nothing that is complete is replaced by an empty object.
    if (text === '' || (this.json.whole && emptyObject.test(text))) return;
    if (this.written !== '' && text.trimStart().startsWith('{') && this.isReplacedBy(text)) {
      // What the core does not have yet needs no correction.
      this.replaced ||= this.held !== this.written;
      this.written = '';
      this.json = new JSONScan();
      this.held = '';
    }
    this.append(text);
    this.held = this.replaced ? '' : this.held + text;
  }

  append(text: string): void {
    this.written += text;
    this.json.push(text);
  }

  /** Whether an object stands for all arguments: the earlier ones were complete, or lead nowhere. */
  private isReplacedBy(text: string): boolean {
    const { written, json } = this;
    if (json.whole) return true;
    if (!scanJSON(text).whole) return false;
    return json.broken || (text.startsWith(written) && scanJSON(written + text).broken);
  }
}

/** What is known of an answer that has ended. */
interface ReadAnswer {
  calls: readonly Readonly<ToolCall>[];
  error: unknown;
  readonly cut: unknown;
}

/** A call that never gets its name cannot be run, and must not be missed. */
const unnamed = {
  error: { message: 'The response has a tool call without a name.', type: 'invalid_response' },
};

/** The calls of a message; otherwise the one call of OpenAI's older API, or those in the content, as Anthropic's. */
export function callsOf({ tool_calls: calls, function_call: call, content }: JSONRecord): readonly unknown[] {
  const sent: readonly unknown[] = Array.isArray(calls) ? calls : records([calls]);
  if (sent.length > 0) return sent;
  return isRecord(call) ? [{ function: call }] : records(content).filter(({ type }) => type === 'tool_use');
}

/** A piece of a call as it was sent. */
interface Piece {
  readonly place: unknown;
  readonly id: string;
  readonly name: string;
}

/**
 * Makes the pieces of tool calls such that every core joins them in the same way: each call has an index of its own, its
 * first piece has its name, and no later one has. A call that is sent twice is passed on once, and arguments that are
 * sent again replace the earlier ones.
 */
export class ToolCallPieces {
  /** In the order of their beginning. */
  private readonly calls: ToolCall[] = [];
  private readonly places = new Map<unknown, ToolCall>();
  private readonly ids = new Map<string, ToolCall>();
  private begun = 0;
  /** The names of the offered tools. */
  private readonly tools: readonly string[];
  private readonly ownIds: (id: string) => string;

  constructor(fixes: AnswerFixes) {
    this.tools = fixes.tools ?? [];
    this.ownIds = toolCallIds(fixes);
  }

  /** The pieces for the core; the same list if nothing is to be changed. */
  read(calls: readonly unknown[]): readonly unknown[] {
    const pieces = calls.flatMap((call, position) => (isRecord(call) ? this.piece(call, position) : []));
    return pieces.length === calls.length && pieces.every((piece, at) => piece === calls[at])
      ? calls
      : pieces;
  }

  /** Records arguments that went around this. */
  wrote(index: number | undefined, text: string): void {
    this.calls.find(call => call.index === index)?.append(text);
  }

  /** What is still held back. Records the calls that the core has then. */
  end(record: ReadAnswer): readonly JSONRecord[] {
    const pieces = this.settle(this.calls, true);
    if (record.cut === undefined && this.calls.some(({ name }) => name === '')) record.error ??= unnamed;
    record.calls = this.calls.filter(({ index }) => index !== undefined);
    return pieces;
  }

  private piece(sent: JSONRecord, position: number): readonly JSONRecord[] {
    const { name, input } = spelledCall(sent);
    const piece: Piece = {
      place: sent.index ?? position,
      id: trimmed(sent.id) ?? '',
      name: trimmed(name) ?? '',
    };
    const args = textOf(input) ?? '';
    const known = this.target(piece);
    if (known === undefined && `${piece.id}${piece.name}${args}` === '') return [];
    const before = known === undefined ? this.settle(this.calls.slice(-1), false) : [];
    const call = known ?? this.begin(piece);
    this.identify(call, piece);
    call.add(args);
    call.signature = signatureIn(sent) ?? call.signature;
    return [...before, ...this.passed(call, sent)];
  }

  /** The call that a piece belongs to; `undefined` where it begins another. */
  private target({ place, id, name }: Piece): ToolCall | undefined {
    const at = this.places.get(place);
    const named = this.ids.get(id);
    if (at === undefined)
      return name === '' ? (named ?? (id === '' ? this.calls.at(-1) : undefined)) : undefined;
    if (id !== '' && at.id !== '' && id !== at.id) {
      if (at.name === '') return at;
      return name === '' ? (named ?? (at.json.whole ? undefined : at)) : undefined;
    }
    if (name === '' || at.name === '') return at;
    if (at.written === '') return name === at.name || this.joined(at, name) !== undefined ? at : undefined;
    return name === at.name && !at.json.whole ? at : undefined;
  }

  private begin({ place, id, name }: Piece): ToolCall {
    const earlier = id === '' ? this.places.get(place) : this.ids.get(id);
    const call = new ToolCall(name !== '' && earlier?.name === name ? earlier : undefined);
    this.calls.push(call);
    this.places.set(place, call);
    return call;
  }

  private identify(call: ToolCall, { id, name }: Piece): void {
    if (id !== '' && (call.id === '' || call.name === '')) {
      call.id = id;
      this.ids.set(id, call);
    }
    if (call.name === '') call.name = name;
    else if (name !== '' && call.written === '') call.name = this.joined(call, name) ?? call.name;
  }

  /** The name that a further piece of one makes, if it leads to that of a tool. */
  private joined({ name: before, index }: ToolCall, name: string): string | undefined {
    if (index !== undefined) return undefined;
    return [before + name, name].find(
      text => text.startsWith(before) && this.tools.some(tool => tool.startsWith(text)),
    );
  }

  /** What the core gets of a call. */
  private passed(call: ToolCall, sent: JSONRecord): readonly JSONRecord[] {
    const { name, written, original, index } = call;
    const mayGrow = written === '' && this.tools.some(tool => tool !== name && tool.startsWith(name));
    if (name === '' || original !== undefined || mayGrow) return [];
    // Looked at while it is short only: each look copies all pieces so far.
    const isEmpty = written.length < 100 && emptyObject.test(written);
    const text = isEmpty ? '' : call.held;
    const pieces = this.written(call, text);
    // As it was sent, so that the next ones can go around the core.
    const { function: source } = sent;
    const isPlain = index !== undefined && sent.index === index && !('id' in sent) && isRecord(source);
    return isPlain && !('name' in source) && source.arguments === text ? [sent] : pieces;
  }

  /** The next arguments of a call, which may begin with them. */
  private written(call: ToolCall, text: string): readonly JSONRecord[] {
    const { name, index } = call;
    const args = { arguments: text };
    if (text !== '') call.held = '';
    if (index !== undefined) return text === '' ? [] : [{ index, function: args }];
    call.index = this.begun++;
    call.ownId = this.ownIds(call.id);
    return [{ id: call.ownId, index: call.index, type: 'function', function: { name, ...args } }];
  }

  /** Decides on calls that wait, where nothing more is to come, or where another call begins. */
  private settle(calls: readonly ToolCall[], ended: boolean): readonly JSONRecord[] {
    return calls.flatMap((call): readonly JSONRecord[] => {
      const { original, written, json } = call;
      if (call.name === '') return [];
      if (call.index === undefined && original !== undefined) {
        if (!ended && !json.whole) return [];
        call.seen.add(plainJSON(original.written));
        if (written === '' || call.seen.has(plainJSON(written))) return [];
        call.original = undefined;
      }
      return this.written(call, call.held);
    });
  }
}
