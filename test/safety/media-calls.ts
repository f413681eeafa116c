import {
  type AnyRunModel,
  answers,
  base64,
  call,
  type Endpoint,
  type Kind,
  modelOf,
  type RunProvider,
  type RunResult,
} from '../kinds/run-support.ts';
import { vendorKey } from '../support/account.ts';
import { type VendorPackage, vendorPackages } from '../support/vendor-packages.ts';
import type { Version } from '../vendors/entries.ts';

/** One way to a model of a kind: who runs it, over which endpoint, and what it answers. */
export interface MediaCall {
  readonly name: string;
  readonly kind: Kind;
  readonly endpoint: Endpoint;
  readonly id: string;
  /** A whole response; `text` is what it is about. */
  readonly answer: (text: string, headers?: Record<string, string>) => Response;
  /** Options of the call without which the package asks the vendor for others. */
  readonly options?: object;
}

const json = (body: object, headers: Record<string, string> = {}): Response =>
  Response.json(body, { headers: { 'cf-aig-log-id': '01LOG', ...headers } });
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What Workers AI answers, about a text. */
const results: Readonly<Record<Kind, (text: string) => object>> = {
  image: text => ({ image: base64(bytesOf(text)) }),
  speech: text => ({ audio: base64(bytesOf(text)) }),
  transcription: text => ({ text, words: [{ word: text, start: 0, end: 0.5 }] }),
  reranking: () => answers.reranking,
};

const runIds: Readonly<Record<Kind, readonly string[]>> = {
  image: ['@cf/black-forest-labs/flux-1-schnell', '@cf/black-forest-labs/flux-2-dev'],
  speech: ['@cf/deepgram/aura-1'],
  transcription: ['@cf/openai/whisper', '@cf/openai/whisper-large-v3-turbo', '@cf/deepgram/nova-3'],
  reranking: ['@cf/baai/bge-reranker-base'],
};

const run: readonly MediaCall[] = (['rest', 'native', 'binding'] as const).flatMap(endpoint =>
  (Object.keys(runIds) as Kind[]).flatMap(kind =>
    runIds[kind]
      // The binding sends no form through a gateway.
      .filter(id => endpoint !== 'binding' || !id.includes('flux-2'))
      .map((id): MediaCall => {
        const answer = (text: string, headers?: Record<string, string>): Response => {
          const result = results[kind](text);
          const body = endpoint === 'binding' ? result : { result, success: true, errors: [], messages: [] };
          return json(body, headers);
        };
        return { name: `${id} on ${endpoint}`, kind, endpoint, id, answer };
      }),
  ),
);

/** The catalogue behind `/ai/run`. */
const catalogue: readonly MediaCall[] = (
  [
    ['image', 'google/nano-banana-pro'],
    ['speech', 'elevenlabs/eleven-v3'],
    ['transcription', 'assemblyai/universal-3.5-pro'],
  ] as const
).map(([kind, id]): MediaCall => {
  const answer = (text: string, headers?: Record<string, string>): Response =>
    json({ result: { state: 'Completed', result: results[kind](text) }, success: true }, headers);
  return { name: `${id} of the catalogue`, kind, endpoint: 'rest', id, answer };
});

const audio = (text: string, headers: Record<string, string> = {}): Response =>
  new Response(bytesOf(text) as Uint8Array<ArrayBuffer>, {
    headers: { 'content-type': 'audio/mpeg', 'cf-aig-log-id': '01LOG', ...headers },
  });

/** Vendors' own packages, on native paths. */
const packages: readonly MediaCall[] = (
  [
    [
      'image',
      'openai/gpt-image-1',
      (text, headers) => json({ created: 1, data: [{ b64_json: base64(bytesOf(text)) }] }, headers),
    ],
    ['speech', 'openai/tts-1', audio, { voice: 'alloy' }],
    ['speech', 'elevenlabs/eleven_multilingual_v2', audio, { voice: '21m00Tcm4TlvDq8ikWAM' }],
    [
      'transcription',
      'openai/whisper-1',
      (text, headers) => json({ text, language: 'english', duration: 1 }, headers),
    ],
    [
      'transcription',
      'elevenlabs/scribe_v1',
      (text, headers) => json({ text, language_code: 'en', language_probability: 1, words: [] }, headers),
    ],
    [
      'transcription',
      'deepgram/nova-3',
      (text, headers) => {
        const alternatives = [{ transcript: text, confidence: 1, words: [] }];
        return json({ metadata: { duration: 1 }, results: { channels: [{ alternatives }] } }, headers);
      },
    ],
    [
      'reranking',
      'cohere/rerank-v3.5',
      (text, headers) => json({ id: text, results: [{ index: 1, relevance_score: 0.9 }], meta: {} }, headers),
    ],
  ] as readonly (readonly [Kind, string, MediaCall['answer'], object?])[]
).map(
  ([kind, id, answer, options = {}]): MediaCall => ({
    name: `${id} by its package`,
    kind,
    endpoint: 'native',
    id,
    answer,
    options,
  }),
);

/** Everything that makes or reads media, and rankings. */
const mediaCalls: readonly MediaCall[] = [...run, ...catalogue, ...packages];

/** V2 has no ranking. */
export function callsOf(version: Version): readonly MediaCall[] {
  return mediaCalls.filter(({ kind }) => kind !== 'reranking' || version !== 'v2');
}

const owners = ['openai', 'elevenlabs', 'deepgram', 'cohere'] as const satisfies readonly VendorPackage[];

/** The settings under which a model is that of its vendor's package. */
export function settingsOf(version: Version, { name }: MediaCall): object {
  if (!name.endsWith('package')) return {};
  const vendors = Object.fromEntries(owners.map(owner => [owner, vendorPackages[version][owner]]));
  return { vendors, providerKeys };
}

/** Their keys, each a canary. */
export const providerKeys: Readonly<Record<string, string>> = Object.fromEntries(
  owners.map(owner => [owner, vendorKey(owner)]),
);

/** A call of the kind, also of an id that is not that of the table. */
export function make(
  provider: RunProvider,
  { kind, id, options }: MediaCall,
  more: object = {},
  given: AnyRunModel | string = id,
): Promise<RunResult> {
  const model = typeof given === 'string' ? modelOf(provider, kind, given) : given;
  return call(model, kind, { ...options, ...more });
}
