import type { Answer } from '../http/answer.ts';
import { isObject, member, objects, parseJson } from '../http/json.ts';
import { billedTokens, callCost } from './call-cost.ts';
import type { GatewayState } from './gateway-state.ts';
import type { OpenGateway, Step } from './plan.ts';

/** What a log row has besides the step. */
export interface LogFacts {
  readonly id: string;
  readonly gateway: OpenGateway;
  readonly answer: Answer;
  /** The complete body, once it is known. */
  readonly text: string;
  readonly cached: boolean;
  readonly stepIndex: number;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

export function writeLog(state: GatewayState, { options, upstream, ...step }: Step, facts: LogFacts): void {
  if (!options.collectLog) return;
  const { id, gateway, answer, text, cached, stepIndex, receivedAt } = facts;
  const tokens = billedTokens(usageIn(text));
  const success = answer.status < 400;
  state.logs.push({
    id,
    gatewayId: gateway.id,
    createdAt: new Date(state.now()).toISOString(),
    provider: upstream.slug,
    model: step.model,
    path: step.path,
    statusCode: answer.status,
    success,
    cached,
    step: stepIndex,
    tokensIn: cached ? 0 : tokens.input,
    tokensOut: tokens.shown,
    cost: cached || !success ? 0 : callCost(tokens, step.model, options.customCost),
    customCost: options.customCost !== undefined,
    durationMs: state.now() - receivedAt,
    metadata: options.metadata,
    ...(options.collectPayload ? { payload: { request: step.body, response: text } } : {}),
  });
}

/** The usage of a JSON body, or that of a stream: a later count is the better one, and Messages sends two halves. */
function usageIn(text: string): Record<string, unknown> {
  const whole = parseJson(text);
  if (isObject(whole)) {
    const usage = { ...member(member(whole, 'result'), 'usage'), ...member(whole, 'usage') };
    return { ...usage, ...member(usage, 'tokens'), ...member(whole, 'usageMetadata') };
  }
  const events = text.split('\n').flatMap(line => {
    const event = line.startsWith('data:') ? parseJson(line.slice('data:'.length)) : undefined;
    return isObject(event) ? [event] : [];
  });
  const usages = events
    .flatMap(event => [
      event.usage,
      event.usageMetadata,
      member(event, 'x_groq').usage,
      objects(event.choices)[0]?.usage,
      member(event, 'message').usage,
      member(event, 'response').usage,
      member(member(event, 'delta'), 'usage').tokens,
    ])
    .filter(isObject);
  return Object.assign({}, ...usages);
}
