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
import { JSONScan } from './json-scan.ts';
import { tailOf } from './text-filter.ts';

/** What is left of a text at its end, and the calls in it. */
export interface ReadText {
  readonly text: string;
  readonly calls: readonly CallInText[];
  readonly warning?: string;
}

const parsed = 'A tool call written as text was parsed.';
const suspected = 'Text that looks like a tool call was left as text.';
const extracted = 'Text around the requested JSON was removed.';

/** A warning about a text that nothing was made of. */
export function warningOf(text: string, { calls }: AnswerFixes): string | undefined {
  return calls !== undefined && looksLikeCall(text, calls.tools) ? suspected : undefined;
}

/**
 * Reads the text of an answer that may hold calls or the requested JSON. What cannot be either is passed on as it comes:
 * only a prefix that may still be a markup is held back, and text beside requested JSON.
 */
export class TextReader {
  private state: 'before' | 'passing' | 'json' | 'held' = 'before';
  private held = '';
  private passed = '';
  private readonly json = new JSONScan();
  private readonly tokens: readonly string[];

  constructor(private readonly fixes: AnswerFixes) {
    const markup = fixes.calls?.markup;
    this.tokens = markup === undefined ? [] : callTokens(markup);
  }

  /** Whether a text has to be read at all. */
  static isNeeded({ calls, json }: AnswerFixes): boolean {
    return json !== undefined || calls?.forced === true || calls?.markup !== undefined;
  }

  /** What can be passed on. */
  push(delta: string): string {
    const text = this.held + delta;
    this.held = '';
    const now = this.read(text);
    this.passed += now;
    return now;
  }

  /** @param complete whether the answer is whole; half of one holds no call */
  end(complete: boolean): ReadText {
    const { held, passed, fixes } = this;
    this.held = '';
    if (!complete) return { text: held, calls: [] };
    const calls = this.callsOf(held);
    if (calls !== undefined) return { text: '', calls, warning: parsed };
    if (fixes.json !== undefined && held.trim() !== '') {
      const found = onlyJSON(passed + held, fixes.json.schema);
      if (found?.startsWith(passed) && found !== passed + held)
        return {
          text: found.slice(passed.length),
          calls: [],
          ...(found.trim() !== (passed + held).trim() && { warning: extracted }),
        };
    }
    const warning = warningOf(passed + held, fixes);
    return { text: held, calls: [], ...(warning !== undefined && { warning }) };
  }

  private read(text: string): string {
    if (this.state === 'before') {
      const [first] = text.trimStart();
      if (first === undefined) return this.hold(text);
      const state = this.begin(first, text);
      if (state === undefined) return this.hold(text);
      this.state = state;
    }
    if (this.state === 'json') return this.readJSON(text);
    return this.state === 'passing' ? this.upToToken(text) : this.hold(text);
  }

  /** What the first character of a text tells. */
  private begin(first: string, text: string): TextReader['state'] | undefined {
    const { calls, json } = this.fixes;
    if (calls?.forced) return 'held';
    if (json !== undefined) return jsonState(first, text, json.schema);
    return calls?.markup?.bare && first === '{' ? 'held' : 'passing';
  }

  /** Passes requested JSON on, up to its end. */
  private readJSON(text: string): string {
    const before = this.json.length;
    if (this.json.whole) return this.hold(text);
    const start = before === 0 ? text.length - text.trimStart().length : 0;
    this.json.push(text.slice(start));
    if (this.json.broken && !this.json.whole) {
      this.state = 'passing';
      return text;
    }
    const end = start + this.json.length - before;
    this.hold(text.slice(end));
    return text.slice(0, end);
  }

  private upToToken(text: string): string {
    const places = this.tokens.map(token => text.indexOf(token)).filter(place => place !== -1);
    if (places.length > 0) {
      this.state = 'held';
      const start = Math.min(...places);
      this.hold(text.slice(start));
      return text.slice(0, start);
    }
    const longest = Math.max(0, ...this.tokens.map(token => tailOf(text, token)));
    this.hold(text.slice(text.length - longest));
    return text.slice(0, text.length - longest);
  }

  private hold(text: string): '' {
    this.held = text;
    return '';
  }

  private callsOf(held: string): readonly CallInText[] | undefined {
    const { calls } = this.fixes;
    if (calls === undefined || held.trim() === '') return undefined;
    const { tools, markup, forced } = calls;
    if (forced) return callsIn(held, tools);
    const marked = markup && markedCalls(held, markup, tools);
    if (marked !== undefined) return marked;
    const [bare, ...more] = (markup?.bare && this.passed === '' && jsonCalls(held, tools)) || [];
    return bare !== undefined && more.length === 0 && fitsTool(bare, tools) ? [bare] : undefined;
  }
}

/** How requested JSON begins: as requested, or with the first key of a call; `undefined` until that key is there. */
function jsonState(first: string, text: string, schema: JSONSchema | undefined): 'json' | 'held' | undefined {
  if (first !== '{') return first === '[' && schema?.type !== 'object' ? 'json' : 'held';
  const properties = isRecord(schema?.properties) ? schema.properties : undefined;
  if (properties === undefined) return 'json';
  const [, key] = /^\s*\{\s*(?:"([^"]*)"|[^\s"])/.exec(text) ?? [];
  if (key === undefined) return /^\s*\{\s*[^\s"]/.test(text) ? 'json' : undefined;
  return key === 'name' && !(key in properties) ? 'held' : 'json';
}
