import { answerAccount } from './account/answer-account.ts';
import { planBinding } from './endpoints/plan-binding.ts';
import { planCompat } from './endpoints/plan-compat.ts';
import { planNative } from './endpoints/plan-native.ts';
import { planRest } from './endpoints/plan-rest.ts';
import { isAnswer, type PlanResult } from './endpoints/plan-result.ts';
import { planUniversal } from './endpoints/plan-universal.ts';
import type { ReceivedRequest } from './endpoints/received-request.ts';
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
  const received: ReceivedRequest = { state, incoming, facts: {} };
  const planned = await planFor(received, route);
  const { method, url, path, headers, body } = incoming;
  state.requests.push({
    endpoint: route.endpoint === 'media' ? 'other' : route.endpoint,
    method,
    url,
    path,
    headers: { ...headers },
    body,
    ...received.facts,
  });
  return isAnswer(planned) ? finish(state, incoming, { answer: planned }) : runPlan(state, planned, incoming);
}

function planFor(received: ReceivedRequest, route: Route): PlanResult | Promise<PlanResult> {
  switch (route.endpoint) {
    case 'rest':
      return answerAccount(received, route) ?? planRest(received, route);
    case 'compat':
      return planCompat(received, route);
    case 'native':
      return planNative(received, route);
    case 'universal':
      return planUniversal(received, route);
    case 'binding':
      return planBinding(received, route);
    case 'media':
      return servedMedia(received.incoming);
    default:
      return failureAnswer('uri-not-served');
  }
}

async function servedMedia({ path, query }: IncomingRequest): Promise<PlanResult> {
  const answer = await mediaAnswer(path, query);
  return answer === undefined ? failureAnswer('object-not-found') : { ...answer, from: 'edge' };
}
