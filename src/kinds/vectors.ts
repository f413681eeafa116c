import { pause } from '../abort.ts';
import { neutralUsage } from '../answer/usage.ts';
import { toAPICallError } from '../gateway/errors/classify.ts';
import { toDeadlineError } from '../gateway/errors/failures.ts';
import { optionsOfCall } from '../gateway/options/parse-options.ts';
import { isRecord, records } from '../json-values.ts';
import { ownFields } from '../request/request-plan.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import { json, type RunAnswer, type RunCall, type RunRoute, sendRun } from './run-call.ts';
import { fieldOf, type Inputs } from './run-fields.ts';
import type { Members, RunKind, RunOptions } from './run-kind.ts';

const inputOptions = ['pooling', 'inputType', 'instruction', 'queue'] as const;

/** Whether an embedding call has options that OpenAI's format has no place for. */
export function needsInputs({ provider }: RunRoute, { providerOptions }: RunOptions): boolean {
  const { name } = provider.settings();
  const options = optionsOfCall(provider.resolved().options, providerOptions, name);
  return inputOptions.some(option => options[option] !== undefined);
}

/** Embeddings with the inputs that a model publishes, at once or over the queue of Workers AI. */
export const vectorKind: RunKind = {
  settings: 'values queries documents pooling instruction',
  inputs: ({ values }, { route, request }) => {
    const { inputType } = request.plan.options;
    const list = inputType === 'query' ? 'queries' : 'documents';
    const isTyped = inputType !== undefined && fieldOf(list, route) !== undefined;
    const texts = { values: undefined, documents: undefined, [isTyped ? list : 'values']: values };
    return isTyped ? texts : { ...texts, inputType };
  },
  send: async (call, inputs) => {
    const { queue } = call.request.plan.options;
    return queue ? [await overQueue(call, inputs, queue)] : undefined;
  },
  read: readVectors,
};

/** Lists of numbers, bare or in OpenAI's objects: of one answer, or of those of a job. */
export function readVectors(
  { value, record, exchange, unreadable }: RunAnswer,
  _: RunCall,
  { values = [] }: RunOptions,
): Members | undefined {
  // The answers of a job come in any order, and each may be an error.
  const job = [...records(value.responses)].sort(by('id'));
  const failed = job.find(({ success }) => success === false);
  if (failed !== undefined) throw toAPICallError(exchange, { value: failed });
  const parts = job.length > 0 ? job.map(({ result }) => result) : [value];
  const lists = parts.map(part => Object(part).data as unknown);
  if (!lists.every(Array.isArray)) return undefined;
  const items: readonly unknown[] = lists.flatMap(list => [...list].sort(by('index')));
  const embeddings = items.map(item => (isRecord(item) ? item.embedding : item));
  if (!embeddings.every(isVector)) return undefined;
  if (embeddings.length !== values.length)
    throw unreadable(`Asked for ${values.length} embeddings, received ${embeddings.length}.`);
  const { input, total } = neutralUsage(record.usage);
  const tokens = input ?? total;
  return { embeddings, ...(tokens !== undefined && { usage: { tokens } }) };
}

/** The order of what has a number; anything else keeps its place. */
function by(name: string): (a: unknown, b: unknown) => number {
  return (a, b) => Object(a)[name] - Object(b)[name] || 0;
}

function isVector(item: unknown): boolean {
  return Array.isArray(item) && item.every(Number.isFinite);
}

/** @see https://developers.cloudflare.com/workers-ai/features/batch-api/ */
const MOST_BYTES = 10_000_000;
const [FIRST_WAIT, LONGEST_WAIT, TIMEOUT] = [1000, 30_000, 600_000];

/** All texts as one job of the queue, whose answer is asked for until it is there. */
async function overQueue(
  call: RunCall,
  inputs: Inputs,
  queue: true | { readonly pollIntervalMs?: number; readonly timeoutMs?: number },
): Promise<RunAnswer> {
  const { pollIntervalMs: first = FIRST_WAIT, timeoutMs = TIMEOUT } = Object(queue);
  let answer = await sendQueued(call, { requests: chunksOf(call, inputs) });
  const { request_id } = answer.value;
  if (typeof request_id !== 'string') throw answer.unreadable();
  const end = Date.now() + timeoutMs;
  for (let wait = first; !Array.isArray(answer.value.responses); wait = Math.min(wait * 2, LONGEST_WAIT)) {
    if (Date.now() + wait > end) throw toDeadlineError(answer.exchange, timeoutMs, 'queue.timeoutMs');
    await pause(wait, call.signal);
    answer = await sendQueued(call, { request_id });
  }
  return answer;
}

/** Texts in requests of as many as the model accepts. */
function chunksOf({ request, route: { most } }: RunCall, inputs: Inputs): readonly Inputs[] {
  const { options: _, ...own } = ownFields(request.plan);
  const [name = '', values] = Object.entries(inputs).find(([, value]) => Array.isArray(value)) ?? [];
  const all = values as readonly unknown[];
  return Array.from({ length: Math.ceil(all.length / most) }, (_, at) => ({
    ...inputs,
    [name]: all.slice(at * most, (at + 1) * most),
    ...own,
  }));
}

/** The binding has an option for the queue, and the REST API a parameter. */
async function sendQueued(call: RunCall, inputs: Inputs): Promise<RunAnswer> {
  const { url, binding } = call.request.plan.target;
  const body = JSON.stringify(inputs);
  const bytes = new TextEncoder().encode(body).length;
  if (bytes > MOST_BYTES) {
    throw invalidArgument({
      setting: 'values',
      problem: `they are ${bytes} bytes, and the queue accepts ${MOST_BYTES} in one job.`,
      example: 'embedMany({ model, values: values.slice(0, 1000) })',
    });
  }
  const sent =
    binding === undefined
      ? { url: `${url}?queueRequest=true`, body }
      : { url, body: { ...inputs, options: { queueRequest: true } } };
  return sendRun(call, { ...sent, shown: inputs, headers: json });
}
