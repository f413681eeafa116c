import { isObject } from '../http/json.ts';
import type { LocalRunOptions } from './local-binding.ts';

export type Send = (
  path: string,
  headers: Record<string, string>,
  body: BodyInit,
  signal: AbortSignal | undefined,
) => Promise<Response>;

type Inputs = Readonly<Record<string, unknown>>;

/** The request of `run`: JSON, or one input that is a stream or a form, with everything else in the query. */
export async function runRequest(
  send: Send,
  model: string,
  inputs: Inputs,
  { extraHeaders, signal, ...options }: LocalRunOptions,
): Promise<Response> {
  const headers = (type: string): Record<string, string> => ({
    ...extraHeaders,
    'content-type': type,
    'cf-consn-sdk-version': '2.0.0',
    'cf-consn-model-id': model,
  });
  const [key, ...others] = Object.keys(inputs).filter(name => streamIn(inputs[name]) !== undefined);
  if (key === undefined) {
    const path = options.gateway?.id ? 'ai-gateway/run?version=3' : 'run?version=3';
    return send(path, headers('application/json'), JSON.stringify({ inputs, options }), signal);
  }
  if (others.length > 0)
    throw internalError(
      `Multiple ReadableStreams are not supported. Found streams in keys: [${[key, ...others].join(', ')}]`,
    );
  if (options.gateway?.id) throw internalError('AI Gateway does not support ReadableStreams yet.');
  const { [key]: given, ...beside } = inputs;
  const type = isObject(given) ? given.contentType : undefined;
  if (typeof type !== 'string' || type === '')
    throw internalError('Content-Type is required with ReadableStream inputs');
  const query = new URLSearchParams({ ...asText(options), version: '3', userInputs: JSON.stringify(beside) });
  return send(`run?${query}`, headers(type), streamIn(given) ?? '', signal);
}

/** A stream or a form, by itself or as the body of a part; the binding demands a type for it, so only the latter works. */
function streamIn(value: unknown): ReadableStream<Uint8Array> | FormData | undefined {
  const body = isObject(value) && 'body' in value ? value.body : value;
  return body instanceof ReadableStream || body instanceof FormData ? body : undefined;
}

/** Options as the real binding writes them into a query. */
function asText(options: object): Record<string, string> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)]));
}

function internalError(message: string): Error {
  return Object.assign(new Error(message), { name: 'AiInternalError' });
}
