import { isRecord, type JSONRecord } from '../json-values.ts';
/** A web page that the answer is based on. */
export interface AnswerSource {
  readonly url: string;
  readonly title: string | undefined;
}

/** A block of reasoning, and its text as it came. */
export interface ReasoningDetail {
  readonly block: JSONRecord;
  readonly pieces: string[];
}

/** What an answer says in fields that the core's schema drops, until it is handed on. */
export interface AnswerExtras {
  sources: AnswerSource[];
  /** The text with which the model refused. */
  refusal: string;
  /** Reasoning blocks in the upstream's own form, which it wants back unchanged. */
  reasoningDetails: ReasoningDetail[];
  /** Thought signatures by the place of their call among the calls; ids may be empty, or equal. */
  signatures: Map<number, string> | undefined;
  /** The places of calls by the index under which a stream sends them. */
  places: Map<unknown, number> | undefined;
  knownURLs: Set<string> | undefined;
}

export function createAnswerExtras(): AnswerExtras {
  return {
    sources: [],
    refusal: '',
    reasoningDetails: [],
    signatures: undefined,
    places: undefined,
    knownURLs: undefined,
  };
}

/** Whether a chunk, or its message, has anything for `readExtras`: cheap enough for every chunk. */
export function mayHoldExtras(value: JSONRecord, said: JSONRecord | undefined): boolean {
  return (
    said?.refusal !== undefined ||
    said?.reasoning_details !== undefined ||
    said?.annotations !== undefined ||
    value.citations !== undefined ||
    value.search_results !== undefined
  );
}

/** Thought signatures of calls, and the places of the calls. */
export function readSignatures(extras: AnswerExtras, calls: unknown): void {
  if (!Array.isArray(calls)) return;
  let position = 0;
  for (const call of calls) if (isRecord(call)) readSignature(extras, call, position++);
}

export function readExtras(extras: AnswerExtras, value: JSONRecord, said: JSONRecord | undefined): void {
  if (typeof said?.refusal === 'string') extras.refusal += said.refusal;
  for (const detail of records(said?.reasoning_details)) addDetail(extras.reasoningDetails, detail);
  // Results with titles first: the plain list of addresses repeats them.
  for (const { url, title } of records(value.search_results)) addSource(extras, url, title);
  for (const { url_citation: citation } of records(said?.annotations))
    if (isRecord(citation)) addSource(extras, citation.url, citation.title);
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

function readSignature(extras: AnswerExtras, call: JSONRecord, position: number): void {
  const index = call.index ?? position;
  extras.places ??= new Map();
  const { places } = extras;
  const place = places.get(index) ?? places.size;
  places.set(index, place);
  const google = isRecord(call.extra_content) ? call.extra_content.google : undefined;
  const signature = isRecord(google) ? google.thought_signature : undefined;
  if (typeof signature !== 'string' || signature === '') return;
  extras.signatures ??= new Map();
  extras.signatures.set(place, signature);
}

const textKeys = ['text', 'summary'] as const;

/** Streams write one block in pieces; what comes late, as a signature, is added. */
function addDetail(details: ReasoningDetail[], detail: JSONRecord): void {
  const last = details.at(-1);
  const piece = textKeys.map(key => detail[key]).find(text => typeof text === 'string');
  const pieces = typeof piece === 'string' ? [piece] : [];
  const same = last !== undefined && ['type', 'index', 'id'].every(key => last.block[key] === detail[key]);
  if (!same || (piece === undefined && detail.signature === undefined)) {
    details.push({ block: detail, pieces });
    return;
  }
  const told = Object.fromEntries(Object.entries(detail).filter(([, item]) => item !== null));
  last.pieces.push(...pieces);
  details[details.length - 1] = { block: { ...last.block, ...told }, pieces: last.pieces };
}

/** The block as one. MiniMax may send all of the text again with every piece: then the last one is all of it. */
export function wholeDetail({ block, pieces }: ReasoningDetail): JSONRecord {
  const key = textKeys.find(name => typeof block[name] === 'string');
  if (key === undefined) return block;
  const grows =
    pieces.length > 2 &&
    pieces.every((piece, index) => index === 0 || piece.startsWith(pieces[index - 1] ?? ''));
  return { ...block, [key]: grows ? pieces.at(-1) : pieces.join('') };
}

function records(value: unknown): readonly JSONRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
