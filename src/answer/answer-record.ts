import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { isRecord, type JSONRecord, records } from '../json-values.ts';
import { words } from '../wire/fields.ts';
import { type AnswerAudio, readAudio } from './answer-audio.ts';
import { AnswerLinks, linksIn } from './answer-links.ts';
import { openAIForm } from './dialects.ts';
import { addDetail, type ReasoningDetail, signatureIn } from './reasoning-details.ts';
import type { ToolCall } from './stream/tool-call-pieces.ts';
import { readVendorFacts } from './vendor-facts.ts';

/** An answer that came as one body. */
export interface WholeAnswer {
  readonly sent: unknown;
  /** In OpenAI's format. */
  readonly message: JSONRecord;
}

/** What the core does not keep of a response. One object per call. */
export class AnswerRecord {
  // How it arrived
  whole: WholeAnswer | undefined;
  /** Workers AI's own frames (`{"response": …}`) end with `[DONE]` and no finish reason. */
  nativeFrames = false;
  /** Whether the stream has sent `[DONE]`. */
  done = false;
  /** Why the body broke off. */
  cut: unknown;
  /** An error in the answer: one that the core's schema accepts and drops, or a call that cannot be run. */
  error: unknown;
  /** Whether the first part of the stream has been delivered. */
  delivered = false;

  // What it says, besides text and reasoning
  readonly links: AnswerLinks = new AnswerLinks();
  readonly audio: AnswerAudio = { pieces: [] };
  calls: readonly Readonly<ToolCall>[] = [];
  /** Reasoning blocks that the upstream expects back unchanged, until a part carries them. */
  details: ReasoningDetail[] = [];
  /** The thought signature of the text, as metadata. */
  signature: object | undefined;

  // How it ended
  finishReason: string | undefined;
  /** The reason in the words of the vendor behind a router. */
  nativeFinish: string | undefined;
  refused = false;

  // What becomes metadata
  /** The first chunk with a name: id, model and date of the answer. */
  identity: JSONRecord | undefined;
  /** Usage as sent, unknown keys included. */
  usage: JSONRecord | undefined;
  /** Which credential paid: `Unified`, `BYOK`. → body `gatewayMetadata.keySource` */
  keySource: string | undefined;
  /** Facts for the vendor's own metadata, such as log probabilities. */
  readonly vendorFacts: Record<string, unknown> = {};
  /** What was found and changed while the answer was read. */
  readonly warnings: string[] = [];
}

/** Records a chunk of a stream, or a whole answer. Returns the message, or its delta, in OpenAI's format. */
export function recordAnswer(record: AnswerRecord, sent: unknown): JSONRecord | undefined {
  if (!isRecord(sent)) return undefined;
  // What came before a chunk follows the text before it.
  if (record.whole === undefined) record.links.next();
  const value = openAIForm(sent);
  const [choice] = records(value.choices);
  const inner = choice ? undefined : recordAnswer(record, value.result);
  // A response that Gemini filters has no message; one of text completions has a text.
  const found =
    choice && (choice.delta ?? choice.message ?? (choice.finish_reason && { content: choice.text }));
  const message = isRecord(found) ? found : undefined;
  if (choice) {
    const { finish_reason: reason, native_finish_reason: native } = choice;
    if (typeof reason === 'string') record.finishReason = reason || (record.finishReason ?? '');
    if (typeof native === 'string') record.nativeFinish = native;
    if (value !== sent) record.nativeFrames = true;
  }
  // Also behind the last choice, where xAI names its sources.
  recordMessage(record, value, message ?? {});
  const { id, model, created, usage, gatewayMetadata, x_groq: groq } = value;
  if (id || model || created) record.identity ??= value;
  readVendorFacts(record.vendorFacts, value, choice, message);
  // An empty object after the counts does not replace them.
  for (const counts of [choice?.usage, Object(groq).usage, usage])
    if (isRecord(counts) && Object.keys(counts).length > 0) record.usage = counts;
  const { keySource } = Object(gatewayMetadata);
  if (typeof keySource === 'string') record.keySource = keySource;
  // OpenRouter also reports errors in the choice.
  const failed = choice?.error ? choice : sent;
  const mayFail =
    failed !== value ||
    errorMembers.some(name => name in value) ||
    (choice === undefined && 'errors' in value);
  if (mayFail && readErrorEnvelope(failed) !== undefined) record.error = failed;
  return message ?? inner;
}

/** What an error beside an answer has; whether it is one, `readErrorEnvelope` knows. */
const errorMembers = words('error success base_resp x_groq');

function recordMessage(record: AnswerRecord, value: JSONRecord, message: JSONRecord): void {
  const { content, refusal, audio, images, annotations, reasoning_details: details } = message;
  for (const detail of records(details)) addDetail(record.details, detail);
  readAudio(record.audio, audio);
  record.refused ||= Boolean(refusal);
  record.signature = signatureIn(message) ?? record.signature;
  // Search results before citations, as they have titles: the plain list of addresses repeats them.
  const results = records(value.search_results);
  const links = [images, results, records(annotations), linksIn(content), value.citations];
  for (const link of links.flat(2)) record.links.add(link);
}
