import { failureAnswer } from '../failures/failure-answer.ts';
import { localFailures } from '../failures/local-failures.ts';
import { type Answer, jsonAnswer } from '../http/answer.ts';
import type { RecordedUpstreamRequest } from '../records.ts';
import { checkVendorKey } from '../upstreams/check-request.ts';
import type { Refusal, Upstream } from '../upstreams/upstream.ts';
import { wires } from '../wires/registry.ts';
import type { WireCall } from '../wires/wire.ts';
import { checkReply } from './check-reply.ts';
import { enveloped } from './enveloped.ts';
import type { GatewayState } from './gateway-state.ts';
import type { Plan, Step } from './plan.ts';
import { replyAnswer } from './reply-answer.ts';
import type { ReplyFacts } from './reply-queue.ts';

/** One attempt at an upstream. */
export interface Attempt {
  readonly plan: Plan;
  readonly step: Step;
  readonly stepIndex: number;
  readonly number: number;
  /** What the upstream gets, credentials included. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** A failure that is scripted to happen before any upstream is called. */
export function scriptedRefusal(state: GatewayState, plan: Plan, step: Step): Answer | undefined {
  const source = state.replies.peek(facts(plan, step));
  if (typeof source !== 'object' || !('error' in source)) return undefined;
  if (localFailures[source.error].from === 'upstream') return undefined;
  state.replies.take(facts(plan, step));
  return failureAnswer(source.error);
}

/** The upstream's response: a refusal, a scripted reply, or the built-in model's. */
export async function callUpstream(state: GatewayState, attempt: Attempt): Promise<Answer> {
  const { plan, step } = attempt;
  const record = recordAttempt(state, attempt);
  const call: WireCall = { state, step, catalogue: plan.catalogue === true };
  const wire = wires[step.kind];
  const refusal = refuse(call, attempt.headers);
  if (refusal) return refusalAnswer({ errorBody: wire.errorBody ?? step.upstream.errorBody }, refusal);
  const source = state.replies.take(facts(plan, step));
  if (source === undefined) return enveloped(step, await wire.answer(call));
  const reply = typeof source === 'function' ? await source(record) : source;
  if (!(reply instanceof Response)) checkReply(reply);
  return replyAnswer(call, reply, attempt.signal);
}

export function refusalAnswer({ errorBody }: Pick<Upstream, 'errorBody'>, refusal: Refusal): Answer {
  const status = refusal.status ?? 400;
  return jsonAnswer(errorBody(refusal, status), status);
}

function refuse(call: WireCall, headers: Readonly<Record<string, string>>): Refusal | undefined {
  const { state, step } = call;
  const { upstream } = step;
  const key = upstream.cloudflareToken ? undefined : checkVendorKey(upstream, headers);
  if (key || !state.strict) return key;
  if (upstream.requiredQuery && !new URLSearchParams(step.path.split('?')[1]).has(upstream.requiredQuery))
    return { status: 404, code: '404', message: 'Resource not found' };
  return wires[step.kind].refuse(call);
}

function facts({ endpoint }: Plan, { upstream, model, calledModel }: Step): ReplyFacts {
  return { endpoint, upstream: upstream.name, model, calledModel };
}

function recordAttempt(
  state: GatewayState,
  { plan, step, stepIndex, number, headers }: Attempt,
): RecordedUpstreamRequest {
  const record = {
    endpoint: plan.endpoint,
    upstream: step.upstream.name,
    url: step.upstream.base + step.path,
    headers: { ...headers },
    body: step.body,
    model: step.model,
    attempt: number,
    step: stepIndex,
  };
  state.upstreamRequests.push(record);
  return record;
}
