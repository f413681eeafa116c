import { answerAccount } from './account/answer-account.ts';
import { planBinding } from './endpoints/plan-binding.ts';
import { planCompat } from './endpoints/plan-compat.ts';
import { planNative } from './endpoints/plan-native.ts';
import { planRest } from './endpoints/plan-rest.ts';
import { isAnswer, type PlanResult } from './endpoints/plan-result.ts';
import { planUniversal } from './endpoints/plan-universal.ts';
import type { RequestFacts } from './endpoints/request-facts.ts';
import { failureAnswer } from './failures/failure-answer.ts';
import { finish } from './gateway/finish.ts';
import type { GatewayState } from './gateway/gateway-state.ts';
import { runPlan } from './gateway/run-plan.ts';
import { type IncomingRequest, readIncomingRequest } from './http/incoming-request.ts';
import { matchRoute, type Route } from './http/match-route.ts';
import { mediaAnswer } from './wires/catalogue-media-wire.ts';

/** Reads, records, plans and serves one request. */
export async function handleRequest(state: GatewayState, request: Request): Promise<Response> {
  const incoming = await readIncomingRequest(request, state.now);
  const route = matchRoute(incoming.path, new URL(incoming.url).host);
  const facts: RequestFacts = {};
  const planned = await planFor(state, incoming, route, facts);
  const { method, url, path, headers, body } = incoming;
  state.requests.push({
    endpoint: route.endpoint === 'media' ? 'other' : route.endpoint,
    method,
    url,
    path,
    headers: { ...headers },
    body,
    ...facts,
  });
  return isAnswer(planned) ? finish(state, incoming, { answer: planned }) : runPlan(state, planned, incoming);
}

function planFor(
  state: GatewayState,
  incoming: IncomingRequest,
  route: Route,
  facts: RequestFacts,
): PlanResult | Promise<PlanResult> {
  switch (route.endpoint) {
    case 'rest':
      return answerAccount(state, incoming, route, facts) ?? planRest(state, incoming, route, facts);
    case 'compat':
      return planCompat(state, incoming, route, facts);
    case 'native':
      return planNative(state, incoming, route, facts);
    case 'universal':
      return planUniversal(state, incoming, route, facts);
    case 'binding':
      return planBinding(state, incoming, route, facts);
    case 'media':
      return servedMedia(incoming);
    default:
      return failureAnswer('uri-not-served');
  }
}

async function servedMedia({ path, query }: IncomingRequest): Promise<PlanResult> {
  const answer = await mediaAnswer(path, query);
  return answer === undefined ? failureAnswer('object-not-found') : { ...answer, from: 'edge' };
}
