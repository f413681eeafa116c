import { type JSONRecord, trimmed } from '../json-values.ts';
import type { AnswerFixes } from '../wire/profile.ts';

const textKeys = ['text', 'summary'] as const;

/** A block of reasoning in the upstream's own form, and the pieces of text it arrived in. */
export interface ReasoningDetail {
  readonly block: JSONRecord;
  readonly pieces: string[];
}

/** Which member holds the text of a block of reasoning, or its summary. */
function textKeyOf(detail: JSONRecord): string | undefined {
  return textKeys.find(key => typeof detail[key] === 'string');
}

/** Equal for the pieces of one block. */
export function detailKey({ type, index, id }: JSONRecord): string {
  return JSON.stringify([type, index, id]);
}

/** Adds a piece: streams send one block in pieces, and a signature may follow later. */
export function addDetail(details: ReasoningDetail[], detail: JSONRecord): void {
  const last = details.at(-1);
  const key = textKeyOf(detail);
  const pieces = key === undefined ? [] : [String(detail[key])];
  const same = last !== undefined && detailKey(last.block) === detailKey(detail);
  if (!same || (key === undefined && detail.signature === undefined)) {
    details.push({ block: detail, pieces });
    return;
  }
  const fields = Object.fromEntries(Object.entries(detail).filter(([, item]) => item !== null));
  last.pieces.push(...pieces);
  details[details.length - 1] = { block: { ...last.block, ...fields }, pieces: last.pieces };
}

/** The thought signature of a call or of a text, of Gemini, as the metadata of its part. */
export function signatureIn({ extra_content: extra }: JSONRecord): object | undefined {
  const { google, vertex = google } = Object(extra);
  const thoughtSignature = trimmed(vertex?.thought_signature);
  return thoughtSignature === undefined ? undefined : { google: { thoughtSignature } };
}

/** Removes the details from the record and returns them as the metadata of a reasoning part. */
export function takeDetails(
  record: { details: readonly ReasoningDetail[] },
  { repeatedReasoning }: AnswerFixes,
): object | undefined {
  const { details } = record;
  if (details.length === 0) return undefined;
  record.details = [];
  const reasoningDetails = details.map(({ block, pieces }) => {
    const key = textKeyOf(block);
    if (key === undefined) return block;
    return { ...block, [key]: pieces.map(reasoningDeduplicator(repeatedReasoning)).join('') };
  });
  return { cloudflare: { reasoningDetails } };
}

/**
 * Removes from each piece of reasoning what came before: xAI occasionally sends a piece twice, MiniMax may resend
 * everything with every piece.
 * @see https://github.com/vercel/ai (packages/xai) and https://github.com/can1357/oh-my-pi
 */
export function reasoningDeduplicator(kind: AnswerFixes['repeatedReasoning']): (delta: string) => string {
  let before = '';
  if (kind === undefined) return delta => delta;
  const isPiece = kind === 'piece';
  return delta => {
    const repeats = isPiece ? delta === before : before.trim() !== '' && delta.startsWith(before);
    const fresh = repeats ? delta.slice(before.length) : delta;
    before = isPiece ? delta : before + fresh;
    return fresh;
  };
}
