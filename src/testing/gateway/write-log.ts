import type { Answer } from '../http/answer.ts';
import { asNumber, isObject, member, objects, parseJson } from '../http/json.ts';
import type { GatewayState } from './gateway-state.ts';
import type { OpenGateway, Step } from './plan.ts';

/** What a log row says besides the step. */
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

/** Dollars per token of every model here; real list prices play no part. */
const listPrice = { perTokenIn: 0.000001, perTokenOut: 0.000004 };

export function writeLog(state: GatewayState, { options, upstream, ...step }: Step, facts: LogFacts): void {
  if (!options.collectLog) return;
  const { id, gateway, answer, text, cached, stepIndex, receivedAt } = facts;
  const usage = lastUsage(text);
  const tokensIn = cached ? 0 : count(usage, 'prompt_tokens', 'input_tokens', 'promptTokenCount');
  const tokensOut = count(usage, 'completion_tokens', 'output_tokens', 'candidatesTokenCount');
  const price = options.customCost ?? listPrice;
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
    tokensIn,
    tokensOut,
    cost: cached || !success ? 0 : tokensIn * price.perTokenIn + tokensOut * price.perTokenOut,
    customCost: options.customCost !== undefined,
    durationMs: state.now() - receivedAt,
    metadata: options.metadata,
    ...(options.collectPayload ? { payload: { request: step.body, response: text } } : {}),
  });
}

/** The first of these counts that there is. */
function count(usage: Record<string, unknown>, ...names: readonly string[]): number {
  return names.map(name => asNumber(usage[name])).find(value => value !== undefined) ?? 0;
}

/** The usage of a JSON body, or the last one in a stream: per-chunk counts are not totals. */
function lastUsage(text: string): Record<string, unknown> {
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
  return usages.at(-1) ?? {};
}
