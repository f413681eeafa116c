import { toAPICallError } from '../gateway/errors/classify.ts';
import { endedBy } from '../gateway/errors/exchange.ts';
import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { isRecord, type JSONRecord, parseJSON, records } from '../json-values.ts';
import type { AnswerCall } from './answer-call.ts';
import { type AnswerRecord, recordAnswer } from './answer-record.ts';
import { openAIForm } from './dialects.ts';
import { contentPieces, reasoningOf } from './repair.ts';
import type { StreamPart } from './stream/part-stream.ts';
import { ToolCallPieces, unnamedCall } from './stream/tool-call-pieces.ts';

/**
 * Records an answer that came as one body.
 * @throws the typed error that the body is, or of a body in which nothing can be read
 */
export function readWhole({ exchange, record }: Pick<AnswerCall, 'exchange' | 'record'>, text: string): void {
  const sent = parseJSON(text);
  recordAnswer(record, sent);
  const message = messageIn(sent);
  if (message === undefined || record.error !== undefined)
    throw endedBy(exchange, toAPICallError(exchange, { text, value: sent }));
  record.whole = { sent, message, extras: record.waiting };
  record.waiting = [];
}

function messageIn(sent: unknown): JSONRecord | undefined {
  if (!isRecord(sent)) return undefined;
  if (isRecord(sent.result) && !Array.isArray(sent.choices)) return messageIn(sent.result);
  const value = openAIForm(sent);
  const [choice] = records(value.choices);
  // An error may have members of an answer that is not in OpenAI's format.
  const failed = value !== sent && readErrorEnvelope(sent) !== undefined;
  return isRecord(choice?.message) && !failed ? choice.message : undefined;
}

/**
 * The parts of a whole answer, as a core makes them of a stream.
 * @param tools the names of the offered tools
 */
export function wholeParts(
  record: AnswerRecord,
  message: JSONRecord,
  tools: readonly string[],
): readonly StreamPart[] {
  const { content, audio, tool_calls: calls } = message;
  const words = isRecord(audio) ? contentPieces(audio.transcript) : [];
  const pieces = [...contentPieces(content), ...words];
  // Reasoning in a field of its own stands before the content.
  const thought = pieces.some(({ type }) => type === 'reasoning') ? undefined : reasoningOf(message);
  const reader = new ToolCallPieces(tools);
  reader.read(records(calls).map((call, index) => ({ ...call, index })));
  const { calls: ended, unnamed } = reader.end();
  record.calls = ended;
  return [
    ...(thought === undefined ? [] : [deltaPart('reasoning', thought)]),
    ...pieces.map(({ type, text }) => deltaPart(type, text)),
    ...ended.flatMap(({ id, name, written }) => callParts(id, name, written)),
    ...(unnamed ? [{ type: 'error', error: unnamedCall }] : []),
  ];
}

function deltaPart(type: string, delta: string): StreamPart {
  return { type: `${type}-delta`, id: type, delta };
}

/** A complete call. */
export function callParts(id: string, toolName: string, input: string): readonly StreamPart[] {
  return [
    { type: 'tool-input-start', id, toolName },
    { type: 'tool-input-delta', id, delta: input },
    { type: 'tool-input-end', id },
    { type: 'tool-call', toolCallId: id, toolName, input },
  ];
}

/** The content that the parts of a stream are. */
export function contentOf(parts: readonly StreamPart[]): readonly StreamPart[] {
  const content: StreamPart[] = [];
  const places = new Map<unknown, number>();
  for (const part of parts) {
    const { id, type, delta = '', providerMetadata } = part;
    const [, kind = '', step] = /^(text|reasoning)-(start|delta|end)$/.exec(type) ?? [];
    if (step === 'start') places.set(id, content.push({ type: kind, text: '' }) - 1);
    const place = places.get(id) ?? -1;
    const block = content[place];
    if (step !== undefined && block !== undefined)
      content[place] = {
        ...block,
        text: `${block.text}${delta}`,
        ...(providerMetadata !== undefined && { providerMetadata }),
      };
    else if (/^(?:file|source|tool-call)$/.test(type)) content.push(part);
  }
  return content;
}
