import { readErrorEnvelope } from '../../gateway/errors/read-envelope.ts';
import { isRecord, type JSONRecord, parseRecord } from '../../json-values.ts';
import type { AnswerFixes } from '../../wire/profile.ts';
import { type AnswerRecord, linksIn } from '../answer-record.ts';
import { openAIForm } from '../dialects.ts';
import { detailKey, detailText, reasoningDeduplicator } from '../reasoning-details.ts';
import { contentPieces, reasoningOf } from '../repair.ts';
import { contentPart } from './plain-delta.ts';
import { ToolCallPieces } from './tool-call-pieces.ts';

/**
 * Events with one of these are read here before the core reads them: the newer ones take any `error` for one, also the
 * `null` that some proxies write.
 */
const ours =
  /"(?:tool_calls|reasoning_details|reasoning_text|transcript)"|"reasoning_content"\s*:\s*""|"content"\s*:\s*\[|"message"\s*:\s*\{|"error"\s*:\s*(?:null|false|""|\{\s*\}|\[\s*\])/;

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

/** Rewrites events that the cores read differently, or not at all: tool calls, and reasoning in other fields. */
export class AnswerEvents {
  private readonly fixes: AnswerFixes;
  private readonly pieces: ToolCallPieces;
  /** Whether a chunk has arrived. */
  begun = false;
  /** By the block of reasoning. */
  private readonly deduplicators = new Map<string, (delta: string) => string>();

  constructor(private readonly options: AnswerEventsOptions) {
    this.fixes = options.fixes();
    this.pieces = new ToolCallPieces(this.fixes);
  }

  /** The same text if nothing is to be changed. */
  event(text: string): string {
    const isFirst = !this.begun;
    // Comments may stand before the first chunk.
    this.begun ||= /^data:/m.test(text);
    if (blank.test(text)) return '';
    if (!ours.test(text)) return text;
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
    if (value !== sent) this.options.record.nativeFrames = true;
    const [choice, ...others] = Array.isArray(value?.choices) ? value.choices : [];
    // Some send a whole message as the one chunk of a stream; behind deltas, it only repeats them.
    const message = isRecord(choice) ? (choice.delta ?? (isFirst ? choice.message : undefined)) : undefined;
    const isNone = sent !== undefined && 'error' in sent && readErrorEnvelope(sent) === undefined;
    const noError = isNone ? { error: undefined } : undefined;
    if (!isRecord(message)) return noError && this.marked([{ ...sent, ...noError }], sent);
    const { tool_calls: calls, audio, content, images, reasoning, reasoning_content } = message;
    const parts = this.parts(content);
    const read = Array.isArray(calls) ? this.pieces.read(calls) : calls;
    const thoughts = reasoningOf(message, detail => this.fresh(detail));
    // The words of audio are text.
    const { transcript } = Object(audio);
    const words = typeof transcript === 'string' &&
      !content && { content: transcript, audio: { ...Object(audio), transcript: undefined } };
    // The core reads the second field of reasoning where the first one is absent or null.
    const known = (reasoning_content ?? reasoning) || undefined;
    const isSame = read === calls && thoughts === known && message === choice.delta;
    if (isSame && !words && parts.length === 0 && !noError) return undefined;
    const delta = {
      ...message,
      reasoning_content: thoughts,
      reasoning: undefined,
      ...words,
      ...(parts.length > 0 && { content: undefined, images: [images, linksIn(content)] }),
      tool_calls: read,
    };
    const last = { ...value, ...noError, choices: [{ ...choice, delta }, ...others] };
    const { id, created, model } = Object(value);
    const first = parts.map(part => ({ id, created, model, choices: [{ index: 0, delta: part }] }));
    return this.marked([...first, last], sent);
  }

  /** The first of several chunks stands for what was sent, where the reader gets that. */
  private marked(chunks: readonly JSONRecord[], sent: unknown): readonly JSONRecord[] {
    return this.options.raw
      ? chunks.map((chunk, at) => ({ ...chunk, [ORIGINAL]: at === 0 ? sent : null }))
      : chunks;
  }

  /** Content that is a list, part by part in its order, unless it is one part that every core reads. */
  private parts(content: unknown): readonly JSONRecord[] {
    if (!Array.isArray(content) || contentPart(content)) return [];
    return contentPieces(content).map(({ type, text }) => ({
      [type === 'text' ? 'content' : 'reasoning_content']: text,
    }));
  }

  /** What a piece of reasoning adds to the pieces before, in a field that the core does not read. */
  private fresh(detail: JSONRecord): string {
    const key = detailKey(detail);
    const fresh = this.deduplicators.get(key) ?? reasoningDeduplicator(this.fixes.repeatedReasoning);
    this.deduplicators.set(key, fresh);
    return fresh(detailText(detail) ?? '');
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
