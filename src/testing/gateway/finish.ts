import type { Answer } from '../http/answer.ts';
import type { IncomingRequest } from '../http/incoming-request.ts';
import { type GatewayState, nextId } from './gateway-state.ts';
import { observeStream } from './observe-stream.ts';
import type { Outcome, Plan } from './plan.ts';
import { writeLog } from './write-log.ts';

/** How a request ended: at an upstream or in the gateway with a plan, or before there was one. */
export interface Ending extends Partial<Outcome> {
  readonly answer: Answer;
  readonly plan?: Plan;
}

/** Adds what the gateway reports about a request, writes the log row, and makes the response. */
export function finish(state: GatewayState, incoming: IncomingRequest, ending: Ending): Response {
  const { answer, plan } = ending;
  const id = nextId(state);
  const ray = { 'cf-ray': `${id.slice(-12).padStart(16, '0')}-LOC`, server: 'cloudflare' };
  const seen = plan ? plan.gateway !== undefined : true;
  const gatewayMade = answer.from === 'gateway' || answer.from === 'upstream';
  const headers = {
    ...answer.headers,
    ...ray,
    ...(seen && gatewayMade ? gatewayHeaders(id, incoming, ending) : {}),
  };
  const body = logged(state, id, { ...ending, receivedAt: incoming.receivedAt });
  // These statuses have no body, and a Response insists on it.
  const bodiless = [204, 205, 304].includes(answer.status);
  return new Response(bodiless ? null : body, { status: answer.status, headers });
}

function gatewayHeaders(id: string, incoming: IncomingRequest, ending: Ending): Record<string, string> {
  const { answer, step, stepIndex, cacheStatus } = ending;
  const kept = step?.options.collectLog === true && !answer.idsOnly;
  return {
    'cf-aig-request-id': id,
    'cf-aig-event-id': step?.headers['cf-aig-event-id'] ?? incoming.headers['cf-aig-event-id'] ?? id,
    ...(kept ? { 'cf-aig-log-id': id } : {}),
    ...(step && !answer.idsOnly ? { 'cf-aig-step': String(stepIndex) } : {}),
    ...(cacheStatus ? { 'cf-aig-cache-status': cacheStatus } : {}),
    ...step?.routeHeaders,
  };
}

/** The body, with a log row written now or, for a stream, when it ends. */
function logged(
  state: GatewayState,
  id: string,
  ending: Ending & { readonly receivedAt: number },
): Answer['body'] {
  const { answer, plan, step, stepIndex = 0, cacheStatus, receivedAt } = ending;
  const { body } = answer;
  const gateway = plan?.gateway;
  const log = (text: string): void => {
    if (gateway && step) {
      const cached = cacheStatus === 'HIT';
      writeLog(state, step, { id, gateway, answer, text, stepIndex, cached, receivedAt });
    }
  };
  if (body instanceof ReadableStream) return observeStream(body, log);
  log(typeof body === 'string' ? body : '');
  return body;
}
