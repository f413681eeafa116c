import { isRecord, type JSONRecord, parseRecord, records } from '../../json-values.ts';
import type { AnswerFixes } from '../../wire/profile.ts';
import type { AnswerRecord } from '../answer-record.ts';
import { openAIForm } from '../dialects.ts';
import { detailKey, detailText, reasoningDeduplicator } from '../reasoning-details.ts';
import { reasoningOf } from '../repair.ts';
import { ToolCallPieces, unnamedCall } from './tool-call-pieces.ts';

/** Events with one of these are read here before the core reads them. */
const ours = /"(?:tool_calls|reasoning_details|reasoning_text|transcript)"|"reasoning_content"\s*:\s*""/;

/** Holds a chunk as it was sent, where raw chunks were requested. */
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
  private readonly fresh = new Map<string, (delta: string) => string>();

  constructor(private readonly options: AnswerEventsOptions) {
    this.fixes = options.fixes();
    this.pieces = new ToolCallPieces(this.fixes);
  }

  /** The same text if nothing is to be changed. */
  event(text: string): string {
    if (!ours.test(text)) return text;
    const lines = [...text.matchAll(/^data: ?([^\n]*)/gm)].map(([, line]) => line);
    const chunk = this.chunk(lines.join('\n'));
    return chunk === undefined ? text : frame(chunk);
  }

  /** Records arguments of a call that went around the core. */
  wrote(index: number | undefined, text: string): void {
    this.pieces.wrote(index, text);
  }

  /** The events that end the answer, once. */
  end(): string {
    const { pieces, calls, unnamed } = this.pieces.end();
    this.options.record.calls = calls;
    const last = pieces.length === 0 ? '' : frame({ choices: [{ index: 0, delta: { tool_calls: pieces } }] });
    return unnamed ? `${last}${frame({ error: unnamedCall })}` : last;
  }

  private chunk(json: string): JSONRecord | undefined {
    const sent = parseRecord(json);
    const value = sent && openAIForm(sent);
    const [choice, ...others] = Array.isArray(value?.choices) ? value.choices : [];
    const message = isRecord(choice) ? choice.delta : undefined;
    if (!isRecord(message)) return undefined;
    const { tool_calls: calls, ...delta } = message;
    const read = Array.isArray(calls) ? this.pieces.read(calls) : calls;
    const thoughts = this.thoughts(message);
    const words = transcriptOf(message);
    if (read === calls && thoughts === undefined && words === undefined) return undefined;
    const tools = Array.isArray(read) && read.length > 0 ? { tool_calls: read } : {};
    const told = thoughts === undefined ? {} : { reasoning_content: thoughts, reasoning: undefined };
    return {
      ...value,
      choices: [{ ...choice, delta: { ...delta, ...told, ...words, ...tools } }, ...others],
      ...(this.options.raw && { [ORIGINAL]: sent }),
    };
  }

  /** Reasoning in fields that the core does not read, piece by piece: what it adds to the pieces before. */
  private thoughts(message: JSONRecord): string | undefined {
    const { reasoning, reasoning_content: content, reasoning_details: details } = message;
    if (content || (reasoning && content !== '')) return undefined;
    if (reasoning || !Array.isArray(details)) return reasoningOf(message);
    const fresh = records(details).map(detail => this.freshOf(detail));
    return fresh.join('') || undefined;
  }

  private freshOf(detail: JSONRecord): string {
    const key = detailKey(detail);
    const fresh = this.fresh.get(key) ?? reasoningDeduplicator(this.fixes.repeatedReasoning);
    this.fresh.set(key, fresh);
    return fresh(detailText(detail) ?? '');
  }
}

/** The words of audio as text, in the members of a message that hold both. */
function transcriptOf({ audio, content }: JSONRecord): JSONRecord | undefined {
  if (!isRecord(audio) || typeof audio.transcript !== 'string' || content) return undefined;
  return { content: audio.transcript, audio: { ...audio, transcript: undefined } };
}

/** An answer that was sent as one body, as the event of a chunk that adds nothing. */
export function wholeEvent(sent: unknown): string {
  return frame({ choices: [], [ORIGINAL]: sent });
}

function frame(chunk: object): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/** A raw chunk as it was sent. */
export function sentChunk(rawValue: unknown): unknown {
  return isRecord(rawValue) && ORIGINAL in rawValue ? rawValue[ORIGINAL] : rawValue;
}
