import type { LanguageModelV2 } from '@ai-sdk/provider';
import {
  type CloudflareFallbackLeg,
  type CloudflareProviderSettings,
  createCloudflare,
} from 'ai-sdk-provider-cloudflare';
import type { LocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { type CallOptions, connected } from '../support/call.ts';
import { completion, eventStream, type FakeFetch, fakeFetch } from '../support/fake-fetch.ts';
import { ask, type Mode } from './support.ts';

/** One step of a list, as it travels. */
export interface Step {
  readonly provider: string;
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly config?: object;
}

/** A list of steps, and the headers of its request. */
export interface SentList {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

type Answering = ReturnType<FakeFetch['fetch']>;

/** A network that answers every list with one text, in the form that the steps ask for. */
function listFetch(headers: Record<string, string> = {}): FakeFetch {
  return fakeFetch(({ body }) => {
    const streams = stepsOf(body).some(({ query }) => query.stream === true);
    return streams ? eventStream('Hello', headers) : completion('Hello', headers);
  });
}

/** The steps of a body, which travels as a list. */
export function stepsOf(body: unknown): readonly Step[] {
  if (!Array.isArray(body)) throw new Error('no list was sent');
  return body;
}

/** The one request of a fallback in server mode. */
export async function sentList(
  legs: readonly CloudflareFallbackLeg[],
  options: CallOptions = {},
  settings: CloudflareProviderSettings = {},
  mode: Mode = 'generate',
): Promise<SentList> {
  const fake = listFetch({ 'cf-aig-step': '0' });
  const cloudflare = createCloudflare({ ...connected, ...settings, fetch: fake.fetch });
  await ask(cloudflare.fallback(legs, { mode: 'server' }), mode, options);
  const { url, headers, body } = fake.request();
  return { url, headers, steps: stepsOf(body) };
}

/** A fallback in server mode whose network is played by a function. */
export function answeredBy(
  legs: readonly CloudflareFallbackLeg[],
  answer: (init: RequestInit | undefined) => Response | Answering,
  settings: CloudflareProviderSettings = {},
): LanguageModelV2 {
  const fetch: typeof globalThis.fetch = async (_, init) => answer(init);
  return createCloudflare({ ...connected, ...settings, fetch }).fallback(legs, { mode: 'server' });
}

/** The only request that reached a gateway, as a list. */
export function onlyList(gateway: LocalGateway): SentList {
  const [only, ...more] = gateway.requests;
  if (only === undefined || more.length > 0)
    throw new Error(`expected one request, saw ${gateway.requests.length}`);
  return { url: only.url, headers: only.headers, steps: stepsOf(only.body) };
}
