import { isRecord, type JSONRecord, plainJSON, textOf, trimmed } from '../../json-values.ts';
import { JSONScan, scanJSON } from '../json-scan.ts';

/** One call, as far as it has arrived. */
interface Call {
  readonly place: unknown;
  id: string;
  /** Empty until it is known. */
  name: string;
  /** The other members of its first pieces. */
  rest: JSONRecord;
  written: string;
  json: JSONScan;
  /** Its number for the core, once it has begun there. */
  index: number | undefined;
  /** Arguments that the core does not have yet. */
  held: string;
  /** Whether its arguments replace those that the core has. */
  replaced: boolean;
  /** The call that it may repeat. */
  original: Call | undefined;
}

/** A piece of a call as it was sent. */
interface Piece {
  readonly call: JSONRecord;
  readonly place: unknown;
  readonly id: string;
  readonly name: string;
  readonly args: string;
}

const emptyObject = /^\s*\{\s*\}\s*$/;

/**
 * Makes the pieces of tool calls such that every core joins them in the same way: each call has an index of its own, its
 * first piece has its name, and no later one has. A call that is sent twice is passed on once, and arguments that are
 * sent again replace the earlier ones.
 */
export class ToolCallPieces {
  /** In the order of their beginning. */
  private readonly calls: Call[] = [];
  private readonly places = new Map<unknown, Call>();
  private readonly ids = new Map<string, Call>();
  private begun = 0;
  /** How many of the first calls wait for nothing. */
  private settled = 0;

  /** @param tools the names of the offered tools */
  constructor(private readonly tools: readonly string[]) {}

  /** The pieces for the core; the same list if nothing is to be changed. */
  read(calls: readonly unknown[]): readonly unknown[] {
    const pieces = calls.flatMap((call, position) => (isRecord(call) ? this.piece(call, position) : []));
    return pieces.length === calls.length && pieces.every((piece, at) => piece === calls[at])
      ? calls
      : pieces;
  }

  /** Records arguments that went around this. */
  wrote(index: number | undefined, text: string): void {
    const call = this.calls.find(other => other.index === index);
    if (call !== undefined) append(call, text);
  }

  /** What is still held back. */
  end(): { readonly pieces: readonly JSONRecord[]; readonly unnamed: boolean; readonly whole: boolean } {
    const pieces = this.settle(true);
    const unnamed = this.calls.some(({ name, written }) => name === '' && written !== '');
    const begun = this.calls.filter(({ index }) => index !== undefined);
    return { pieces, unnamed, whole: begun.length > 0 && begun.every(({ json }) => json.whole) };
  }

  /** The arguments of calls whose core has other ones, by their index. */
  replacements(): ReadonlyMap<number, string> {
    const replaced = this.calls.filter(call => call.replaced);
    return new Map(replaced.map(({ index = -1, written }) => [index, written]));
  }

  private piece(call: JSONRecord, position: number): readonly JSONRecord[] {
    const source = isRecord(call.function) ? call.function : call;
    const piece: Piece = {
      call,
      place: call.index ?? position,
      id: trimmed(call.id) ?? '',
      name: trimmed(source.name) ?? '',
      args: textOf(source.arguments ?? source.parameters) ?? '',
    };
    const known = this.target(piece);
    if (known === undefined && `${piece.id}${piece.name}${piece.args}` === '') return [];
    const before = known === undefined ? this.settle(false) : [];
    const target = known ?? this.begin(piece);
    if (known !== undefined) this.continue(known, piece);
    if (target.index === undefined) target.rest = { ...target.rest, ...ownMembers(call) };
    return [...before, ...this.passed(target, call)];
  }

  /** The call that a piece belongs to; `undefined` where it begins another. */
  private target({ place, id, name }: Piece): Call | undefined {
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

  private begin({ place, id, name, args }: Piece): Call {
    const earlier = id === '' ? this.places.get(place) : this.ids.get(id);
    const call: Call = {
      ...{ place, id, name, rest: {}, written: '', json: new JSONScan(), index: undefined, held: '' },
      replaced: false,
      original: name !== '' && earlier?.name === name ? earlier : undefined,
    };
    this.calls.push(call);
    this.places.set(place, call);
    if (id !== '') this.ids.set(id, call);
    add(call, args);
    return call;
  }

  private continue(call: Call, { id, name, args }: Piece): void {
    if (id !== '' && (call.id === '' || call.name === '')) {
      call.id = id;
      this.ids.set(id, call);
    }
    if (call.name === '') call.name = name;
    else if (name !== '' && call.written === '') call.name = this.joined(call, name) ?? call.name;
    add(call, args);
  }

  /** The name that a further piece of one makes, if it leads to that of a tool. */
  private joined({ name: before, index }: Call, name: string): string | undefined {
    if (index !== undefined) return undefined;
    return [before + name, name].find(
      text => text.startsWith(before) && this.tools.some(tool => tool.startsWith(text)),
    );
  }

  /** Whether more of the name may follow. */
  private mayGrow({ name, written }: Call): boolean {
    return written === '' && this.tools.some(tool => tool !== name && tool.startsWith(name));
  }

  /** What the core gets of a call. */
  private passed(target: Call, call: JSONRecord): readonly JSONRecord[] {
    if (target.name === '' || target.original !== undefined || this.mayGrow(target)) return [];
    // Looked at while it is short only: each look copies all pieces so far.
    const isEmpty = target.written.length < 100 && emptyObject.test(target.written);
    const text = isEmpty ? '' : target.held;
    if (target.index === undefined) return [this.opened(target, text, call)];
    const { index } = target;
    if (text !== '') target.held = '';
    const source = isRecord(call.function) ? call.function : undefined;
    const plain = source !== undefined && !('name' in source) && source.arguments === text && !('id' in call);
    if (plain && call.index === index) return [call];
    const rest = ownMembers(call);
    return text === '' && Object.keys(rest).length === 0
      ? []
      : [{ ...rest, index, function: { arguments: text } }];
  }

  private opened(target: Call, text: string, call?: JSONRecord): JSONRecord {
    const { id, name, rest } = target;
    target.index = this.begun++;
    if (text !== '') target.held = '';
    const source = call?.function;
    if (isRecord(source) && source.name === name && source.arguments === text)
      if (call?.index === target.index && call.id === id && id !== '') return call;
    return { ...rest, id, index: target.index, type: 'function', function: { name, arguments: text } };
  }

  /** Decides on calls that wait, where nothing more is to come, or where another call begins. */
  private settle(ended: boolean): readonly JSONRecord[] {
    if (ended) this.settled = 0;
    const pieces = this.calls.slice(this.settled).flatMap((call): readonly JSONRecord[] => {
      const { original, held, index } = call;
      if (call.name === '') return [];
      if (index !== undefined) {
        call.held = '';
        return held === '' ? [] : [{ index, function: { arguments: held } }];
      }
      if (original !== undefined) {
        if (!ended && !call.json.whole) return [];
        if (call.written === '' || plainJSON(call.written) === plainJSON(original.written)) return [];
        call.original = undefined;
      }
      return [this.opened(call, held)];
    });
    while (isSettled(this.calls[this.settled])) this.settled++;
    return pieces;
  }
}

/** Whether the core has all of a call so far, or a complete call repeats another. */
function isSettled(call: Call | undefined): boolean {
  if (call === undefined || call.name === '') return false;
  return call.index === undefined ? call.json.whole : call.held === '';
}

/** Adds arguments to those that were written, or replaces them. */
function add(call: Call, text: string): void {
  if (text === '') return;
  const { written, json } = call;
  if (written !== '' && text.trimStart().startsWith('{') && replaces(text, written, json)) {
    // What the core does not have yet needs no correction.
    call.replaced ||= call.held !== written;
    call.written = '';
    call.json = new JSONScan();
    call.held = '';
  }
  append(call, text);
  call.held = call.replaced ? '' : call.held + text;
}

/** Whether an object stands for all arguments: the earlier ones were complete, or lead nowhere. */
function replaces(text: string, written: string, json: JSONScan): boolean {
  if (json.whole) return true;
  if (!scanJSON(text).whole) return false;
  return json.broken || (text.startsWith(written) && scanJSON(written + text).broken);
}

function append(call: Call, text: string): void {
  call.written += text;
  call.json.push(text);
}

/** What a piece has besides the members that are rewritten. */
function ownMembers({ index: _, id: __, type: ___, function: ____, ...rest }: JSONRecord): JSONRecord {
  const { name: _____, arguments: ______, parameters: _______, ...others } = rest;
  return others;
}
