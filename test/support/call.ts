import type {
  LanguageModelV2,
  LanguageModelV2CallOptions,
  LanguageModelV2CallWarning,
  LanguageModelV2StreamPart,
} from '@ai-sdk/provider';
import { type CloudflareProviderSettings, createCloudflare } from 'ai-sdk-provider-cloudflare';
import { ACCOUNT, GATEWAY, TOKEN } from './account.ts';
import { fakeFetch, type RecordedRequest } from './fake-fetch.ts';
import { HI } from './prompts.ts';

export type CallOptions = Partial<LanguageModelV2CallOptions>;

/** Settings that every entry accepts: `vendors` takes the packages of its own specification. */
export type SharedSettings = Omit<CloudflareProviderSettings, 'vendors'>;

/** Everything a call needs, unless a test says otherwise. */
export const connected: SharedSettings = {
  accountId: ACCOUNT,
  gatewayId: GATEWAY,
  apiToken: TOKEN,
};

export type Mode = 'generate' | 'stream' | 'embed';

export interface Sent extends RecordedRequest {
  /** Warnings of the result, wherever its kind puts them, as text. */
  readonly warnings: readonly string[];
}

/** One call through the public API: what went on the wire, and the warnings in the result. */
export async function send(
  modelId: string,
  options: CallOptions = {},
  settings: SharedSettings = connected,
  mode: Mode = 'generate',
): Promise<Sent> {
  const fake = fakeFetch();
  const provider = createCloudflare({ ...settings, fetch: fake.fetch });
  const warnings =
    mode === 'embed'
      ? await embedWarnings(provider.textEmbeddingModel(modelId), options)
      : await chatWarnings(provider(modelId), options, mode);
  return { ...fake.request(), warnings };
}

/** What a call throws before any request; fails where it sends one or throws nothing. */
export async function refused(
  modelId: string,
  options: CallOptions = {},
  settings: SharedSettings = connected,
  mode: Mode = 'generate',
): Promise<Error> {
  const fake = fakeFetch();
  let error: unknown;
  try {
    const provider = createCloudflare({ ...settings, fetch: fake.fetch });
    if (mode === 'embed') await embedWarnings(provider.textEmbeddingModel(modelId), options);
    else await chatWarnings(provider(modelId), options, mode);
  } catch (caught) {
    error = caught;
  }
  if (fake.requests.length > 0) throw new Error(`a request was sent to ${fake.requests[0]?.url}`);
  if (!(error instanceof Error)) throw new Error('nothing was thrown');
  return error;
}

async function chatWarnings(model: LanguageModelV2, options: CallOptions, mode: 'generate' | 'stream') {
  const call = { prompt: HI, ...options };
  const warnings =
    mode === 'generate'
      ? (await model.doGenerate(call)).warnings
      : streamWarnings(await collect((await model.doStream(call)).stream));
  return warnings.map(warningText);
}

async function embedWarnings(
  model: ReturnType<ReturnType<typeof createCloudflare>['textEmbeddingModel']>,
  { headers, providerOptions }: CallOptions,
): Promise<string[]> {
  const result = await model.doEmbed({
    values: ['one', 'two'],
    ...(headers !== undefined && { headers }),
    ...(providerOptions !== undefined && { providerOptions }),
  });
  const { warnings } = result.providerMetadata?.cloudflare ?? {};
  return Array.isArray(warnings) ? warnings.map(String) : [];
}

export async function collect<PART>(stream: ReadableStream<PART>): Promise<PART[]> {
  const parts: PART[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

function streamWarnings(parts: readonly LanguageModelV2StreamPart[]): readonly LanguageModelV2CallWarning[] {
  return parts.flatMap(part => (part.type === 'stream-start' ? part.warnings : []));
}

/** `temperature: temperature is not supported…`, whichever shape the specification gives the warning. */
function warningText(warning: LanguageModelV2CallWarning): string {
  if (warning.type === 'other') return warning.message;
  const what = warning.type === 'unsupported-setting' ? String(warning.setting) : warning.tool.name;
  return warning.details === undefined ? what : `${what}: ${warning.details}`;
}
