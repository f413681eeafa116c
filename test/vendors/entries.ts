import type { LanguageModelV2Content } from '@ai-sdk/provider';
import { createCloudflare as createV2 } from 'ai-sdk-provider-cloudflare';
import { createCloudflare as createV3 } from 'ai-sdk-provider-cloudflare/v3';
import { createCloudflare as createV4 } from 'ai-sdk-provider-cloudflare/v4';
import type { SharedSettings } from '../support/call.ts';
import { type CreateVendor, type VendorPackage, vendorPackages } from '../support/vendor-packages.ts';

export type Version = 'v2' | 'v3' | 'v4';
export const versions: readonly Version[] = ['v2', 'v3', 'v4'];

/** A result in the fields that tests read. */
export interface Result {
  readonly content: readonly (LanguageModelV2Content & { readonly text?: string })[];
  readonly finishReason: unknown;
  readonly usage: Record<string, unknown>;
  readonly warnings: readonly Record<string, unknown>[];
  readonly providerMetadata?: Record<string, Record<string, unknown>>;
  readonly response?: { readonly body?: unknown; readonly modelId?: string };
}

export interface Part {
  readonly type: string;
  readonly [name: string]: unknown;
}

/** A model of any kind and specification, as far as tests use it. */
export interface AnyModel {
  readonly specificationVersion: string;
  readonly modelId: string;
  readonly provider: string;
  readonly supportedUrls: unknown;
  doGenerate(options: object): Promise<Result>;
  doStream(options: object): Promise<{ readonly stream: ReadableStream<Part> }>;
  doEmbed(options: object): Promise<{ embeddings: number[][]; providerMetadata?: Record<string, unknown> }>;
}

/** A provider of any specification. */
export interface AnyProvider {
  (modelId: string): AnyModel;
  chat(modelId: string): AnyModel;
  responses(modelId: string): AnyModel;
  messages(modelId: string): AnyModel;
  imageModel(modelId: string): AnyModel;
  speechModel(modelId: string): AnyModel;
  transcriptionModel(modelId: string): AnyModel;
  textEmbeddingModel(modelId: string): AnyModel;
  rerankingModel(modelId: string): AnyModel;
  fallback(models: readonly unknown[], options?: object): AnyModel;
  explain(
    model: unknown,
    options?: object,
  ): Promise<{
    url: string;
    endpoint: string;
    headers: Record<string, string>;
    body: Record<string, unknown>;
    warnings: readonly unknown[];
  }>;
  carry<PROVIDER>(upstream: string, create: (settings: never) => PROVIDER, settings?: object): PROVIDER;
}

const entries = { v2: createV2, v3: createV3, v4: createV4 };

/** The provider of an entry, with the packages of its major. */
export function providerOf(
  version: Version,
  settings: SharedSettings,
  names: readonly VendorPackage[] = ['anthropic', 'google', 'openai'],
): AnyProvider {
  const packages = vendorPackages[version];
  return providerWith(version, settings, Object.fromEntries(names.map(name => [name, packages[name]])));
}

/** The same with functions of one's own choice. */
export function providerWith(version: Version, settings: SharedSettings, vendors: object): AnyProvider {
  // The three entries differ in their types only, and the packages are of the entry's major.
  return entries[version]({ ...settings, vendors } as never) as unknown as AnyProvider;
}

export const packageOf = (version: Version, name: VendorPackage): CreateVendor =>
  vendorPackages[version][name];

export async function partsOf(stream: ReadableStream<Part>): Promise<Part[]> {
  const parts: Part[] = [];
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return parts;
    parts.push(value);
  }
}

/** The text of a result. */
export const textOf = ({ content }: Result): string =>
  content.map(part => (part.type === 'text' ? part.text : '')).join('');

export const prompt: readonly object[] = [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }];
