import { readErrorEnvelope } from '../gateway/errors/read-error-envelope.ts';
import { isRecord, type JSONRecord } from '../json-values.ts';
import {
  type AnswerExtras,
  createAnswerExtras,
  mayHoldExtras,
  readExtras,
  readSignatures,
} from './answer-extras.ts';
import { unreadReasoning } from './repair.ts';

/** What the core does not keep of an answer. One object for each call. */
export interface AnswerRecord {
  finishReason: string | undefined;
  /** Usage as it was sent, unknown keys included. */
  usage: JSONRecord | undefined;
  /** Which credential paid: `Unified`, `BYOK`. → body `gatewayMetadata.keySource` */
  keySource: string | undefined;
  /** Workers AI's own frames (`{"response": …}`) end with `[DONE]` and no finish reason. */
  nativeFrames: boolean;
  /** Reasoning in fields that the core does not read, until it is handed on. */
  thoughts: string;
  /** What stands in other fields that the core drops. */
  readonly extras: AnswerExtras;
  /** Whether thoughts or extras came that nobody has looked at. */
  unread: boolean;
  /** An error beside a readable answer, which the core's schema lets through and drops. */
  error: unknown;
  /** Status and headers of the response. */
  status: number | undefined;
  headers: Headers | undefined;
  /** Whether `[DONE]` came at the end of a stream. */
  done: boolean;
  /** Whether the first part of a stream has been handed on. */
  delivered: boolean;
  /** Why the body ended before its end. */
  cut: unknown;
}

export function createAnswerRecord(): AnswerRecord {
  return {
    finishReason: undefined,
    usage: undefined,
    keySource: undefined,
    nativeFrames: false,
    thoughts: '',
    extras: createAnswerExtras(),
    unread: false,
    error: undefined,
    status: undefined,
    headers: undefined,
    done: false,
    delivered: false,
    cut: undefined,
  };
}

/** Notes the status and the headers of a response. */
export function recordResponse(record: AnswerRecord, response: Response): void {
  record.status = response.status;
  record.headers = response.headers;
}

/** Notes what a chunk of a stream, or a whole answer, says. */
export function recordAnswer(record: AnswerRecord, value: unknown): void {
  if (!isRecord(value)) return;
  const choice = Array.isArray(value.choices) ? value.choices[0] : undefined;
  if (isRecord(choice)) {
    const reason = choice.finish_reason;
    if (typeof reason === 'string') record.finishReason = reason || (record.finishReason ?? '');
    if (isRecord(choice.usage)) record.usage = choice.usage;
    const said = choice.delta ?? choice.message;
    if (isRecord(said)) recordSaid(record, value, said);
  } else if ('response' in value) {
    record.nativeFrames = true;
  }
  if (isRecord(value.x_groq) && isRecord(value.x_groq.usage)) record.usage = value.x_groq.usage;
  if (isRecord(value.usage) && saysAnything(value.usage)) record.usage = value.usage;
  const gateway = value.gatewayMetadata;
  if (isRecord(gateway) && typeof gateway.keySource === 'string') record.keySource = gateway.keySource;
  if (mayHoldError(value) && readErrorEnvelope(value) !== undefined) record.error = value;
}

function recordSaid(record: AnswerRecord, value: JSONRecord, said: JSONRecord): void {
  if (said.tool_calls !== undefined) readSignatures(record.extras, said.tool_calls);
  const thoughts = unreadReasoning(value, said);
  if (thoughts === '' && !mayHoldExtras(value, said)) return;
  const { extras } = record;
  const refused = extras.refusal.length;
  record.thoughts += thoughts;
  readExtras(extras, value, said);
  const anyExtra =
    extras.sources.length + extras.reasoningDetails.length + extras.refusal.length - refused > 0;
  record.unread ||= thoughts !== '' || anyExtra;
}

/** An empty object that follows the counts does not take them back. */
function saysAnything(usage: JSONRecord): boolean {
  for (const _ in usage) return true;
  return false;
}

/** Cheap enough for every chunk. A list of errors beside an answer is none unless it says so. */
function mayHoldError(value: JSONRecord): boolean {
  return (
    'error' in value ||
    ('errors' in value && !(Array.isArray(value.choices) && value.choices.length > 0)) ||
    'success' in value ||
    'base_resp' in value ||
    (isRecord(value.x_groq) && 'error' in value.x_groq)
  );
}
