import type { LocalFailure } from 'ai-sdk-provider-cloudflare/testing';
import type { CallPlan } from './call-plan.ts';
import { type Random, random } from './random.ts';

/** A refusal that the contract knows, and what must come of it. */
export interface Refusal {
  readonly name: LocalFailure;
  /** Whether the SDK may repeat the call. */
  readonly retryable: boolean;
  /** Whether a fallback asks the next leg. */
  readonly moves: boolean;
}

/** What happens to one exchange. */
export type Fault =
  | { readonly kind: 'none' | 'split-bytes' | 'slow-loris' | 'noise' | 'duplicated-frames' }
  | { readonly kind: 'reset-before-headers' | 'reset-after-headers' | 'empty-body' | 'garbage-body' }
  | { readonly kind: 'cut' | 'truncated' | 'garbage-line' | 'error-frame' | 'json-for-stream' }
  | { readonly kind: 'silence' | 'silent-body' }
  | { readonly kind: 'refused' | 'refused-with-200'; readonly refusal: Refusal };

export interface FaultPlan {
  readonly fault: Fault;
  /** Time before the answer, in milliseconds. */
  readonly latencyMs: number;
  /** For everything that the fault leaves open. */
  readonly dice: Random;
}

const temporary = { retryable: true, moves: true };
const stops = { retryable: false, moves: false };
const permanent = { retryable: false, moves: true };

/** After docs/results-and-errors.md#kinds and docs/fallback.md#when-it-moves-on. */
const refusals: readonly Refusal[] = [
  { name: 'rate-limited', ...temporary },
  { name: 'openai-rate-limited', ...temporary },
  { name: 'workers-ai-capacity', ...temporary },
  { name: 'openai-server-error', ...temporary },
  { name: 'anthropic-overloaded', ...temporary },
  { name: 'google-unavailable', ...temporary },
  { name: 'html-524', ...temporary },
  { name: 'edge-1015', ...temporary },
  { name: 'empty-502', ...temporary },
  { name: 'spend-limit', ...permanent },
  { name: 'workers-ai-free-quota', ...permanent },
  { name: 'openai-insufficient-quota', ...permanent },
  { name: 'openai-context-length', ...permanent },
  { name: 'openai-model-not-found', ...permanent },
  { name: 'workers-ai-no-such-model', ...permanent },
  { name: 'guardrail-prompt', ...stops },
  { name: 'dlp-request', ...stops },
  { name: 'unauthorized-gateway', ...stops },
  { name: 'openai-invalid-key', ...stops },
  { name: 'openai-unsupported-parameter', ...stops },
  { name: 'no-credits', ...stops },
  { name: 'edge-1010', ...stops },
];

const rateLimits = refusals.filter(({ name }) => /rate-limited|1015/.test(name));
const outages = refusals.filter(({ name }) => /capacity|server-error|overloaded|unavailable|50\d/.test(name));

type Row = readonly [kind: Fault['kind'], weight: number];

const onEveryAnswer: readonly Row[] = [
  ['none', 22],
  ['split-bytes', 6],
  ['slow-loris', 3],
  ['reset-before-headers', 5],
  ['reset-after-headers', 4],
  ['empty-body', 3],
  ['garbage-body', 3],
  ['cut', 5],
  ['truncated', 5],
  ['refused', 12],
  ['refused-with-200', 2],
];
const onStreams: readonly Row[] = [
  ['noise', 5],
  ['duplicated-frames', 4],
  ['garbage-line', 5],
  ['error-frame', 5],
  ['json-for-stream', 4],
  ['cut', 4],
  ['truncated', 4],
];

/** Only a client with limits ends these. */
const onLimitedCalls: readonly Row[] = [
  ['silence', 8],
  ['silent-body', 8],
];

/** Everything that can happen. */
export const faultKinds: ReadonlySet<Fault['kind']> = new Set(
  [...onEveryAnswer, ...onStreams, ...onLimitedCalls].map(([kind]) => kind),
);

/** The fault of one attempt; it follows from the call and the number of the attempt. */
export function faultPlan(call: CallPlan, attempt: number, streams: boolean): FaultPlan {
  const dice = random(call.seed, 'fault', call.index, attempt);
  const latencyMs = dice.chance(0.4) ? dice.below(12) : 0;
  return { fault: stormFault(call, dice) ?? anyFault(call, streams, dice), latencyMs, dice };
}

function stormFault({ storm }: CallPlan, dice: Random): Fault | undefined {
  if (storm === undefined || !dice.chance(0.8)) return undefined;
  return { kind: 'refused', refusal: dice.pick(storm === 'outage' ? outages : rateLimits) };
}

function anyFault(call: CallPlan, streams: boolean, dice: Random): Fault {
  const rows = [
    ...onEveryAnswer,
    ...(streams ? onStreams : []),
    ...(call.timeouts === undefined ? [] : onLimitedCalls),
  ];
  const kind = dice.pick(rows.flatMap(([name, weight]) => Array<Fault['kind']>(weight).fill(name)));
  if (kind === 'refused') return { kind, refusal: dice.pick(refusals) };
  // Bodies that say in themselves that they are no answer.
  if (kind === 'refused-with-200')
    return { kind, refusal: dice.pick(refusals.filter(({ name }) => /^openai-|spend|rate/.test(name))) };
  return { kind };
}
