import { ACCOUNT, GATEWAY, GATEWAY_TOKEN, vendorKey } from '../support/account.ts';
import { answerOf } from '../support/answers.ts';
import type { VendorPackage } from '../support/vendor-packages.ts';
import { type AnyModel, packageOf, prompt, providerOf, type Version } from '../vendors/entries.ts';
import { AWKWARD } from './hostile.ts';

export type Fetch = typeof globalThis.fetch;

export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const owners = ['openai', 'google', 'groq', 'mistral', 'xai', 'cohere', 'elevenlabs', 'deepgram'] as const;
export const keys: Readonly<Record<string, string>> = Object.fromEntries(
  owners.map(owner => [owner, vendorKey(owner)]),
);
const connection = {
  accountId: ACCOUNT,
  gatewayId: GATEWAY,
  apiToken: AWKWARD,
  gatewayToken: GATEWAY_TOKEN,
};

/** A `fetch` that keeps what it is given. */
export function recorder(answer: (sent: Sent) => Response | Promise<Response>): {
  fetch: Fetch;
  sent: Sent[];
} {
  const sent: Sent[] = [];
  const fetch: Fetch = async (input, init) => {
    const request = {
      url: String(input),
      method: init?.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: init?.body,
    };
    sent.push(request);
    return answer(request);
  };
  return { fetch, sent };
}

/** The vendor's whole provider behind the gateway, as far as tests use it. */
export interface Carried {
  (id: string): AnyModel;
  chat(id: string): AnyModel;
  languageModel(id: string): AnyModel;
  image(id: string): AnyModel;
  speech(id: string): AnyModel;
  transcription(id: string): AnyModel;
  embedding(id: string): AnyModel;
}

export function carried(
  version: Version,
  name: VendorPackage,
  fetch: Fetch,
  own: object = {},
  settings: object = {},
): Carried {
  const provider = providerOf(
    version,
    { ...connection, providerKeys: keys, fetch, ...settings } as never,
    [],
  );
  return provider.carry(name, packageOf(version, name) as never, own) as unknown as Carried;
}

/** What a package is given for its `fetch`, and the key that it is told. */
export function givenTo(
  version: Version,
  name: VendorPackage,
  fetch: Fetch,
  settings: object = {},
): { fetch: Fetch; apiKey: string } {
  let given: { fetch: Fetch; apiKey: string } | undefined;
  providerOf(version, { ...connection, providerKeys: keys, fetch, ...settings } as never, []).carry(
    name,
    (own: { fetch: Fetch; apiKey: string }) => {
      given = own;
      return { languageModel: () => ({}) };
    },
  );
  if (given === undefined) throw new Error('the package was given nothing');
  return given;
}

export const bytes: Uint8Array<ArrayBuffer> = new TextEncoder().encode('RIFF and a recording');
const completion = answerOf({ role: 'assistant', content: 'Hello' }, 'stop', {
  object: 'chat.completion',
  created: 1,
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

/** A call of each form of request: JSON, a form, bytes; and its answer. */
export interface CarriedCall {
  readonly name: VendorPackage;
  readonly what: string;
  readonly run: (provider: Carried, id?: string, options?: object) => Promise<unknown>;
  readonly answer: (text: string) => Response;
}

const language = (model: AnyModel, options: object): Promise<unknown> =>
  model.doGenerate({ prompt, ...options });
const recording = { audio: bytes, mediaType: 'audio/wav', providerOptions: {} };
export const chat = (text: string): Response =>
  Response.json({
    ...completion,
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
  });

export const carriedCalls: readonly CarriedCall[] = [
  {
    name: 'openai',
    what: 'chat',
    answer: chat,
    run: (provider, id = 'gpt-4o', options = {}) => language(provider.chat(id), options),
  },
  {
    name: 'groq',
    what: 'chat',
    answer: chat,
    run: (provider, id = 'llama-3', options = {}) => language(provider.languageModel(id), options),
  },
  {
    name: 'mistral',
    what: 'chat',
    answer: chat,
    run: (provider, id = 'mistral-small', options = {}) => language(provider.languageModel(id), options),
  },
  {
    name: 'google',
    what: 'chat',
    answer: text => Response.json({ candidates: [{ content: { parts: [{ text }] }, finishReason: 'STOP' }] }),
    run: (provider, id = 'gemini-2.5-flash', options = {}) => language(provider.languageModel(id), options),
  },
  {
    name: 'openai',
    what: 'images',
    answer: text =>
      Response.json({ created: 1, data: [{ b64_json: btoa(unescape(encodeURIComponent(text))) }] }),
    run: (provider, id = 'gpt-image-1', options = {}) =>
      provider.image(id).doGenerate({ prompt: 'A cat', n: 1, providerOptions: {}, ...options }),
  },
  {
    name: 'openai',
    what: 'transcripts',
    answer: text => Response.json({ text, language: 'english', duration: 1 }),
    run: (provider, id = 'whisper-1', options = {}) =>
      provider.transcription(id).doGenerate({ ...recording, ...options }),
  },
  {
    name: 'elevenlabs',
    what: 'speech',
    answer: text => new Response(text, { headers: { 'content-type': 'audio/mpeg' } }),
    run: (provider, id = 'eleven_turbo_v2', options = {}) =>
      provider.speech(id).doGenerate({ text: 'Hello', providerOptions: {}, ...options }),
  },
  {
    name: 'deepgram',
    what: 'transcripts',
    answer: text => {
      const alternatives = [{ transcript: text, confidence: 1, words: [] }];
      return Response.json({ metadata: { duration: 1 }, results: { channels: [{ alternatives }] } });
    },
    run: (provider, id = 'nova-3', options = {}) =>
      provider.transcription(id).doGenerate({ ...recording, ...options }),
  },
];
