import { JSONScan } from '../json-scan.ts';
import { parseJSON } from '../json-values.ts';
import type { JSONSchema } from '../wire/body.ts';
import { callTokens, placeOf } from '../wire/call-markups.ts';
import { callsIn, looksLikeCall } from '../wire/calls-in-text.ts';
import type { AnswerFixes } from '../wire/profile.ts';
import { type CallInText, propertiesOf } from '../wire/written-calls.ts';
import { onlyJSON } from './json-in-text.ts';
import { piecesOf, type TextFilter, type TextPiece, textFilterOf } from './text-filter.ts';

/** What is left of a text at its end, and the calls in it. */
interface FoundText {
  readonly text: string;
  readonly calls: readonly CallInText[];
  readonly warning: string | undefined;
}

/** The same, with what the text was before that. */
export interface TextEnd extends Omit<FoundText, 'text'> {
  readonly pieces: readonly TextPiece[];
}

const parsed = 'A tool call written as text was parsed.';
const suspected = 'Text that looks like a tool call was left as text.';
const extracted = 'Text around the requested JSON was removed.';

/** What becomes of a text: it is passed on up to a token, up to the end of its JSON, or held back. */
type State = 'passing' | 'json' | 'held';

/**
 * Reads the text of an answer, delta by delta. Where it may hold calls or the requested JSON, only a prefix that may
 * still be a markup is held back, and text beside requested JSON.
 */
export class TextReader {
  /** Whether there is nothing to look for. */
  readonly isPlain: boolean;
  /** The text that was passed on. */
  passed = '';
  private held = '';
  /** Known with the first characters that are not space. */
  private state: State | undefined;
  private readonly filter: TextFilter | undefined;
  private readonly json = new JSONScan();
  private readonly tokens: readonly string[];

  constructor(private readonly fixes: AnswerFixes) {
    const { calls, json } = fixes;
    this.tokens = calls?.markups.flatMap(callTokens) ?? [];
    this.filter = textFilterOf(fixes);
    this.isPlain = !(this.filter || json || calls?.forced || this.tokens.length > 0);
  }

  /** The text so far, passed on or not. */
  get text(): string {
    return this.passed + this.held;
  }

  /** Whether the text so far is the requested JSON, so that later calls only repeat it. */
  get isJSON(): boolean {
    const { fixes, text } = this;
    return fixes.json !== undefined && /^\s*[{[]/.test(text) && parseJSON(text) !== undefined;
  }

  /** What can be passed on. */
  push(delta: string): readonly TextPiece[] {
    return this.read(this.filter?.push(delta) ?? piecesOf('text', delta));
  }

  /**
   * @param complete whether the answer is whole; half of one holds no call
   * @param called whether it has calls besides the text, which then holds none
   * @param thoughts the reasoning, which holds what a model without any text wanted to call (vllm-project/vllm#39056)
   */
  end(complete: boolean, called: boolean, thoughts: string): TextEnd {
    const pieces = this.read(this.filter?.end() ?? []);
    const { held, text, fixes } = this;
    this.held = '';
    const found = complete && !called && held.trim() !== '' ? this.found(held, text) : undefined;
    const read = text === '' && !called ? thoughts : text;
    const looks = complete && fixes.calls !== undefined && looksLikeCall(read, fixes.calls.tools);
    const { text: last, ...end } = found ?? { text: held, calls: [], warning: looks ? suspected : undefined };
    return { ...end, pieces: [...pieces, ...piecesOf('text', last)] };
  }

  private read(pieces: readonly TextPiece[]): readonly TextPiece[] {
    return pieces.flatMap(piece => (piece.type === 'text' ? piecesOf('text', this.pass(piece.text)) : piece));
  }

  private pass(delta: string): string {
    this.held += delta;
    let now = '';
    for (let state: State | undefined | null = null; state !== this.state; ) {
      state = this.state;
      const length = this.passable();
      now += this.held.slice(0, length);
      this.held = this.held.slice(length);
    }
    this.passed += now;
    return now;
  }

  /** How many characters of what is held can be passed on; decides how to go on. */
  private passable(): number {
    const { held, state, json } = this;
    if (state === undefined) this.state = this.begin();
    if (state === 'passing') {
      const at = placeOf(this.tokens, held);
      if (this.tokens.some(token => held.startsWith(token, at))) this.state = 'held';
      return at;
    }
    if (state !== 'json') return 0;
    const before = json.length;
    json.push(held);
    if (json.whole) this.state = 'held';
    else if (json.broken) {
      this.state = 'passing';
      return 0;
    }
    return json.length - before;
  }

  /** What the first characters of a text tell; `undefined` where that takes more of them. */
  private begin(): State | undefined {
    const { held } = this;
    const { calls, json } = this.fixes;
    const [first] = held.trimStart();
    if (first === undefined) return undefined;
    if (calls?.forced) return 'held';
    // A byte order mark is space here, and no JSON.
    if (json !== undefined) return held.startsWith('\ufeff') ? 'held' : jsonState(first, held, json.schema);
    return first === '{' && calls?.markups.some(({ bare }) => bare) ? 'held' : 'passing';
  }

  /** The calls or the requested JSON in a text that has ended. */
  private found(held: string, text: string): FoundText | undefined {
    const { passed, fixes } = this;
    const calls = fixes.calls && callsIn(held, fixes.calls, passed === '');
    if (calls !== undefined) return { text: '', calls, warning: calls[0] && parsed };
    const json = fixes.json && onlyJSON(text, fixes.json.schema);
    if (json === text || !json?.startsWith(passed)) return undefined;
    const warning = json.trim() === text.trim() ? undefined : extracted;
    return { text: json.slice(passed.length), calls: [], warning };
  }
}

/** How requested JSON begins: as requested, or with another key, such as those of a call; `undefined` until it is there. */
function jsonState(first: string, text: string, schema: JSONSchema | undefined): State | undefined {
  if (first !== '{') return first === '[' && schema?.type !== 'object' ? 'json' : 'held';
  const properties = propertiesOf(schema);
  if (properties === undefined) return 'json';
  const begun = /^\s*\{\s*(?:[^\s"]|"([^"]*)")/.exec(text);
  if (begun === null) return undefined;
  return begun[1] !== undefined && !(begun[1] in properties) ? 'held' : 'json';
}
