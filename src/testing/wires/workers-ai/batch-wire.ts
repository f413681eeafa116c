import { nextId } from '../../gateway/gateway-state.ts';
import { type Answer, jsonAnswer } from '../../http/answer.ts';
import { asNumber, asString, type JsonObject, member, objects, parseJson } from '../../http/json.ts';
import { modelKind } from '../../upstreams/model-kind.ts';
import type { Refusal } from '../../upstreams/upstream.ts';
import { requiredAt } from '../../upstreams/workers-ai-bad-input.ts';
import type { Wire, WireCall } from '../wire.ts';
import { modelWires } from './model-wires.ts';
import { badInput } from './refuse-input.ts';

/** A queue of requests: they are accepted at once, and polled until their responses are ready. */
export const batchWire: Wire = {
  refuse: call => {
    const { body } = call.step;
    return asString(body.request_id) === undefined ? refuseBatch(call) : undefined;
  },
  answer: call => {
    const id = asString(call.step.body.request_id);
    return id === undefined ? queue(call) : poll(call, id);
  },
};

/** In bytes. */
const largest = 10_000_000;

function refuseBatch(call: WireCall): Refusal | undefined {
  const { body } = call.step;
  const requests = objects(body.requests);
  if (requests.length === 0) return badInput(requiredAt('/', 'requests'));
  if (JSON.stringify(body).length > largest)
    return { status: 413, message: 'AiError: AiError: Request is too large', code: 3006 };
  return requests.map(request => wireOf(call).refuse(part(call, request))).find(Boolean);
}

function queue({ state, step }: WireCall): Answer {
  const id = nextId(state);
  state.batches.set(id, { model: step.model, requests: objects(step.body.requests), polls: 0 });
  return jsonAnswer({ status: 'queued', request_id: id, model: step.model });
}

/** @open 2026-11-30: the status of a batch that still runs, and what an unknown id gets, are not published. */
async function poll(call: WireCall, id: string): Promise<Answer> {
  const { state, step } = call;
  const batch = state.batches.get(id);
  if (batch === undefined || batch.model !== step.model)
    return jsonAnswer(step.upstream.errorBody(badInput(`no batch ${id}`), 400), 400);
  batch.polls += 1;
  if (batch.polls <= state.batchPolls)
    return jsonAnswer({
      status: batch.polls === 1 ? 'queued' : 'running',
      request_id: id,
      model: step.model,
    });
  const answers = await Promise.all(
    batch.requests.map(async request => resultOf(await wireOf(call).answer(part(call, request)))),
  );
  const tokens = answers.reduce<number>((sum, result) => sum + tokensOf(result), 0);
  return jsonAnswer({
    responses: answers.map((result, index) => ({
      id: index,
      result,
      success: true,
      external_reference: asString(batch.requests[index]?.external_reference) ?? null,
    })),
    usage: { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens },
  });
}

function wireOf({ step }: WireCall): Wire {
  return modelWires[modelKind(step.model)];
}

/** One request of the queue as if sent by itself. */
function part(call: WireCall, request: JsonObject): WireCall {
  const { external_reference: _, ...body } = request;
  const kind = modelKind(call.step.model);
  const whole = kind === 'chat' ? { ...body, model: call.step.model } : body;
  return { ...call, step: { ...call.step, kind, body: whole } };
}

function resultOf({ body }: Answer): unknown {
  return typeof body === 'string' ? parseJson(body) : null;
}

function tokensOf(result: unknown): number {
  return asNumber(member(result, 'usage').prompt_tokens) ?? 0;
}
