import { untilAborted } from '../abort.ts';
import { toAPICallError } from '../gateway/errors/classify.ts';
import { toDeadlineError } from '../gateway/errors/failures.ts';
import type { CloudflareOptions } from '../gateway/options/cloudflare-options.ts';
import { optionNamespaces, type ProviderOptionsLike } from '../gateway/options/parse-options.ts';
import { isRecord, type JSONRecord } from '../json-values.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { ownFields } from '../request/request-plan.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import { reportUnsupported } from '../wire/profile.ts';
import type { RunBody } from './run-body.ts';
import { type RunAnswer, type RunCall, runBody, sendRun } from './run-call.ts';
import { fieldOf, type Inputs, nameInputs } from './run-fields.ts';
import type { RunKind } from './run-kind.ts';

const inputOptions = ['pooling', 'inputType', 'instruction', 'queue'] as const;

/** Whether an embedding call has options that OpenAI's format has no place for. */
export function needsInputs(provider: ProviderContext, given: ProviderOptionsLike | undefined): boolean {
  const { name, options } = provider.settings();
  const all: readonly (CloudflareOptions | undefined)[] = [
    options,
    ...optionNamespaces(name).map(namespace => given?.[namespace]),
  ];
  return all.some(own => inputOptions.some(option => own?.[option] !== undefined));
}

/** Embeddings with the inputs that a model publishes, at once or over the queue of Workers AI. */
export const vectorKind: RunKind = {
  inputs: ({ values }, { route, request, warn }) => {
    const { options } = request.plan;
    const { inputType, pooling, instruction } = options;
    const list = inputType === 'query' ? 'queries' : 'documents';
    const isTyped = inputType !== undefined && fieldOf(list, route.published) !== undefined;
    if (inputType !== undefined && !isTyped)
      reportUnsupported(
        warn,
        'providerOptions.cloudflare.inputType',
        'this model does not distinguish them; it was not sent.',
      );
    const settings = { [isTyped ? list : 'values']: values, pooling, instruction };
    return nameInputs(settings, route.published, warn, options);
  },
  send: async (call, inputs) => {
    const { queue } = call.request.plan.options;
    return [queue ? await overQueue(call, inputs, queue) : await sendRun(call, runBody(call, inputs))];
  },
  read: ({ value, record, unreadable }, _, { values = [] }) => {
    const parts = Array.isArray(value.responses) ? value.responses.map(item => Object(item).result) : [value];
    const embeddings = parts.flatMap(part => (isRecord(part) && Array.isArray(part.data) ? part.data : []));
    if (embeddings.length !== values.length)
      throw unreadable(`Asked for ${values.length} embeddings, received ${embeddings.length}.`);
    const tokens = record.usage?.prompt_tokens;
    return { embeddings, ...(typeof tokens === 'number' && { usage: { tokens } }) };
  },
};

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
  const { options: _, ...own } = ownFields(call.request.plan);
  const requests = chunksOf(inputs, call.route.most).map(part => ({ ...part, ...own }));
  checkSize({ requests });
  let answer = await sendRun(call, inQueue(runBody(call, { requests }, {}), call));
  const { request_id } = answer.value;
  if (typeof request_id !== 'string') throw answer.unreadable();
  const end = Date.now() + timeoutMs;
  for (let wait = first; !Array.isArray(answer.value.responses); wait = Math.min(wait * 2, LONGEST_WAIT)) {
    if (Date.now() + wait > end) throw toDeadlineError(answer.exchange, timeoutMs, 'queue.timeoutMs');
    await pause(wait, call.signal);
    answer = await sendRun(call, inQueue(runBody(call, { request_id }, {}), call));
  }
  return inOrder(answer);
}

/** Texts in requests of as many as the model accepts. */
function chunksOf(inputs: Inputs, most: number): readonly Inputs[] {
  const [name = '', values] = Object.entries(inputs).find(([, value]) => Array.isArray(value)) ?? [];
  const all: readonly unknown[] = Array.isArray(values) ? values : [];
  return Array.from({ length: Math.ceil(all.length / most) }, (_, at) => ({
    ...inputs,
    [name]: all.slice(at * most, (at + 1) * most),
  }));
}

function checkSize(body: object): void {
  const bytes = new TextEncoder().encode(JSON.stringify(body)).length;
  if (bytes <= MOST_BYTES) return;
  throw invalidArgument({
    setting: 'values',
    problem: `they are ${bytes} bytes, and the queue accepts ${MOST_BYTES} in one job. Embed them in several calls.`,
    example: 'embedMany({ model, values: values.slice(0, 1000) })',
  });
}

/** The binding has an option for the queue, and the REST API a parameter. */
function inQueue(body: RunBody, { request }: RunCall): RunBody {
  if (request.plan.target.binding === undefined) return { ...body, url: `${body.url}?queueRequest=true` };
  const bound = Object(body.body);
  return { ...body, body: { ...bound, options: { ...Object(bound.options), queueRequest: true } } };
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waited = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
  });
  await untilAborted(waited, signal).finally(() => clearTimeout(timer));
}

/** The answers by their requests. @throws the error of one that failed */
function inOrder(answer: RunAnswer): RunAnswer {
  const responses = (answer.value.responses as readonly unknown[]).filter(isRecord);
  const failed: JSONRecord | undefined = responses.find(({ success }) => success === false);
  if (failed !== undefined) throw toAPICallError(answer.exchange, { value: failed });
  const sorted = [...responses].sort((a, b) => Number(a.id) - Number(b.id));
  return { ...answer, value: { ...answer.value, responses: sorted } };
}
