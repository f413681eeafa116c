import type { Plan } from '../gateway/plan.ts';
import type { Answer } from '../http/answer.ts';
import { isObject } from '../http/json.ts';

/** What an endpoint makes of a request: a plan, an answer that needs none, or a finished response. */
export type PlanResult = Plan | Answer;

/** Distinguishes responses from plans, gateways and steps. */
export function isAnswer(value: unknown): value is Answer {
  return isObject(value) && 'status' in value && 'from' in value;
}
