import { isRecord } from '../json-values.ts';
import type { JSONSchema } from '../wire/body.ts';
import {
  type CallInText,
  callsIn,
  callTokens,
  fitsTool,
  jsonCalls,
  looksLikeCall,
  markedCalls,
} from '../wire/calls-in-text.ts';
import type { AnswerFixes } from '../wire/profile.ts';
import { onlyJSON } from './json-in-text.ts';
import { JSONScan } from '../json-scan.ts';
import { tailOf } from './text-filter.ts';

/** What is left of a text at its end, and the calls in it. */
export interface ReadText {
  readonly text: string;
  readonly calls: readonly CallInText[];
  readonly warning: string | undefined;
}

const parsed = 'A tool call written as text was parsed.';
const suspected = 'Text that looks like a tool call was left as text.';
const extracted = 'Text around the requested JSON was removed.';

/** A warning about a text that nothing was made of. */
export function warningOf(text: string, { calls }: AnswerFixes): string | undefined {
  return calls !== undefined && looksLikeCall(text, calls.tools) ? suspected : undefined;
}

/** What becomes of a text: it is passed on up to a token, up to the end of its JSON, or held back. */
type State = 'passing' | 'json' | 'held';

/**
 * Reads the text of an answer that may hold calls or the requested JSON. What cannot be either is passed on as it comes:
 * only a prefix that may still be a markup is held back, and text beside requested JSON.
 */
export class TextReader {
  /** Known with the first characters that are not space. */
  private state: State | undefined;
  private held = '';
  private passed = '';
  private readonly json = new JSONScan();
  private readonly tokens: readonly string[];

  constructor(private readonly fixes: AnswerFixes) {
    this.tokens = fixes.calls?.markups.flatMap(callTokens) ?? [];
  }

  /** Whether a text has to be read at all. */
  static isNeeded({ calls, json }: AnswerFixes): boolean {
    return json !== undefined || (calls !== undefined && (calls.forced || calls.markups.length > 0));
  }

  /** What can be passed on. */
  push(delta: string): string {
    const text = this.held + delta;
    this.state ??= this.begin(text);
    const length = this.passable(text);
    const now = text.slice(0, length);
    this.held = text.slice(length);
    this.passed += now;
    return now;
  }

  /**
   * @param complete whether the answer is whole; half of one holds no call
   * @param called whether it has calls besides the text, which then holds none
   */
  end(complete: boolean, called = false): ReadText {
    const { held, passed, fixes } = this;
    const text = passed + held;
    this.held = '';
    if (!complete) return { text: held, calls: [], warning: undefined };
    if (!called && held.trim() !== '') {
      const calls = this.callsOf(held);
      if (calls !== undefined) return { text: '', calls, warning: parsed };
      const found = fixes.json && onlyJSON(text, fixes.json.schema);
      if (found?.startsWith(passed) && found !== text)
        return {
          text: found.slice(passed.length),
          calls: [],
          warning: found.trim() === text.trim() ? undefined : extracted,
        };
    }
    return { text: held, calls: [], warning: warningOf(text, fixes) };
  }

  /** What the first characters of a text tell. */
  private begin(text: string): State | undefined {
    const { calls, json } = this.fixes;
    const [first] = text.trimStart();
    if (first === undefined) return undefined;
    if (calls?.forced) return 'held';
    if (json !== undefined) return jsonState(first, text, json.schema);
    return first === '{' && calls?.markups.some(({ bare }) => bare) ? 'held' : 'passing';
  }

  /** How many characters of a text can be passed on. */
  private passable(text: string): number {
    const { state, json, tokens } = this;
    if (state === 'passing') {
      const places = tokens.map(token => text.indexOf(token)).filter(place => place !== -1);
      if (places.length === 0) return text.length - Math.max(0, ...tokens.map(token => tailOf(text, token)));
      this.state = 'held';
      return Math.min(...places);
    }
    if (state !== 'json' || json.whole) return 0;
    const before = json.length;
    const start = before === 0 ? text.length - text.trimStart().length : 0;
    json.push(text.slice(start));
    if (json.whole || !json.broken) return start + json.length - before;
    this.state = 'passing';
    return text.length;
  }

  private callsOf(held: string): readonly CallInText[] | undefined {
    const { calls } = this.fixes;
    if (calls === undefined) return undefined;
    const { tools, markups, forced } = calls;
    if (forced) return callsIn(held, tools);
    for (const markup of markups) {
      const marked = markedCalls(held, markup, tools);
      if (marked !== undefined) return marked;
    }
    const isBare = this.passed === '' && markups.some(({ bare }) => bare);
    const [bare, ...more] = (isBare && jsonCalls(held, tools)) || [];
    return bare !== undefined && more.length === 0 && fitsTool(bare, tools) ? [bare] : undefined;
  }
}

/** How requested JSON begins: as requested, or with the first key of a call; `undefined` until that key is there. */
function jsonState(first: string, text: string, schema: JSONSchema | undefined): State | undefined {
  if (first !== '{') return first === '[' && schema?.type !== 'object' ? 'json' : 'held';
  const properties = isRecord(schema?.properties) ? schema.properties : undefined;
  if (properties === undefined) return 'json';
  const begun = /^\s*\{\s*(?:[^\s"]|"([^"]*)")/.exec(text);
  if (begun === null) return undefined;
  return begun[1] === 'name' && !('name' in properties) ? 'held' : 'json';
}
