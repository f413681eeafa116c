import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { isRecord, type JSONRecord, records } from '../json-values.ts';
import { AnswerFiles } from './answer-files.ts';
import { isTranslated, openAIForm } from './dialects.ts';
import { addDetail, type ReasoningDetail } from './reasoning-details.ts';
import { unreadReasoning } from './repair.ts';
import { mayHoldVendorFacts, readVendorFacts } from './vendor-facts.ts';

/** A web page that the answer cites. */
export interface AnswerSource {
  readonly url: string;
  readonly title: string | undefined;
}

/** Content in fields that the core's schema drops, until a part carries it. */
export interface AnswerExtras {
  sources: AnswerSource[];
  readonly files: AnswerFiles;
  /** The text with which the model refused. */
  refusal: string;
  /** Reasoning blocks that the upstream expects back unchanged. */
  reasoningDetails: ReasoningDetail[];
  /** Thought signatures by the position of their call; ids may be empty or repeated. */
  signatures: Map<number, string> | undefined;
  /** Positions of calls by the index that a stream gives them. */
  positions: Map<unknown, number> | undefined;
  knownURLs: Set<string> | undefined;
}

/** What the core does not keep of a response. One object per call. */
export interface AnswerRecord {
  finishReason: string | undefined;
  /** The reason in the words of the vendor behind a router. */
  nativeFinish: string | undefined;
  /** The first chunk with a name: id, model and date of the answer. */
  identity: JSONRecord | undefined;
  /** Usage as sent, unknown keys included. */
  usage: JSONRecord | undefined;
  /** Which credential paid: `Unified`, `BYOK`. → body `gatewayMetadata.keySource` */
  keySource: string | undefined;
  /** Workers AI's own frames (`{"response": …}`) end with `[DONE]` and no finish reason. */
  nativeFrames: boolean;
  /** Pieces of reasoning in fields that the core does not read, until a part carries them. */
  thoughts: string[];
  readonly extras: AnswerExtras;
  /** Facts for the vendor's own metadata, such as log probabilities. */
  readonly vendorFacts: Record<string, unknown>;
  /** What was found and changed while the answer was read. */
  readonly warnings: string[];
  /** Whether `thoughts` or `extras` hold something new. */
  unread: boolean;
  /** An error next to a readable answer, which the core's schema accepts and drops. */
  error: unknown;
  /** Whether the stream has sent `[DONE]`. */
  done: boolean;
  /** Whether a stream that ended has sent calls, and each with complete arguments. */
  wholeCalls: boolean;
  /** Arguments that replace those of the core, by the position of their call. */
  inputs: ReadonlyMap<number, string> | undefined;
  /** Whether the first part of the stream has been delivered. */
  delivered: boolean;
  /** Why the body broke off. */
  cut: unknown;
}

export function createAnswerRecord(): AnswerRecord {
  return {
    finishReason: undefined,
    nativeFinish: undefined,
    identity: undefined,
    usage: undefined,
    keySource: undefined,
    nativeFrames: false,
    thoughts: [],
    extras: {
      sources: [],
      files: new AnswerFiles(),
      refusal: '',
      reasoningDetails: [],
      signatures: undefined,
      positions: undefined,
      knownURLs: undefined,
    },
    vendorFacts: {},
    warnings: [],
    unread: false,
    error: undefined,
    done: false,
    wholeCalls: false,
    inputs: undefined,
    delivered: false,
    cut: undefined,
  };
}

/** Records a chunk of a stream, or a whole answer. */
export function recordAnswer(record: AnswerRecord, sent: unknown): void {
  if (!isRecord(sent)) return;
  const value = openAIForm(sent);
  const choice = Array.isArray(value.choices) ? value.choices[0] : undefined;
  if (isRecord(choice)) {
    const { finish_reason: reason, native_finish_reason: native } = choice;
    if (typeof reason === 'string') record.finishReason = reason || (record.finishReason ?? '');
    if (typeof native === 'string') record.nativeFinish = native;
    if (isRecord(choice.usage)) record.usage = choice.usage;
    const message = choice.delta ?? choice.message;
    if (isRecord(message)) recordMessage(record, sent, value, message);
    if (isTranslated(value)) record.nativeFrames = true;
  } else if (isRecord(value.result)) recordAnswer(record, value.result);
  if (record.identity === undefined && (value.id || value.model || value.created)) record.identity = value;
  if (mayHoldVendorFacts(value, choice)) readVendorFacts(record.vendorFacts, value, choice);
  if (isRecord(value.x_groq) && isRecord(value.x_groq.usage)) record.usage = value.x_groq.usage;
  // An empty object after the counts does not replace them.
  if (isRecord(value.usage) && !isEmpty(value.usage)) record.usage = value.usage;
  const gateway = value.gatewayMetadata;
  if (isRecord(gateway) && typeof gateway.keySource === 'string') record.keySource = gateway.keySource;
  if (mayHoldError(value) && readErrorEnvelope(value) !== undefined) record.error = value;
}

function isEmpty(record: JSONRecord): boolean {
  for (const _ in record) return false;
  return true;
}

/** Cheap enough for every chunk. `errors` next to an answer is an error only if `readErrorEnvelope` agrees. */
function mayHoldError(value: JSONRecord): boolean {
  return (
    'error' in value ||
    ('errors' in value && !(Array.isArray(value.choices) && value.choices.length > 0)) ||
    'success' in value ||
    'base_resp' in value ||
    (isRecord(value.x_groq) && 'error' in value.x_groq)
  );
}

function recordMessage(record: AnswerRecord, sent: JSONRecord, value: JSONRecord, message: JSONRecord): void {
  const { extras } = record;
  if (message.tool_calls !== undefined) readSignatures(extras, message.tool_calls);
  const thoughts = unreadReasoning(sent, message);
  if (thoughts === '' && !mayHoldExtras(value, message)) return;
  const refused = extras.refusal.length;
  if (thoughts !== '') record.thoughts.push(thoughts);
  readExtras(extras, value, message);
  record.unread ||=
    thoughts !== '' ||
    extras.sources.length > 0 ||
    extras.files.isWaiting ||
    extras.reasoningDetails.length > 0 ||
    extras.refusal.length > refused;
}

/** Whether a chunk, or its message, has anything for `readExtras`: cheap enough for every chunk. */
function mayHoldExtras(value: JSONRecord, message: JSONRecord): boolean {
  return (
    message.refusal !== undefined ||
    message.reasoning_details !== undefined ||
    message.annotations !== undefined ||
    message.images !== undefined ||
    message.audio !== undefined ||
    Array.isArray(message.content) ||
    value.citations !== undefined ||
    value.search_results !== undefined
  );
}

function readExtras(extras: AnswerExtras, value: JSONRecord, message: JSONRecord): void {
  if (typeof message.refusal === 'string') extras.refusal += message.refusal;
  for (const detail of records(message.reasoning_details)) addDetail(extras.reasoningDetails, detail);
  extras.files.read(message);
  // Search results first, as they have titles: the plain list of addresses repeats them.
  for (const { url, title } of records(value.search_results)) addSource(extras, url, title);
  for (const { url_citation: citation } of records(message.annotations))
    if (isRecord(citation)) addSource(extras, citation.url, citation.title);
  // Mistral's references, also inside of its thoughts.
  for (const part of records(message.content))
    for (const { url, title } of [part, ...records(part.thinking)]) addSource(extras, url, title);
  for (const citation of Array.isArray(value.citations) ? value.citations : [])
    if (isRecord(citation)) addSource(extras, citation.url, citation.title);
    else addSource(extras, citation, undefined);
}

function addSource(extras: AnswerExtras, url: unknown, title: unknown): void {
  if (typeof url !== 'string' || url === '' || extras.knownURLs?.has(url)) return;
  extras.knownURLs ??= new Set();
  extras.knownURLs.add(url);
  extras.sources.push({ url, title: typeof title === 'string' && title !== '' ? title : undefined });
}

/** Thought signatures of calls, and the positions of the calls. */
function readSignatures(extras: AnswerExtras, calls: unknown): void {
  for (const [index, call] of records(calls).entries()) {
    extras.positions ??= new Map();
    const { positions } = extras;
    const key = call.index ?? index;
    const position = positions.get(key) ?? positions.size;
    positions.set(key, position);
    const google = isRecord(call.extra_content) ? call.extra_content.google : undefined;
    const signature = isRecord(google) ? google.thought_signature : undefined;
    if (typeof signature !== 'string' || signature === '') continue;
    extras.signatures ??= new Map();
    extras.signatures.set(position, signature);
  }
}
