import { failureAnswer } from '../failures/failure-answer.ts';
import { openGateway } from '../gateway/open-gateway.ts';
import type { OpenGateway, Step } from '../gateway/plan.ts';
import { configHeaders } from '../gateway/request-options.ts';
import type { Answer } from '../http/answer.ts';
import { asString, isObject, type JsonObject, member } from '../http/json.ts';
import type { Route } from '../http/match-route.ts';
import { compatStep } from './plan-compat.ts';
import { nativeStep } from './plan-native.ts';
import { isAnswer, type PlanResult } from './plan-result.ts';
import type { ReceivedRequest } from './received-request.ts';

type UniversalRoute = Extract<Route, { endpoint: 'universal' }>;

/** Plans a list of steps; one object is a list of one. */
export function planUniversal(received: ReceivedRequest, { gateway: address }: UniversalRoute): PlanResult {
  const { state, incoming } = received;
  const gateway = openGateway(state, address, incoming);
  if (isAnswer(gateway)) return gateway;
  return universalPlan(received, gateway);
}

/** The plan for a list of steps inside a gateway, whichever way the request came in. */
export function universalPlan(received: ReceivedRequest, gateway: OpenGateway): PlanResult {
  const { incoming, facts } = received;
  facts.gatewayId = gateway.id;
  const given = (Array.isArray(incoming.body) ? incoming.body : [incoming.body]).filter(isObject);
  const steps: Step[] = [];
  for (const entry of given) {
    const step = universalStep(received, gateway, entry);
    if (isAnswer(step)) return step;
    steps.push(step);
  }
  const [first] = steps;
  if (!first || incoming.method !== 'POST') return failureAnswer('invalid-provider');
  facts.upstream = first.upstream.name;
  facts.model = first.calledModel;
  return { endpoint: 'universal', gateway, steps };
}

function universalStep(
  { state, incoming }: ReceivedRequest,
  gateway: OpenGateway,
  entry: JsonObject,
): Step | Answer {
  const provider = asString(entry.provider) ?? '';
  const endpoint = asString(entry.endpoint) ?? '';
  const headers = {
    ...gatewayOnly(incoming.headers),
    ...configHeaders(member(entry, 'config')),
    ...stepHeaders(member(entry, 'headers')),
  };
  const body = entry.query;
  if (provider === 'compat' && endpoint.startsWith('chat/completions') && isObject(body))
    return compatStep(state, gateway, { kind: 'chat', body, headers });
  return nativeStep(gateway, provider, { method: 'POST', endpoint, headers, body });
}

/** Of the request's own headers only what is meant for the gateway reaches the steps. */
function gatewayOnly(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('cf-aig-')));
}

function stepHeaders(headers: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}
