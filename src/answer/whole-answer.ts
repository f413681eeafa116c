import { toAPICallError } from '../gateway/errors/classify.ts';
import { endedBy } from '../gateway/errors/exchange.ts';
import { type JSONRecord, parseJSON, records } from '../json-values.ts';
import type { AnswerFixes } from '../wire/profile.ts';
import type { AnswerCall } from './answer-call.ts';
import { type AnswerRecord, recordAnswer } from './answer-record.ts';
import { behindThoughts, reasoningOf, spokenPieces } from './repair.ts';
import type { AnyPart, StreamPart } from './stream/part-stream.ts';
import { callsOf, ToolCallPieces } from './stream/tool-call-pieces.ts';

/**
 * Records an answer that came as one body.
 * @throws the typed error that the body is, or of a body in which nothing can be read
 */
export function readWhole({ exchange, record }: Pick<AnswerCall, 'exchange' | 'record'>, text: string): void {
  const sent = parseJSON(text);
  const message = recordAnswer(record, sent);
  if (message === undefined || record.error !== undefined)
    throw endedBy(exchange, toAPICallError(exchange, { text, value: record.error ?? sent }));
  record.whole = { sent, message };
}

/** The text of an answer that is nothing else and needs no repair, as most are; otherwise `undefined`. */
export function onlyText(
  { whole, links }: AnswerRecord,
  { thinkTags, echoedPrefix, json, calls }: AnswerFixes,
): string | undefined {
  const { content, role: _, ...others } = whole?.message ?? {};
  if (thinkTags || echoedPrefix !== undefined || json || calls || links.latest.length > 0) return undefined;
  for (const key in others) if ([others[key] ?? []].flat().length > 0) return undefined;
  return content !== '' && typeof content === 'string' ? content : undefined;
}

/** The parts of a whole answer, as a core makes them of a stream. */
export function wholeParts(
  record: AnswerRecord,
  message: JSONRecord,
  fixes: AnswerFixes,
): readonly StreamPart[] {
  const pieces = behindThoughts(spokenPieces(message), reasoningOf(message));
  const reader = new ToolCallPieces(fixes);
  reader.read(records(callsOf(message)).map((call, index) => ({ ...call, index })));
  reader.end(record);
  return [
    ...pieces.map(({ type, text }) => ({ type: `${type}-delta`, id: type, delta: text })),
    ...record.calls.flatMap(({ ownId = '', name, written }) => callParts(ownId, name, written)),
  ];
}

/** The arguments of a call, which is made of them at the end. */
export function callParts(id: string, toolName: string, input: string): readonly StreamPart[] {
  return [
    { type: 'tool-input-start', id, toolName },
    { type: 'tool-input-delta', id, delta: input },
  ];
}

/** A part of the content, which may grow. */
interface Block {
  readonly type: string;
  text: string;
  providerMetadata?: unknown;
}

/** The content that the parts of a stream are. */
export function contentOf(parts: readonly StreamPart[]): readonly AnyPart[] {
  const content: AnyPart[] = [];
  let block: Block | undefined;
  for (const part of parts) {
    const { type, delta, providerMetadata } = part;
    if (type === 'text-start' || type === 'reasoning-start') {
      block = { type: type === 'text-start' ? 'text' : 'reasoning', text: '' };
      content.push(block);
    } else if (block !== undefined && (type === 'text-delta' || type === 'reasoning-delta'))
      block.text += delta;
    else if (block !== undefined && providerMetadata !== undefined && type.endsWith('-end'))
      block.providerMetadata = providerMetadata;
    else if (type === 'file' || type === 'source' || type === 'tool-call') content.push(part);
  }
  return content;
}
