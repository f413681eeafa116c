import type { OpenGateway, Step } from '../gateway/plan.ts';
import { readRequestOptions } from '../gateway/request-options.ts';
import { isObject, type JsonObject, parseJson } from '../http/json.ts';
import { modelKind } from '../upstreams/model-kind.ts';
import { workersAIUpstream } from '../upstreams/registry.ts';
import type { StepKind } from '../upstreams/upstream.ts';

/** A call of one of Workers AI's own models, in the model's own format. */
export interface ModelCall {
  readonly model: string;
  /** JSON, the fields of a form, or bytes. */
  readonly inputs: unknown;
  /** Inputs next to bytes or a form. */
  readonly query: JsonObject;
  readonly contentType: string | undefined;
  /** Whether the request is queued. */
  readonly queued: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly gateway: OpenGateway | undefined;
  /** Whether the response is in an envelope; the binding removes it. */
  readonly envelope: boolean;
}

export function modelStep(call: ModelCall): Step {
  const { model, headers, gateway } = call;
  const inputs = inputsOf(call);
  const kind = stepKind(call, inputs.body);
  return {
    upstream: workersAIUpstream,
    kind,
    calledModel: model,
    model,
    ...inputs,
    // Conversations are read as chat completions, which name their model.
    body: kind === 'chat' ? { ...inputs.body, model } : inputs.body,
    path: `run/${model}`,
    headers,
    options: readRequestOptions(headers, gateway?.settings ?? {}),
    runForm: true,
    ...(call.envelope ? { envelope: 'result' } : {}),
    routeHeaders: {},
  };
}

function inputsOf({ inputs, query, contentType = '' }: ModelCall): Pick<Step, 'body' | 'bodyForm'> {
  if (inputs instanceof Blob) return { body: { ...query, audio: inputs }, bodyForm: 'bytes' };
  const body = isObject(inputs) ? inputs : {};
  return /^multipart\/form-data/i.test(contentType)
    ? { body: { ...query, ...body }, bodyForm: 'form' }
    : { body };
}

function stepKind({ model, queued }: ModelCall, body: JsonObject): StepKind {
  if (queued || body.requests !== undefined || body.request_id !== undefined) return 'run-batch';
  return modelKind(model);
}

/** Inputs in a query: numbers and truth values are written as in JSON. */
export function queryInputs(search: string): JsonObject {
  const entries = [...new URLSearchParams(search)].filter(([name]) => name !== 'queueRequest');
  return Object.fromEntries(entries.map(([name, text]) => [name, scalar(text)]));
}

function scalar(text: string): unknown {
  const value = parseJson(text);
  return typeof value === 'number' || typeof value === 'boolean' ? value : text;
}
