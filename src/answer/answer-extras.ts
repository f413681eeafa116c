type Loose = Readonly<Record<string, unknown>>;

/** A web page that the answer is based on. */
export interface AnswerSource {
  readonly url: string;
  readonly title: string | undefined;
}

/** What an answer says in fields that the core's schema drops, until it is handed on. */
export interface AnswerExtras {
  sources: AnswerSource[];
  /** The text with which the model refused. */
  refusal: string;
  /** Reasoning blocks in the upstream's own form, which it wants back unchanged. */
  reasoningDetails: Loose[];
  /** Thought signatures by tool call id. */
  readonly signatures: Map<string, string>;
  /** Tool call ids by their place in the stream, since later pieces name the place only. */
  readonly callIds: Map<unknown, string>;
  readonly knownURLs: Set<string>;
}

export function createAnswerExtras(): AnswerExtras {
  return {
    sources: [],
    refusal: '',
    reasoningDetails: [],
    signatures: new Map(),
    callIds: new Map(),
    knownURLs: new Set(),
  };
}

/** Whether a chunk, or its message, has anything for `readExtras`: cheap enough for every chunk. */
export function mayHoldExtras(value: Loose, said: Loose | undefined): boolean {
  return (
    said?.tool_calls !== undefined ||
    said?.refusal !== undefined ||
    said?.reasoning_details !== undefined ||
    said?.annotations !== undefined ||
    value.citations !== undefined ||
    value.search_results !== undefined
  );
}

export function readExtras(extras: AnswerExtras, value: Loose, said: Loose | undefined): void {
  if (typeof said?.refusal === 'string') extras.refusal += said.refusal;
  for (const detail of records(said?.reasoning_details)) addDetail(extras.reasoningDetails, detail);
  for (const call of records(said?.tool_calls)) readSignature(extras, call);
  // Results with titles first: the plain list of addresses repeats them.
  for (const { url, title } of records(value.search_results)) addSource(extras, url, title);
  for (const { url_citation: citation } of records(said?.annotations))
    if (isObject(citation)) addSource(extras, citation.url, citation.title);
  for (const citation of Array.isArray(value.citations) ? value.citations : [])
    if (isObject(citation)) addSource(extras, citation.url, citation.title);
    else addSource(extras, citation, undefined);
}

function addSource({ sources, knownURLs }: AnswerExtras, url: unknown, title: unknown): void {
  if (typeof url !== 'string' || url === '' || knownURLs.has(url)) return;
  knownURLs.add(url);
  sources.push({ url, title: typeof title === 'string' && title !== '' ? title : undefined });
}

function readSignature({ signatures, callIds }: AnswerExtras, call: Loose): void {
  if (typeof call.id === 'string' && call.id !== '') callIds.set(call.index, call.id);
  const google = isObject(call.extra_content) ? call.extra_content.google : undefined;
  const signature = isObject(google) ? google.thought_signature : undefined;
  const id = callIds.get(call.index);
  if (typeof signature === 'string' && signature !== '' && id !== undefined) signatures.set(id, signature);
}

/** Streams write one block in pieces: text is joined, and what comes late, as a signature, is added. */
function addDetail(details: Loose[], detail: Loose): void {
  const last = details.at(-1);
  const key = ['text', 'summary'].find(name => typeof detail[name] === 'string');
  const same =
    last !== undefined && last.type === detail.type && last.index === detail.index && last.id === detail.id;
  if (!same || (key === undefined && detail.signature === undefined)) {
    details.push(detail);
    return;
  }
  const told = Object.fromEntries(Object.entries(detail).filter(([, item]) => item !== null));
  const text = key === undefined ? {} : { [key]: `${last[key] ?? ''}${detail[key]}` };
  details[details.length - 1] = { ...last, ...told, ...text };
}

function records(value: unknown): readonly Loose[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
