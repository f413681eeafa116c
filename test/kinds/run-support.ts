import { createCloudflare as createV2 } from 'ai-sdk-provider-cloudflare';
import { createCloudflare as createV3 } from 'ai-sdk-provider-cloudflare/v3';
import { createCloudflare as createV4 } from 'ai-sdk-provider-cloudflare/v4';
import { ACCOUNT, GATEWAY, TOKEN } from '../support/account.ts';

export type Endpoint = 'rest' | 'native' | 'binding';
export const endpoints: readonly Endpoint[] = ['rest', 'native', 'binding'];
export const versions = ['v2', 'v3', 'v4'] as const;
type Version = (typeof versions)[number];

/** One request as it left the package, over HTTP or through the binding. */
export interface Sent {
  /** The URL, or the model for the binding. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, the fields of a form, raw bytes, or the inputs of the binding with its streams read. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** A model of any kind, as tests call it. */
export interface AnyRunModel {
  readonly specificationVersion: string;
  readonly modelId: string;
  readonly provider: string;
  readonly maxImagesPerCall?: number;
  doGenerate(options: object): Promise<RunResult>;
  doRerank(options: object): Promise<RunResult>;
}

export interface RunResult {
  readonly [member: string]: unknown;
  readonly warnings: readonly Record<string, unknown>[];
  readonly providerMetadata: { readonly cloudflare: Record<string, unknown> };
  readonly response: { readonly headers?: Record<string, string>; readonly body?: unknown };
}

export interface RunProvider {
  imageModel(id: string): AnyRunModel;
  speechModel(id: string): AnyRunModel;
  transcriptionModel(id: string): AnyRunModel;
  rerankingModel(id: string): AnyRunModel;
  embeddingModel(id: string): unknown;
  fallback(models: readonly unknown[], options?: object): AnyRunModel;
  explain(model: unknown, options?: object): Promise<Record<string, unknown>>;
}

export const kinds = ['image', 'speech', 'transcription', 'reranking'] as const;
export type Kind = (typeof kinds)[number];

export function modelOf(provider: RunProvider, kind: Kind, id: string): AnyRunModel {
  return provider[`${kind}Model`](id);
}

/** The least call of each kind. */
const calls: Readonly<Record<Kind, object>> = {
  image: { prompt: 'A cat', n: 1 },
  speech: { text: 'Hello' },
  transcription: { audio: Uint8Array.of(0x49, 0x44, 0x33), mediaType: 'audio/mpeg' },
  reranking: { query: 'cats', documents: { type: 'text', values: ['dogs', 'cats'] } },
};

export function call(model: AnyRunModel, kind: Kind, options: object = {}): Promise<RunResult> {
  const all = { providerOptions: {}, ...calls[kind], ...options };
  return kind === 'reranking' ? model.doRerank(all) : model.doGenerate(all);
}

export const PNG: Uint8Array<ArrayBuffer> = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10);
export const MP3: Uint8Array<ArrayBuffer> = Uint8Array.of(0x49, 0x44, 0x33, 4, 0);
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** What the models of a kind answer, bare. */
export const answers: Readonly<Record<Kind, object>> = {
  image: { image: base64(PNG) },
  speech: { audio: base64(MP3) },
  transcription: { text: 'Hello', words: [{ word: 'Hello', start: 0, end: 0.5 }] },
  reranking: {
    response: [
      { id: 0, score: 0.1 },
      { id: 1, score: 0.9 },
    ],
  },
};

const metadata = { 'cf-aig-log-id': '01LOG' };

/** An answer of Workers AI over HTTP. */
export const enveloped = (result: object): Response =>
  Response.json({ result, success: true, errors: [], messages: [] }, { headers: metadata });
export const bare = (result: object): Response => Response.json(result, { headers: metadata });
export const binary = (bytes: Uint8Array, type = 'application/octet-stream'): Response =>
  new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': type, ...metadata } });

export interface Wire {
  readonly provider: RunProvider;
  readonly sent: readonly Sent[];
  readonly only: () => Sent;
}

/** A provider of an endpoint whose requests are kept. */
export function wireOf(
  endpoint: Endpoint,
  version: Version,
  answer: (sent: Sent) => Response | Promise<Response>,
  settings: object = {},
): Wire {
  const sent: Sent[] = [];
  const keep = (request: Sent): Sent => {
    sent.push(request);
    return request;
  };
  const fetch: typeof globalThis.fetch = async (input, init) =>
    answer(
      keep({
        url: String(input),
        headers: Object.fromEntries(new Headers(init?.headers)),
        body: await readBody(init),
      }),
    );
  const binding = {
    run: async (model: string, inputs: Record<string, unknown>, options: Record<string, unknown> = {}) => {
      const streams = Object.values(inputs).some(value => Object(value).body instanceof ReadableStream);
      // As Cloudflare's own (workerd 1.20260426.1).
      if (options.gateway && streams) throw new Error('AI Gateway does not support ReadableStreams yet.');
      return answer(keep({ url: model, headers: {}, body: await readStreams(inputs), options }));
    },
    gateway: () => {
      throw new Error('not used');
    },
  };
  const connection =
    endpoint === 'binding'
      ? { binding, gatewayId: GATEWAY }
      : { accountId: ACCOUNT, apiToken: TOKEN, gatewayId: GATEWAY, endpoint, fetch };
  const create = { v2: createV2, v3: createV3, v4: createV4 }[version];
  const provider = create({ ...connection, ...settings } as never) as unknown as RunProvider;
  return {
    provider,
    sent,
    only: () => {
      const [first, ...more] = sent;
      if (first === undefined || more.length > 0) throw new Error(`expected one request, saw ${sent.length}`);
      return first;
    },
  };
}

async function readBody(init: RequestInit | undefined): Promise<Record<string, unknown>> {
  const { body } = init ?? {};
  if (body instanceof FormData) return readForm(body);
  if (typeof body === 'string') return JSON.parse(body);
  if (body === undefined || body === null) return {};
  const bytes = new Uint8Array(await new Response(body as BodyInit).arrayBuffer());
  return bytes[0] === 0x7b ? JSON.parse(new TextDecoder().decode(bytes)) : { bytes };
}

async function readForm(form: FormData): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const name of form.keys()) {
    const value = form.get(name);
    fields[name] = typeof value === 'string' ? value : new Uint8Array(await (value as Blob).arrayBuffer());
  }
  return fields;
}

/** A stream among the inputs as bytes, and a form as its fields. */
async function readStreams(inputs: Record<string, unknown>): Promise<Record<string, unknown>> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(inputs)) {
    const { body, contentType } = Object(value);
    if (!(body instanceof ReadableStream)) read[name] = value;
    else {
      const response = new Response(body, { headers: { 'content-type': contentType } });
      if (/^multipart/.test(contentType)) read[name] = await readForm(await response.formData());
      else read[name] = { bytes: new Uint8Array(await response.arrayBuffer()), contentType };
    }
  }
  return read;
}
