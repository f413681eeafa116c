import { APICallError, type LanguageModelV2StreamPart } from '@ai-sdk/provider';
import type { Attempt } from './ledger.ts';
import type { CallRecord } from './run-call.ts';
import type { Opening } from './watch-model.ts';

/** What rules ask of a record. */
export const textOf = ({ parts }: Opening): string =>
  parts.map(part => (part.type === 'text-delta' ? part.delta : '')).join('');

export const count = ({ parts }: Opening, type: LanguageModelV2StreamPart['type']): number =>
  parts.filter(part => part.type === type).length;

export const finishOf = ({
  parts,
}: Opening): Extract<LanguageModelV2StreamPart, { type: 'finish' }> | undefined =>
  parts.find(part => part.type === 'finish');

export const errorIn = ({ parts }: Opening): unknown => parts.find(part => part.type === 'error')?.error;

export const isRetryable = (error: unknown): boolean => APICallError.isInstance(error) && error.isRetryable;

export const streamsOf = ({ openings }: CallRecord): readonly Opening[] =>
  openings.filter(({ mode, rejected }) => mode === 'stream' && rejected === undefined);

/** Streams that neither were given up nor left. */
export const readStreams = (record: CallRecord): readonly Opening[] =>
  streamsOf(record).filter(({ ended, partsAtAbort }) => ended === 'closed' && partsAtAbort === undefined);

/** What the gateway sent for one call of the model. */
export const attemptsOf = ({ entry }: CallRecord, { from, to }: Opening): readonly Attempt[] =>
  entry.attempts.filter(({ number }) => number > from && number <= to);

export const isFallback = ({ plan }: CallRecord): boolean => plan.models.length > 1;
