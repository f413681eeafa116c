import { failureAnswer } from '../failures/failure-answer.ts';
import { localFailures } from '../failures/local-failures.ts';
import { type Answer, jsonAnswer } from '../http/answer.ts';
import { answerChat } from '../model/answer-chat.ts';
import { embedTexts, runEmbeddings } from '../model/embed-texts.ts';
import type { RecordedUpstreamRequest } from '../records.ts';
import { checkChatRequest, checkVendorKey, readChatRequest } from '../upstreams/check-request.ts';
import type { Refusal, Upstream } from '../upstreams/upstream.ts';
import { completionAnswer } from './completion-answer.ts';
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

/** A failure that is scripted to happen before any upstream is asked. */
export function scriptedRefusal(state: GatewayState, plan: Plan, step: Step): Answer | undefined {
  const source = state.replies.peek(facts(plan, step));
  if (typeof source !== 'object' || !('error' in source)) return undefined;
  if (localFailures[source.error].from === 'upstream') return undefined;
  state.replies.take(facts(plan, step));
  return failureAnswer(source.error);
}

/** What the upstream answers: a refusal, what was scripted, or what the built-in model says. */
export async function askUpstream(state: GatewayState, attempt: Attempt): Promise<Answer> {
  const { plan, step } = attempt;
  const record = recordAttempt(state, attempt);
  const refusal = refuse(state, step, attempt.headers);
  if (refusal) return refusalAnswer(step.upstream, refusal);
  const source = state.replies.take(facts(plan, step));
  if (source !== undefined) {
    const reply = typeof source === 'function' ? source(record) : source;
    return replyAnswer(state, step, reply, attempt.signal);
  }
  if (step.kind === 'embeddings') {
    const embedded = embedTexts(step.model, step.body);
    return jsonAnswer(step.runForm ? runEmbeddings(embedded) : embedded);
  }
  return completionAnswer(state, step, answerChat(step.upstream, readChatRequest(step.model, step.body)));
}

export function refusalAnswer(upstream: Upstream, refusal: Refusal): Answer {
  const status = refusal.status ?? 400;
  return jsonAnswer(upstream.errorBody(refusal, status), status);
}

function refuse(
  state: GatewayState,
  step: Step,
  headers: Readonly<Record<string, string>>,
): Refusal | undefined {
  const { upstream, body, model, kind } = step;
  const key = upstream.cloudflareToken ? undefined : checkVendorKey(upstream, headers);
  if (key || !state.strict) return key;
  if (upstream.requiredQuery && !new URLSearchParams(step.path.split('?')[1]).has(upstream.requiredQuery))
    return { status: 404, code: '404', message: 'Resource not found' };
  if (kind === 'chat') return checkChatRequest(upstream, readChatRequest(model, body));
  return body.input === undefined ||
    body.input === '' ||
    (Array.isArray(body.input) && body.input.length === 0)
    ? { message: "'$.input' is invalid. Please check the API reference.", param: 'input' }
    : undefined;
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
