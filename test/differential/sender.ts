import type { LanguageModelV2CallWarning, LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { type CallOptions, collect, connected } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';
import { vendorAnswer } from './vendor-answer.ts';
import type { Vendor } from './vendors.ts';

export type Mode = 'generate' | 'stream';

/** What came of a call on one side: a request with warnings, or an error before it. */
export interface Sent {
  /** Without the model, whose name depends on the endpoint. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly warnings: readonly LanguageModelV2CallWarning[];
  /** The name of the error. */
  readonly threw?: string;
}

/** Calls one model, one call at a time. */
export type Send = (options: CallOptions, mode: Mode) => Promise<Sent>;

type Fetch = typeof globalThis.fetch;

/** Calls a model, whoever makes it. An error after the request was sent is no result: it fails. */
function senderOf(modelOf: (fetch: Fetch) => ReturnType<Vendor['model']>): Send {
  let fake = fakeFetch(vendorAnswer);
  const model = modelOf((input, init) => fake.fetch(input, init));
  return async (options, mode) => {
    fake = fakeFetch(vendorAnswer);
    const call = { prompt: HI, ...options };
    try {
      const warnings =
        mode === 'generate'
          ? (await model.doGenerate(call)).warnings
          : (await collect((await model.doStream(call)).stream)).flatMap(startWarnings);
      const { model: _, ...body } = fake.request().body;
      return { body, warnings };
    } catch (error) {
      if (fake.requests.length > 0 || !(error instanceof Error)) throw error;
      return { body: {}, warnings: [], threw: error.name };
    }
  };
}

function startWarnings(part: LanguageModelV2StreamPart): readonly LanguageModelV2CallWarning[] {
  if (part.type === 'error') throw part.error;
  return part.type === 'stream-start' ? part.warnings : [];
}

/** Calls through the vendor's own package. */
export function vendorSender(vendor: Vendor, modelId: string): Send {
  return senderOf(fetch => vendor.model(modelId, fetch));
}

/** Calls through this package. */
export function ourSender(vendor: Vendor, modelId: string): Send {
  return senderOf(fetch => createCloudflare({ ...connected, fetch })(`${vendor.name}/${modelId}`));
}
