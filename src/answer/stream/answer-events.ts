import { isRecord, type JSONRecord, parseRecord, records } from '../../json-values.ts';
import type { AnswerFixes } from '../../wire/profile.ts';
import type { AnswerRecord } from '../answer-record.ts';
import { openAIForm } from '../dialects.ts';
import { detailKey, detailText, reasoningDeduplicator } from '../reasoning-details.ts';
import { ToolCallPieces } from './tool-call-pieces.ts';

/** Ends a stream where a call never got its name: it cannot be run, and must not be missed. */
const unnamed = {
  error: { message: 'The response has a tool call without a name.', type: 'invalid_response' },
};

/** Events with one of these are read here before the core reads them. */
const ours =
  /"(?:tool_calls|reasoning_details|reasoning_text|tool_plan|transcript)"|"reasoning_content": ?""/;

/** Holds a chunk as it was sent, where raw chunks were requested. */
const ORIGINAL = '#sent';

/** What is known of the call whose events are read. */
export interface AnswerEventsOptions {
  /** Names of the offered tools. */
  readonly tools: readonly string[];
  readonly fixes: () => AnswerFixes;
  readonly record: AnswerRecord;
  /** Whether the reader gets raw chunks. */
  readonly raw: boolean;
}

/** Rewrites events that the cores read differently, or not at all: tool calls, and reasoning in other fields. */
export class AnswerEvents {
  private readonly pieces: ToolCallPieces;
  private readonly fresh = new Map<string, (delta: string) => string>();

  constructor(private readonly options: AnswerEventsOptions) {
    this.pieces = new ToolCallPieces(options.tools);
  }

  /** The same text if nothing is to be changed. */
  events(text: string): string {
    if (!ours.test(text)) return text;
    return text.replace(
      /(^|\n)(data: ?)([^\n]*)/g,
      (_, start: string, field: string, json: string) => start + field + this.chunk(json),
    );
  }

  /** Records arguments of a call that went around the core. */
  wrote(index: number | undefined, text: string): void {
    this.pieces.wrote(index, text);
  }

  /** The events that end the answer, once. */
  end(): string {
    const { pieces, unnamed: nameless, whole } = this.pieces.end();
    const { record } = this.options;
    record.wholeCalls = whole;
    record.inputs = this.pieces.replacements();
    const last = pieces.length === 0 ? [] : [{ choices: [{ index: 0, delta: { tool_calls: pieces } }] }];
    return [...last, ...(nameless ? [unnamed] : [])]
      .map(event => `data: ${JSON.stringify(event)}\n\n`)
      .join('');
  }

  private chunk(json: string): string {
    const sent = parseRecord(json);
    const value = sent && openAIForm(sent);
    const [choice, ...others] = Array.isArray(value?.choices) ? value.choices : [];
    const message = isRecord(choice) ? choice.delta : undefined;
    if (!isRecord(message)) return json;
    const { tool_calls: calls, ...delta } = message;
    const read = Array.isArray(calls) ? this.pieces.read(calls) : calls;
    const thoughts = this.thoughts(message);
    const words = transcriptOf(message);
    if (read === calls && thoughts === undefined && words === undefined) return json;
    const tools = Array.isArray(read) && read.length > 0 ? { tool_calls: read } : {};
    const told = thoughts === undefined ? {} : { reasoning_content: thoughts, reasoning: undefined };
    return JSON.stringify({
      ...value,
      choices: [{ ...choice, delta: { ...delta, ...told, ...words, ...tools } }, ...others],
      ...(this.options.raw && { [ORIGINAL]: sent }),
    });
  }

  /** Reasoning in fields that the core does not read, piece by piece: what it adds to the pieces before. */
  private thoughts(message: JSONRecord): string | undefined {
    const {
      reasoning,
      reasoning_content: content,
      reasoning_details: details,
      reasoning_text: other,
    } = message;
    if (content || (reasoning && content !== '')) return undefined;
    if (typeof reasoning === 'string' && reasoning !== '') return reasoning;
    if (typeof other === 'string' && !Array.isArray(details)) return other;
    if (!Array.isArray(details)) return undefined;
    return (
      records(details)
        .map(detail => this.freshOf(detail))
        .join('') || undefined
    );
  }

  private freshOf(detail: JSONRecord): string {
    const key = detailKey(detail);
    const fresh = this.fresh.get(key) ?? reasoningDeduplicator(this.options.fixes().repeatedReasoning);
    this.fresh.set(key, fresh);
    return fresh(detailText(detail) ?? '');
  }
}

/** The words of audio as text, in the members of a message that hold both. */
function transcriptOf({ audio, content }: JSONRecord): JSONRecord | undefined {
  if (!isRecord(audio) || typeof audio.transcript !== 'string' || content) return undefined;
  return { content: audio.transcript, audio: { ...audio, transcript: undefined } };
}

/** A raw chunk as it was sent. */
export function sentChunk(rawValue: unknown): unknown {
  return isRecord(rawValue) && ORIGINAL in rawValue ? rawValue[ORIGINAL] : rawValue;
}
