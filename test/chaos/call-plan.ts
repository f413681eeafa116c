import { type Random, random } from './random.ts';

/** What kind of call is made. */
export type CallKind =
  | 'generate'
  | 'stream'
  | 'generate-tools'
  | 'stream-tools'
  | 'generate-object'
  | 'stream-object'
  | 'embed'
  | 'fallback-generate'
  | 'fallback-stream';

/** Who makes it: a major of the AI SDK, or nobody, which calls the model itself. */
export type Caller = 'ai 5' | 'ai 6' | 'ai 7' | 'model';

/** Where a call is given up: counted in events, so that it is the same in each run. */
export interface AbortPlan {
  /**
   * `start`: before the call. `request`: a request has arrived. `headers`: its answer is about to leave.
   * `read`: the body was read this many times. `part`: this many parts of the stream were seen.
   */
  readonly at: 'start' | 'request' | 'headers' | 'read' | 'part';
  readonly count: number;
  /** Whether the signal has a reason of its own. */
  readonly ownReason: boolean;
}

/** One call of the mix. It follows from seed and index alone. */
export interface CallPlan {
  readonly seed: string;
  readonly index: number;
  /** Stands in the prompt, and in no other call's. */
  readonly token: string;
  readonly prompt: string;
  readonly kind: CallKind;
  readonly caller: Caller;
  readonly route: 'rest' | 'compat' | 'binding' | 'binding without signals';
  /** One model, or the legs of a fallback. */
  readonly models: readonly string[];
  readonly maxRetries: 0 | 2;
  readonly abort?: AbortPlan;
  /** Reads this many parts of the stream and cancels it. */
  readonly leaveAfter?: number;
  /**
   * Limits of the client, in milliseconds: far beyond any test, and no other call's. The clock lets them pass
   * where the gateway is silent.
   */
  readonly timeouts?: { readonly firstByteMs: number; readonly idleMs: number };
  /** Which storm the call falls into. */
  readonly storm?: 'rate-limit' | 'outage';
}

/** Finds the tokens in any text. */
export const tokenPattern: RegExp = /tok-[a-z0-9]+-\d+z/g;

const kinds: readonly (readonly [kind: CallKind, weight: number])[] = [
  ['generate', 4],
  ['stream', 7],
  ['generate-tools', 3],
  ['stream-tools', 4],
  ['generate-object', 2],
  ['stream-object', 2],
  ['embed', 3],
  ['fallback-generate', 2],
  ['fallback-stream', 4],
];

const chatModels = [
  'openai/gpt-4o',
  'openai/gpt-5-mini',
  'anthropic/claude-haiku-4.5',
  'google/gemini-2.5-flash',
  '@cf/zai-org/glm-4.7-flash',
  'xai/grok-4.3',
] as const;
export const embeddingModel = '@cf/baai/bge-small-en-v1.5';

/** What the clock takes for a limit of a call, in milliseconds. */
export const LIMIT = 1_000_000;

/** Calls that follow each other share a storm, as they do in a real outage. */
const STORM_LENGTH = 40;

export interface PlanOptions {
  /** Whether somebody lets the limits pass; otherwise no call has any. */
  readonly timeouts: boolean;
}

export function callPlan(seed: string, index: number, options: PlanOptions): CallPlan {
  const dice = random(seed, 'call', index);
  const token = `tok-${seed.toLowerCase().replace(/[^a-z0-9]/g, '')}-${index}z`;
  const kind = dice.pick(kinds.flatMap(([name, weight]) => Array<CallKind>(weight).fill(name)));
  const caller = callerOf(kind, dice);
  const route = dice.pick([
    'rest',
    'rest',
    'rest',
    'rest',
    'compat',
    'compat',
    'binding',
    'binding without signals',
  ] as const);
  const abort = dice.chance(0.15) ? abortPlan(kind, dice) : undefined;
  const leaves = caller === 'model' && kind.includes('stream') && dice.chance(0.2);
  // Drawn in any case: the rest of the plan is the same with and without.
  const limited = dice.chance(0.4) && options.timeouts;
  const firstByteMs = LIMIT + 2 * index;
  const storm = stormOf(seed, index);
  return {
    seed,
    index,
    token,
    prompt: promptOf(kind, token, dice),
    kind,
    caller,
    route,
    models: modelsOf(kind, dice),
    maxRetries: dice.pick([0, 2]),
    ...(abort && { abort }),
    ...(leaves && { leaveAfter: dice.below(6) }),
    ...(limited && { timeouts: { firstByteMs, idleMs: firstByteMs + 1 } }),
    ...(storm && { storm }),
  };
}

function callerOf(kind: CallKind, dice: Random): Caller {
  // Tool loops, objects and lists of embeddings are the SDK's own.
  const direct = !/tools|object/.test(kind) && dice.chance(0.4);
  if (direct) return 'model';
  // `generateObject` is on its way out of later majors.
  return kind.includes('object') ? 'ai 5' : dice.pick(['ai 5', 'ai 6', 'ai 7'] as const);
}

function modelsOf(kind: CallKind, dice: Random): readonly string[] {
  if (kind === 'embed') return [embeddingModel];
  const first = dice.below(chatModels.length);
  const count = kind.startsWith('fallback') ? 2 + dice.below(2) : 1;
  return Array.from(
    { length: count },
    (_, leg) => chatModels[(first + leg) % chatModels.length] ?? chatModels[0],
  );
}

/** Long and short, with characters of one to four bytes. */
function promptOf(kind: CallKind, token: string, dice: Random): string {
  const words = ['straße', 'naïve', '東京', '🙂', 'plain', 'words', 'über', 'Ω', 'tail'];
  const rest = Array.from({ length: dice.below(25) }, () => dice.pick(words)).join(' ');
  const task = kind.includes('tools') ? 'Find the ledger entry' : 'Speak about';
  return `${task} “${token}” ${rest}`.trim();
}

function abortPlan(kind: CallKind, dice: Random): AbortPlan {
  const places = [
    'start',
    'request',
    'headers',
    'read',
    ...(kind.includes('stream') ? ['part', 'part'] : []),
  ];
  const at = dice.pick(places as AbortPlan['at'][]);
  const most = at === 'part' || at === 'read' ? 8 : 2;
  return { at, count: 1 + dice.below(most), ownReason: dice.chance(0.3) };
}

function stormOf(seed: string, index: number): CallPlan['storm'] {
  const dice = random(seed, 'storm', Math.floor(index / STORM_LENGTH));
  if (!dice.chance(0.15)) return undefined;
  return dice.pick(['rate-limit', 'outage'] as const);
}
