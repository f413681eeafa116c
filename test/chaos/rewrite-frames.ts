import type { LocalFailure } from 'ai-sdk-provider-cloudflare/testing';
import { failureAnswer } from '../../src/testing/failures/failure-answer.ts';
import type { Fault } from './fault-plan.ts';
import type { Random } from './random.ts';

/** The events with what the fault puts among them. */
export function rewriteFrames(frames: readonly string[], kind: Fault['kind'], dice: Random): string[] {
  const end = Math.max(
    1,
    frames.findIndex(frame => /"finish_reason":"/.test(frame)),
  );
  if (kind === 'garbage-line') {
    const garbage = [
      'data: {"choices":[{"delta":{"content":"x\n\n',
      'data: <html>oops</html>\n\n',
      'data: undefined\n\n',
    ];
    const places = Array.from({ length: 1 + dice.below(3) }, () => dice.below(end));
    return frames.flatMap((frame, at) => [
      ...places.filter(place => place === at).map(() => dice.pick(garbage)),
      frame,
    ]);
  }
  if (kind === 'error-frame') {
    const at = dice.below(end + 1);
    const { body } = failureAnswer(dice.pick(frameErrors));
    const done = dice.chance(0.5) ? ['data: [DONE]\n\n'] : [];
    return [...frames.slice(0, at), `data: ${JSON.stringify(JSON.parse(String(body)))}\n\n`, ...done];
  }
  if (kind === 'duplicated-frames')
    return frames.flatMap(frame =>
      !frame.includes('tool_calls') && dice.chance(0.3) ? [frame, frame] : [frame],
    );
  if (kind === 'noise') return frames.flatMap(frame => noisy(frame, dice));
  return [...frames];
}

/** Error envelopes of several senders, as they stand in the middle of streams. */
const frameErrors: readonly LocalFailure[] = [
  'openai-server-error',
  'openai-rate-limited',
  'anthropic-overloaded',
  'workers-ai-capacity',
  'rate-limited',
  'spend-limit',
  'cerebras-flat',
  'openrouter-numeric',
];

/** Everything that means nothing: comments, events without a meaning, padding, carriage returns. */
function noisy(frame: string, dice: Random): string[] {
  const before = dice.chance(0.3)
    ? [dice.pick([': keep-alive\n\n', ':\n\n', 'event: ping\n\n', 'retry: 100\n\n', '\n', '\n\n'])]
    : [];
  const padded =
    frame.startsWith('data: {') && dice.chance(0.5)
      ? frame.replace('{', `{"p":"${'a'.repeat(dice.below(30))}",`)
      : frame;
  const named = dice.chance(0.2) ? `event: message\nid: ${dice.below(99)}\n${padded}` : padded;
  return [...before, dice.chance(0.5) ? named.replaceAll('\n', '\r\n') : named];
}
