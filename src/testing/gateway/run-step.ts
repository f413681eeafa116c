import { failureAnswer } from '../failures/failure-answer.ts';
import type { Answer } from '../http/answer.ts';
import { pause } from '../http/pause.ts';
import { type Attempt, callUpstream, scriptedRefusal } from './call-upstream.ts';
import { resolveCredentials } from './credentials.ts';
import type { GatewayState } from './gateway-state.ts';
import type { Plan, Step } from './plan.ts';
import type { RequestOptions } from './request-options.ts';

/** One step with its retries: the first good answer, or the last failure. */
export async function runStep(
  state: GatewayState,
  plan: Plan,
  stepIndex: number,
  { step, signal }: { step: Step; signal: AbortSignal },
): Promise<Answer> {
  const credentials = resolveCredentials(state, plan, step);
  if ('refused' in credentials) return credentials.refused;
  const { headers } = credentials;
  const attempts = plan.gateway ? step.options.maxAttempts : 1;
  for (let number = 1; ; number++) {
    const attempt = { plan, step, stepIndex, number, headers, signal };
    const answer = scriptedRefusal(state, plan, step) ?? (await timedAttempt(state, attempt, attempts));
    if (answer !== undefined && !mayRetry(answer)) return answer;
    if (number >= attempts) return answer ?? failureAnswer('no-response');
    await pause(retryPause(step.options, number), signal);
  }
}

/** Nothing when the first byte came too late. The last of several attempts waits without limit. */
async function timedAttempt(
  state: GatewayState,
  attempt: Attempt,
  attempts: number,
): Promise<Answer | undefined> {
  const { timeoutMs } = attempt.step.options;
  const unlimited = attempts > 1 && attempt.number === attempts;
  if (timeoutMs === undefined || unlimited || !attempt.plan.gateway) return callUpstream(state, attempt);
  const stop = new AbortController();
  const given = new AbortController();
  const giveUp = (): void => given.abort(attempt.signal.reason);
  attempt.signal.addEventListener('abort', giveUp, { once: true });
  try {
    const late = pause(timeoutMs, stop.signal).then(
      () => undefined,
      () => undefined,
    );
    const answer = await Promise.race([callUpstream(state, { ...attempt, signal: given.signal }), late]);
    if (answer === undefined) given.abort();
    return answer;
  } finally {
    stop.abort();
    attempt.signal.removeEventListener('abort', giveUp);
  }
}

function mayRetry({ from, status }: Answer): boolean {
  return from === 'upstream' && (status >= 500 || [408, 409, 429].includes(status));
}

function retryPause({ retryDelayMs, backoff }: RequestOptions, number: number): number {
  const factor = { constant: 1, linear: number, exponential: 2 ** (number - 1) }[backoff];
  return Math.min(60_000, retryDelayMs * factor);
}
