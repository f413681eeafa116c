import { failureAnswer } from '../failures/failure-answer.ts';
import type { IncomingRequest } from '../http/incoming-request.ts';
import { cacheUse, readCache, writeCache } from './answer-cache.ts';
import { buffered, checkPrompt, checkResponse, dlpFlag } from './content-checks.ts';
import { finish } from './finish.ts';
import type { GatewayState } from './gateway-state.ts';
import type { OpenGateway, Outcome, Plan, Step } from './plan.ts';
import { exceedsRateLimit } from './rate-limit.ts';
import { runStep } from './run-step.ts';

/** Takes a request through its gateway: limits, cache, checks, upstreams, checks, log. */
export async function runPlan(state: GatewayState, plan: Plan, incoming: IncomingRequest): Promise<Response> {
  const [step] = plan.steps;
  if (!step) return finish(state, incoming, { answer: failureAnswer('no-response') });
  const first = buffered(plan, step);
  const outcome = plan.gateway
    ? await throughGateway(state, { ...plan, gateway: plan.gateway }, first, incoming)
    : await firstGood(state, plan, incoming);
  return finish(state, incoming, { ...outcome, plan });
}

async function throughGateway(
  state: GatewayState,
  plan: Plan & { gateway: OpenGateway },
  step: Step,
  incoming: IncomingRequest,
): Promise<Outcome> {
  const { settings } = plan.gateway;
  const at = { step, stepIndex: 0 };
  if (exceedsRateLimit(state, plan.gateway)) return { ...at, answer: failureAnswer('rate-limited') };
  const use = cacheUse(plan, step);
  // A hit comes before every check, so a blocked prompt may still be answered from the cache.
  const hit = use && readCache(state, use);
  if (hit) return { ...at, answer: hit, cacheStatus: 'HIT' };
  const blocked = checkPrompt(settings, step);
  if (blocked) return { ...at, answer: blocked };
  const outcome = await firstGood(state, plan, incoming);
  const withheld = checkResponse(settings, outcome.answer);
  if (withheld) return { ...outcome, answer: withheld };
  const flag = dlpFlag(settings, outcome.step);
  const answer = { ...outcome.answer, headers: { ...outcome.answer.headers, ...flag } };
  if (!use) return { ...outcome, answer };
  writeCache(state, use, outcome.answer);
  return { ...outcome, answer, cacheStatus: 'MISS' };
}

/** The first step that succeeds, or the failure of the last one. */
async function firstGood(state: GatewayState, plan: Plan, { signal }: IncomingRequest): Promise<Outcome> {
  const steps = plan.steps.map(step => buffered(plan, step));
  for (const [stepIndex, step] of steps.entries()) {
    const answer = await runStep(state, plan, stepIndex, { step, signal });
    if (answer.status < 400 || stepIndex === steps.length - 1) return { answer, step, stepIndex };
  }
  throw new Error('A plan has at least one step.');
}
