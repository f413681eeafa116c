import { isDeepStrictEqual } from 'node:util';
import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { recordedBinding } from '../endpoints/recorded-binding.ts';
import { translateCall, type Version } from '../sdk/translate-call.ts';
import { ACCOUNT, GATEWAY, TOKEN } from '../support/account.ts';
import { type CallOptions, collect } from '../support/call.ts';
import { type FakeFetch, fakeFetch, type RecordedRequest } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';
import { type AnyModel, type AnyProvider, create } from './entries.ts';

export type Mode = 'generate' | 'stream';
export const modes: readonly Mode[] = ['generate', 'stream'];

export const connected: {
  readonly accountId: string;
  readonly gatewayId: string;
  readonly apiToken: string;
} = { accountId: ACCOUNT, gatewayId: GATEWAY, apiToken: TOKEN };

/** A request as it left, its headers by name and its body byte for byte. */
export function sentOf({ url, method, headers, text, redirect }: RecordedRequest): object {
  const sorted = Object.fromEntries(Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { url, method, redirect, headers: sorted, body: text };
}

/** An error with what the package knows of it. */
export function failureOf(error: unknown): object {
  const info = getCloudflareError(error);
  const data = error instanceof Error ? Reflect.get(error, 'data') : undefined;
  return { error, info: info !== undefined && isDeepStrictEqual(info, data) ? '= data' : info };
}

/** The result of a call, or its failure. */
export async function settled(run: () => unknown): Promise<object> {
  try {
    return { result: await run() };
  } catch (error) {
    return failureOf(error);
  }
}

/** A call in the words of a specification, the whole result of it. */
export async function resultOf(
  model: AnyModel,
  mode: Mode,
  options: CallOptions = {},
  version: Version = 'v2',
): Promise<object> {
  const call = translateCall({ prompt: HI, ...options }, version);
  if (mode === 'generate') return model.doGenerate(call);
  const { stream, ...rest } = await model.doStream(call);
  return { parts: await collect(stream), ...rest };
}

/** Where the results of the modes keep their warnings. */
function warningsOf(result: object): unknown {
  const { warnings, parts } = result as { warnings?: unknown; parts?: readonly { type: string }[] };
  return warnings ?? parts?.filter(({ type }) => type === 'stream-start');
}

export interface Asked {
  readonly model: string;
  readonly mode?: Mode;
  readonly options?: CallOptions;
  readonly settings?: object;
  readonly version?: Version;
}

/** What leaves for one call, and its warnings; or the refusal, with what was sent before it. */
export async function request({
  model,
  mode = 'generate',
  options,
  settings = connected,
  version = 'v2',
}: Asked): Promise<object> {
  const fake = fakeFetch();
  const outcome = await settled(async () =>
    warningsOf(
      await resultOf(create(version, { ...settings, fetch: fake.fetch })(model), mode, options, version),
    ),
  );
  return { sent: fake.requests.map(sentOf), ...outcome };
}

/** The same through a binding. */
export async function requestOfBinding({
  model,
  mode = 'generate',
  options,
  settings = {},
  version = 'v2',
}: Asked): Promise<object> {
  const recorded = recordedBinding();
  const provider = create(version, { binding: recorded.binding, gatewayId: GATEWAY, ...settings });
  const outcome = await settled(async () =>
    warningsOf(await resultOf(provider(model), mode, options, version)),
  );
  return { sent: recorded.calls.map(call => JSON.stringify(call)), ...outcome };
}

/** What leaves for an embedding call, and its result. */
export async function embedding(
  model: string,
  options: object = {},
  settings: object = connected,
  version: Version = 'v2',
  fake: FakeFetch = fakeFetch(),
): Promise<object> {
  const outcome = await settled(() => {
    const embedder = create(version, { ...settings, fetch: fake.fetch }).embeddingModel(model);
    return embedder.doEmbed({ values: ['one', 'two'], ...options });
  });
  return { sent: fake.requests.map(sentOf), ...outcome };
}

/** A provider whose network is one answer, made anew for each request. */
export function answering(
  answer: (request: RecordedRequest) => Response | Promise<Response>,
  settings: object = connected,
  version: Version = 'v2',
): { readonly provider: AnyProvider; readonly fake: FakeFetch } {
  const fake = fakeFetch(answer);
  return { provider: create(version, { ...settings, fetch: fake.fetch }), fake };
}
