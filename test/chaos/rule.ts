import type { CallRecord } from './run-call.ts';

/** What differs between a gateway in memory and one behind sockets. */
export interface Wire {
  /** Whether text that was sent before a cut has certainly arrived; a real socket may lose it. */
  readonly lossless: boolean;
}

/** Says what is wrong with a call; nothing where all is well. */
export type Rule = (record: CallRecord, wire: Wire) => Iterable<string>;

export type Rules = Readonly<Record<string, Rule>>;
