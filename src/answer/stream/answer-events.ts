import { readErrorEnvelope } from '../../gateway/errors/read-envelope.ts';
import { isRecord, type JSONRecord, parseRecord, records } from '../../json-values.ts';
import type { AnswerFixes } from '../../wire/profile.ts';
import { linksIn } from '../answer-links.ts';
import type { AnswerRecord } from '../answer-record.ts';
import { openAIForm } from '../dialects.ts';
import { detailKey, reasoningDeduplicator } from '../reasoning-details.ts';
import { behindThoughts, reasoningOf, spokenPieces, wordsIn } from '../repair.ts';
import { opensObject } from './event-queue.ts';
import { contentPart } from './plain-delta.ts';
import { callsOf, ToolCallPieces } from './tool-call-pieces.ts';

/** A sign of life without any data (Growth-Circle/cadis#362). */
const blank = /^(?:event:.*\n)?data: ?(?:"")?\n/;

/** Holds a chunk as it was sent, where raw chunks were requested; `null` where it was not sent. */
const ORIGINAL = '#sent';

/** What is known of the call whose events are read. */
export interface AnswerEventsOptions {
  readonly fixes: () => AnswerFixes;
  readonly record: AnswerRecord;
  /** Whether the reader gets raw chunks. */
  readonly raw: boolean;
}

/**
 * Rewrites events that the cores read differently, or not at all: tool calls, and reasoning in other fields. The newer
 * cores take any `error` for one, also the `null` that some proxies write, and drop what is around it.
 */
export class AnswerEvents {
  private readonly fixes: AnswerFixes;
  private readonly pieces: ToolCallPieces;
  /** Whether a chunk has arrived. */
  begun = false;
  /** Which of several choices is read: the first one. */
  private index: unknown = 0;
  /** By the block of reasoning. */
  private readonly deduplicators = new Map<string, (delta: string) => string>();

  constructor(private readonly options: AnswerEventsOptions) {
    this.fixes = options.fixes();
    this.pieces = new ToolCallPieces(this.fixes);
  }

  /**
   * The same text if nothing is to be changed.
   * @param isPlain whether it only adds to the text or the reasoning
   */
  event(text: string, isPlain: boolean): string {
    if (blank.test(text)) return '';
    if (!opensObject.test(text)) return text;
    const isFirst = !this.begun;
    this.begun = true;
    if (isPlain) return text;
    const lines = [...text.matchAll(/^data: ?([^\n]*)/gm)].map(([, line]) => line);
    return this.chunks(lines.join('\n'), isFirst)?.map(frame).join('') ?? text;
  }

  /** Records arguments of a call that went around the core. */
  wrote(index: number | undefined, text: string): void {
    this.pieces.wrote(index, text);
  }

  /** The events that end the answer, once. */
  end(): string {
    const pieces = this.pieces.end(this.options.record);
    const delta = { tool_calls: pieces };
    return pieces.length === 0 ? '' : frame({ choices: [{ index: 0, delta }], [ORIGINAL]: null });
  }

  private chunks(json: string, isFirst: boolean): readonly JSONRecord[] | undefined {
    const sent = parseRecord(json);
    const value = sent && openAIForm(sent);
    const { record } = this.options;
    if (value !== sent) record.nativeFrames = true;
    const choices = records(value?.choices);
    const choice = this.readChoice(choices, isFirst);
    // Some send a whole message as the one chunk of a stream; behind deltas, it only repeats them.
    const message = choice && (choice.delta ?? (isFirst ? choice.message : undefined));
    // Of another choice than the first one.
    const isOther = choice === undefined && choices.length > 0;
    const hasError = sent !== undefined && 'error' in sent;
    const isNone = hasError && readErrorEnvelope(sent) === undefined;
    // The core of 1.x reads no error beside a choice, and the newer ones only what is inside it.
    if (hasError && !isNone) return choice && this.marked([{ ...sent, choices: undefined }], sent);
    const fixed = { ...(isNone && { error: undefined }), ...(isOther && { choices: [] }) };
    if (!isRecord(message)) return isNone || isOther ? this.marked([{ ...sent, ...fixed }], sent) : undefined;
    const { tool_calls: sentCalls, refusal, content, images, reasoning, reasoning_content } = message;
    if (refusal) record.refused = true;
    const calls = callsOf(message);
    const read = calls.length > 0 ? this.pieces.read(calls) : sentCalls;
    const thoughts = reasoningOf(message, detail => this.fresh(detail));
    // The core reads the second field of reasoning where the first one is absent or null.
    const known = (reasoning_content ?? reasoning) || undefined;
    const isSame = read === sentCalls && thoughts === known && message === choices[0]?.delta;
    const parts = this.parts(message, thoughts);
    if (isSame && parts.length === 0 && !isNone) return undefined;
    const delta = {
      ...message,
      reasoning_content: thoughts,
      reasoning: undefined,
      ...(parts.length > 0 && {
        content: undefined,
        reasoning_content: undefined,
        refusal: undefined,
        images: [images, linksIn(content)],
      }),
      tool_calls: read,
    };
    const last = { ...value, ...fixed, choices: [{ ...choice, delta }] };
    const { id, created, model } = Object(value);
    const first = parts.map(part => ({ id, created, model, choices: [{ index: 0, delta: part }] }));
    return this.marked([...first, last], sent);
  }

  /** The part of the choice that is read. Where one was requested, all of it counts, however a host numbers it. */
  private readChoice(choices: readonly JSONRecord[], isFirst: boolean): JSONRecord | undefined {
    const { severalChoices } = this.fixes;
    // The second one may begin before it.
    if (isFirst && !severalChoices) this.index = choices[0]?.index ?? 0;
    const own = choices.find(({ index }) => (index ?? 0) === this.index);
    return own ?? (severalChoices ? undefined : choices[0]);
  }

  /** The first of several chunks stands for what was sent, where the reader gets that. */
  private marked(chunks: readonly JSONRecord[], sent: unknown): readonly JSONRecord[] {
    return this.options.raw
      ? chunks.map((chunk, at) => ({ ...chunk, [ORIGINAL]: at === 0 ? sent : null }))
      : chunks;
  }

  /**
   * What a message says, part by part in its order, unless every core reads it so.
   */
  private parts(message: JSONRecord, thoughts: string | undefined): readonly JSONRecord[] {
    const { content } = message;
    const pieces = spokenPieces(message);
    const [only, another] = pieces;
    const same = only?.text === (content || undefined) || contentPart(content) !== undefined;
    if (same && another === undefined && !(thoughts && only?.type === 'reasoning')) return [];
    return behindThoughts(pieces, thoughts).map(({ type, text }) => ({
      [type === 'text' ? 'content' : 'reasoning_content']: text,
    }));
  }

  /** What a piece of reasoning adds to the pieces before, in a field that the core does not read. */
  private fresh(detail: JSONRecord): string {
    const key = detailKey(detail);
    const fresh = this.deduplicators.get(key) ?? reasoningDeduplicator(this.fixes.repeatedReasoning);
    this.deduplicators.set(key, fresh);
    return fresh(wordsIn(detail));
  }
}

/** An answer that was sent as one body, as the event of a chunk that adds nothing. */
export function wholeEvent(sent: unknown): string {
  return frame({ choices: [], [ORIGINAL]: sent });
}

function frame(chunk: object): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/** A raw chunk as it was sent, in a list that is empty for one that was not. */
export function sentChunk(rawValue: unknown): readonly unknown[] {
  if (!isRecord(rawValue) || !(ORIGINAL in rawValue)) return [rawValue];
  return rawValue[ORIGINAL] === null ? [] : [rawValue[ORIGINAL]];
}
