import { LIMIT } from '../call-plan.ts';
import { type Random, random } from '../random.ts';
import { type Dialect, randomAnswer } from './random-answer.ts';

/** What happens to the events of one answer. */
export const wireFaults = [
  'none',
  'noise',
  'cut',
  'truncated',
  'error-event',
  'foreign-error',
  'garbage-event',
  'unknown-event',
  'repeated-events',
  'reordered-events',
  'silence',
  'empty-body',
] as const;
export type WireFault = (typeof wireFaults)[number];

/** One streamed call. It follows from the seed and the index alone. */
export interface WirePlan {
  readonly index: number;
  readonly dialect: Dialect;
  /** Stands in the prompt and in the answer, and in no other call's. */
  readonly token: string;
  readonly fault: WireFault;
  /** What is sent, as it is read. */
  readonly reads: readonly Uint8Array[];
  readonly ending: 'close' | 'error' | 'silent';
  /** Whether all of the answer's last event was sent. */
  readonly complete: boolean;
  /** Whether an event says that the answer failed. */
  readonly toldError: boolean;
  readonly rawChunks: boolean;
  /** Gives the call up: before it, when its request has arrived, or after so many parts. */
  readonly abortAfter?: 'start' | 'request' | number;
  /** Reads so many parts and cancels the stream. */
  readonly leaveAfter?: number;
  /** Waits between reads. */
  readonly slow: boolean;
  readonly bySDK: boolean;
  readonly timeouts: { readonly firstByteMs: number; readonly idleMs: number };
}

export const wireTokens: RegExp = /wtok-[mr]\d+z/g;
const encoder = new TextEncoder();

export function wirePlan(seed: string, dialect: Dialect, index: number): WirePlan {
  const dice = random(seed, 'wire', dialect, index);
  const token = `wtok-${dialect.charAt(0)}${index}z`;
  const fault = dice.pick(wireFaults);
  const sent = damaged(randomAnswer(dialect, token, dice), fault, dice, dialect);
  const gives = dice.below(10);
  const firstByteMs = LIMIT + 2 * index;
  return {
    index,
    dialect,
    token,
    fault,
    ...sent,
    reads: split(sent.bytes, dice),
    rawChunks: dice.chance(0.15),
    ...(gives === 0 && {
      abortAfter: dice.pick(['start', 'request', dice.below(12), dice.below(12)] as const),
    }),
    ...(gives === 1 && { leaveAfter: dice.below(12) }),
    slow: dice.chance(0.3),
    // What a package makes of repeated events, the SDK may refuse itself.
    bySDK: gives > 1 && dice.chance(0.3) && !/repeated|reordered/.test(fault),
    timeouts: { firstByteMs, idleMs: firstByteMs + 1 },
  };
}

interface Sent {
  readonly bytes: Uint8Array;
  readonly ending: WirePlan['ending'];
  readonly complete: boolean;
  readonly toldError: boolean;
}

const told = (type: string, data: object): string => `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;

const errorEvents: Readonly<Record<Dialect, readonly string[]>> = {
  messages: [
    told('error', { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
    told('error', { type: 'error', error: { type: 'rate_limit_error', message: 'Slow down' } }),
  ],
  responses: [
    told('error', {
      type: 'error',
      code: 'server_error',
      message: 'Broken',
      param: null,
      sequence_number: 3,
    }),
    told('error', {
      type: 'error',
      error: { type: 'server_error', code: 'server_error', message: 'Broken' },
      sequence_number: 3,
    }),
  ],
};
/** Those of whoever stands before the vendor. */
const foreignErrors = [
  'data: {"success":false,"errors":[{"code":2003,"message":"Rate limited"}],"result":null}\n\n',
  'data: {"error":{"message":"Upstream went away","type":"server_error"}}\n\n',
  'data: {"error":[{"code":2014,"message":"Timed out"}],"success":false}\n\n',
];
const garbage = ['data: {"type":"message_del\n\n', 'data: <html>oops</html>\n\n', 'data: undefined\n\n'];
const unknown = [
  'event: news\ndata: {"type":"news","about":["nothing"]}\n\n',
  'data: {"type":"response.news"}\n\n',
];
const noises = [': keep-alive\n\n', ':\n\n', 'retry: 100\n\n', '\n', '\n\n', 'id: 7\n\n'];

function damaged(frames: readonly string[], fault: WireFault, dice: Random, dialect: Dialect): Sent {
  const whole = { ending: 'close', complete: true, toldError: false } as const;
  const bytes = encoder.encode(frames.join(''));
  const insert = (event: string): string => {
    const at = dice.below(frames.length);
    // After an error there may be more, or nothing.
    const rest = dice.chance(0.5) ? frames.slice(at) : [];
    return [...frames.slice(0, at), event, ...rest].join('');
  };
  const isLast = (text: string): boolean => text.endsWith(frames.at(-1) ?? '');
  switch (fault) {
    case 'noise': {
      const noisy = frames.map(frame => {
        const before = dice.chance(0.4) ? dice.pick(noises) : '';
        return before + (dice.chance(0.5) ? frame.replaceAll('\n', '\r\n') : frame);
      });
      return { ...whole, bytes: encoder.encode(noisy.join('')) };
    }
    case 'cut':
    case 'truncated':
    case 'silence': {
      const at = dice.chance(0.1) ? bytes.length : dice.below(bytes.length);
      const ending = fault === 'cut' ? 'error' : fault === 'silence' ? 'silent' : 'close';
      return { bytes: bytes.slice(0, at), ending, complete: at === bytes.length, toldError: false };
    }
    case 'empty-body':
      return {
        bytes: new Uint8Array(),
        ending: dice.pick(['close', 'error']),
        complete: false,
        toldError: false,
      };
    case 'error-event':
    case 'foreign-error': {
      const text = insert(dice.pick(fault === 'error-event' ? errorEvents[dialect] : foreignErrors));
      return { bytes: encoder.encode(text), ending: 'close', complete: isLast(text), toldError: true };
    }
    case 'garbage-event':
    case 'unknown-event': {
      const at = dice.below(frames.length);
      const event = dice.pick(fault === 'garbage-event' ? garbage : unknown);
      return {
        ...whole,
        bytes: encoder.encode([...frames.slice(0, at), event, ...frames.slice(at)].join('')),
      };
    }
    case 'repeated-events':
      return {
        ...whole,
        bytes: encoder.encode(
          frames.flatMap(frame => (dice.chance(0.25) ? [frame, frame] : [frame])).join(''),
        ),
      };
    case 'reordered-events': {
      const last = frames.at(-1) ?? '';
      const others = frames.slice(0, -1);
      const at = dice.below(Math.max(1, others.length - 1));
      const [one = '', two = ''] = others.slice(at, at + 2);
      return {
        ...whole,
        bytes: encoder.encode([...others.slice(0, at), two, one, ...others.slice(at + 2), last].join('')),
      };
    }
    default:
      return { ...whole, bytes };
  }
}

/** How much of an answer comes in the smallest reads, in bytes: a few events. Every read is as dear as the last. */
const STRETCH = 600;

/** One read, reads of any size, or those with a stretch of a few bytes each. */
function split(bytes: Uint8Array, dice: Random): readonly Uint8Array[] {
  const way = dice.below(3);
  const from = dice.below(Math.max(1, bytes.length));
  const reads: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const isFine = way === 0 && at >= from && at < from + STRETCH;
    const size = isFine ? 1 + dice.below(25) : way === 2 ? bytes.length : 1 + dice.below(400);
    reads.push(bytes.slice(at, at + size));
    at += size;
  }
  return reads;
}
