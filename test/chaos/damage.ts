import type { LocalFailure } from 'ai-sdk-provider-cloudflare/testing';
import { failureAnswer } from '../../src/testing/failures/failure-answer.ts';
import type { FaultPlan } from './fault-plan.ts';
import type { Random } from './random.ts';
import { readFrames, splitFrames } from './read-frames.ts';
import { rewriteFrames } from './rewrite-frames.ts';

/** An answer as it was, before anything happens to it. */
export interface CleanAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly streams: boolean;
}

/** What is sent instead. */
export interface DamagedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly reads: readonly Uint8Array[];
  /** `silent`: neither ends nor goes on. */
  readonly ending: 'close' | 'error' | 'silent';
  readonly pauseMs: number;
  readonly outcome: 'good' | 'broken' | 'refused' | 'either';
  /** The text of the answer for readers; not what is sent. */
  readonly frames: readonly string[];
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Does to an answer what the plan says. */
export function damage(clean: CleanAnswer, plan: FaultPlan): DamagedAnswer {
  const { fault, dice } = plan;
  const base = { status: clean.status, headers: clean.headers, ending: 'close', pauseMs: 0 } as const;
  switch (fault.kind) {
    case 'refused':
      return refused(fault.refusal.name, undefined, dice);
    case 'refused-with-200':
      return refused(fault.refusal.name, 200, dice);
    case 'empty-body':
      return { ...base, reads: [], outcome: clean.streams ? 'broken' : 'refused', frames: [] };
    case 'reset-after-headers':
      return {
        ...base,
        reads: [],
        ending: 'error',
        outcome: clean.streams ? 'broken' : 'refused',
        frames: [],
      };
    case 'garbage-body': {
      const text = dice.pick([
        '<html><body>Bad gateway</body></html>',
        'upstream connect error\n\n',
        '\u0000\u0001',
      ]);
      return { ...base, reads: cutUp(text, dice), outcome: clean.streams ? 'broken' : 'refused', frames: [] };
    }
    case 'silent-body':
      return silent(clean, dice);
    default:
      return clean.streams ? damagedStream(clean, plan) : damagedWhole(clean, plan);
  }
}

/** Begins, and says no more. */
function silent(clean: CleanAnswer, dice: Random): DamagedAnswer {
  const bytes = bytesOf(clean.text);
  const kept = bytes.slice(0, dice.chance(0.3) ? 0 : dice.below(bytes.length));
  const frames = clean.streams ? splitFrames(new TextDecoder().decode(kept)) : [];
  const { status, headers } = clean;
  const begun = clean.streams && kept.length > 0;
  const outcome = readFrames(frames).finished ? 'either' : begun ? 'broken' : 'refused';
  return { status, headers, reads: cutUpBytes(kept, dice), ending: 'silent', pauseMs: 0, outcome, frames };
}

function damagedWhole(clean: CleanAnswer, { fault, dice }: FaultPlan): DamagedAnswer {
  const base = { status: clean.status, headers: clean.headers, pauseMs: 0, frames: [] } as const;
  if (fault.kind === 'cut' || fault.kind === 'truncated') {
    const text = clean.text.slice(0, 1 + dice.below(clean.text.length - 1));
    const ending = fault.kind === 'cut' ? 'error' : 'close';
    return { ...base, reads: cutUp(text, dice), ending, outcome: 'refused' };
  }
  const pauseMs = fault.kind === 'slow-loris' ? 1 : 0;
  return { ...base, reads: cutUp(clean.text, dice, fault.kind), ending: 'close', pauseMs, outcome: 'good' };
}

function damagedStream(clean: CleanAnswer, { fault, dice }: FaultPlan): DamagedAnswer {
  const base = { status: clean.status, headers: clean.headers, ending: 'close', pauseMs: 0 } as const;
  // The clean answer is the whole one here.
  if (fault.kind === 'json-for-stream') {
    const type = dice.pick(['application/json', 'text/event-stream; charset=utf-8']);
    const headers = { ...clean.headers, 'content-type': type };
    return { ...base, headers, reads: cutUp(clean.text, dice), outcome: 'good', frames: [] };
  }
  if (fault.kind === 'cut' || fault.kind === 'truncated') {
    const bytes = bytesOf(clean.text);
    const kept = bytes.slice(0, 1 + dice.below(bytes.length - 1));
    const frames = splitFrames(new TextDecoder().decode(kept));
    const outcome = readFrames(frames).finished ? 'either' : 'broken';
    return {
      ...base,
      reads: cutUpBytes(kept, dice),
      ending: fault.kind === 'cut' ? 'error' : 'close',
      outcome,
      frames,
    };
  }
  const frames = rewriteFrames(splitFrames(clean.text), fault.kind, dice);
  const { finished, faulty } = readFrames(frames);
  return {
    ...base,
    reads: readsOf(frames, fault.kind, dice),
    pauseMs: fault.kind === 'slow-loris' ? 1 : 0,
    outcome: finished && !faulty ? 'good' : 'broken',
    frames,
  };
}

function refused(name: LocalFailure, status: number | undefined, dice: Random): DamagedAnswer {
  const answer = failureAnswer(name);
  return {
    status: status ?? answer.status,
    // Nobody waits for seconds here.
    headers: {
      ...answer.headers,
      ...('retry-after' in answer.headers && { 'retry-after': '0' }),
      'retry-after-ms': '1',
    },
    reads: cutUp(String(answer.body), dice),
    ending: 'close',
    pauseMs: 0,
    outcome: 'refused',
    frames: [],
  };
}

function readsOf(frames: readonly string[], kind: FaultPlan['fault']['kind'], dice: Random): Uint8Array[] {
  if (kind === 'split-bytes') return cutUp(frames.join(''), dice, kind);
  if (dice.chance(0.5)) return frames.map(bytesOf);
  return cutUpBytes(bytesOf(frames.join('')), dice);
}

function cutUp(text: string, dice: Random, kind?: FaultPlan['fault']['kind']): Uint8Array[] {
  const bytes = bytesOf(text);
  if (kind !== 'split-bytes') return cutUpBytes(bytes, dice);
  // Inside every character of a short answer; a long one needs no thousands of reads to be split anywhere.
  return cutUpBytes(bytes, dice, 1 + dice.below(7) + Math.floor(bytes.length / 500));
}

/** Reads of this size, or a few of any. */
function cutUpBytes(bytes: Uint8Array, dice: Random, size?: number): Uint8Array[] {
  const reads: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + (size ?? 1 + dice.below(Math.max(2, Math.ceil(bytes.length / 3))));
    reads.push(bytes.slice(at, end));
    at = end;
  }
  return reads;
}
