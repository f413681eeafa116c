import { generateId } from '@ai-sdk/provider-utils';
import { type AnswerExtras, type AnswerSource, wholeDetail } from '../answer/answer-extras.ts';

/** A source as every specification writes it. */
export interface SourcePart {
  readonly type: 'source';
  readonly sourceType: 'url';
  readonly id: string;
  readonly url: string;
  readonly title?: string;
}

/** The sources that have come, once. */
export function takeSources(extras: AnswerExtras): readonly SourcePart[] {
  const { sources } = extras;
  if (sources.length > 0) extras.sources = [];
  return sources.map(sourcePart);
}

function sourcePart({ url, title }: AnswerSource): SourcePart {
  return { type: 'source', sourceType: 'url', id: generateId(), url, ...(title !== undefined && { title }) };
}

/** The reasoning details that have come, once, as the metadata of a reasoning part. */
export function takeDetails(extras: AnswerExtras): object | undefined {
  const reasoningDetails = extras.reasoningDetails.map(wholeDetail);
  if (reasoningDetails.length === 0) return undefined;
  extras.reasoningDetails = [];
  return { cloudflare: { reasoningDetails } };
}

/** The thought signature of the n-th call, as the metadata of its part. */
export function signatureMetadata({ signatures }: AnswerExtras, place: number): object | undefined {
  const thoughtSignature = signatures?.get(place);
  return thoughtSignature === undefined ? undefined : { google: { thoughtSignature } };
}
