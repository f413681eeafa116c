import { resultMetadata, withMetadata } from '../answer/result-metadata.ts';
import type { SpecAdapter } from '../answer/spec-adapter.ts';
import type { AnyPart } from '../answer/stream/part-stream.ts';
import { type CloudflareExplanation, explanationOf } from '../chat/explanation.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { isRecord, records } from '../json-values.ts';
import type { PrepareRequest } from '../request/prepare-request.ts';
import { type PackageCall, packageCall } from './package-options.ts';
import { renamed } from './package-prompt.ts';
import { createVendorCall, type VendorCall, type VendorCalls, type VendorRoute } from './vendor-call.ts';
import { vendorError } from './vendor-error.ts';
import { bypass } from './vendor-places.ts';
import { finishVendorStream } from './vendor-stream.ts';
import { checkAnswer } from './whole-answer.ts';

/** A model of a vendor's package, of any kind and specification. */
export interface PackageModel {
  readonly specificationVersion: string;
  readonly modelId: string;
  readonly provider: string;
}

/** What the methods of a carried model need besides the model. */
export interface Carrying {
  readonly route: VendorRoute;
  readonly calls: VendorCalls;
  readonly spec: SpecAdapter<unknown, unknown>;
}

type Method = (options: PackageCall, ...rest: never[]) => unknown;

/** A method of a package's model with our options, errors and metadata around it; `undefined` where it makes no call. */
export function carriedMethod(model: PackageModel, name: string, carrying: Carrying): Method | undefined {
  const { route, calls, spec } = carrying;
  const streams = name === 'doStream';
  // Other kinds than language models stream over a WebSocket that the package opens itself, past our `fetch`.
  if (/WebSocket/.test(name) || (streams && !isLanguage(model)))
    return () => {
      throw bypass(`a WebSocket of ${model.modelId}`, streams ? 'a call without a stream' : undefined);
    };
  if (!/^do[A-Z]/.test(name)) return undefined;
  const whole = isLanguage(model) || name === 'doEmbed' ? 'generate' : 'media';
  // As a step of a list, a call is prepared by the list.
  return async (options, prepare: PrepareRequest = route.prepare) => {
    let call: VendorCall | undefined;
    try {
      options.abortSignal?.throwIfAborted();
      call = createVendorCall(route, await prepare(options), options.abortSignal, streams ? 'stream' : whole);
      calls.set(call.key, call);
      const result = await run(model, name, packageCall(options, call, isLanguage(model)));
      if (!streams) return completed(result, call, spec);
      // Language models of every specification answer so.
      const streamed = result as { readonly stream: ReadableStream<AnyPart> };
      return { ...streamed, stream: await finishVendorStream(streamed.stream, call, spec) };
    } catch (error) {
      if (!call) throw markClientError(error, route.reference.id);
      call.cancelBody?.(error).catch(() => undefined);
      throw vendorError(error, call);
    } finally {
      // A stream has made its request when it opens.
      if (call) calls.delete(call.key);
    }
  };
}

/** Only language models have it, in every specification. */
function isLanguage(model: PackageModel): boolean {
  return 'supportedUrls' in model;
}

/** Calls a method with the package's model as its receiver: it may have private members. */
function run(model: PackageModel, name: string, input: PackageCall): unknown {
  return Reflect.apply(Reflect.get(model, name, model), model, [input]);
}

/** A result with our warnings and metadata. */
function completed(result: unknown, call: VendorCall, spec: Carrying['spec']): unknown {
  if (!isRecord(result)) return result;
  const { content, images, warnings, providerMetadata, response } = result;
  checkAnswer(result, Object(response).body, call);
  const own = resultMetadata(call);
  const warned = Array.isArray(warnings) && {
    warnings: [...warnings, ...call.warnings.map(spec.warning)],
  };
  // Embeddings of V2 have no warnings, so there they are texts in the metadata.
  if (!warned && call.warnings.length > 0)
    own.warnings = call.warnings.map(warning => String(Object(spec.warning(warning)).message));
  const existing = isRecord(providerMetadata) ? providerMetadata : {};
  // Assigned: a member that is added to what was spread takes a microsecond (Node 20.20, 2026-11).
  return Object.assign({}, result, warned, {
    ...(call.ownNames.size > 0 && { content: records(content).map(part => renamed(part, call.ownNames)) }),
    providerMetadata: Array.isArray(images)
      ? // The SDK reads the metadata of images from such a list, and appends to it.
        { ...existing, cloudflare: { images: images.map(() => ({ ...own })) } }
      : withMetadata(existing, own),
  });
}

/** The request that a call would make: it runs up to our `fetch`, which notes it and sends nothing. */
export async function explainCarried(
  model: PackageModel,
  carrying: Carrying,
  options: PackageCall,
  stream: boolean,
): Promise<CloudflareExplanation> {
  const { route, calls, spec } = carrying;
  const { reference } = route;
  const language = isLanguage(model);
  const method = ['doGenerate', 'doEmbed', 'doRerank'].find(name => name in model) ?? 'doGenerate';
  let call: VendorCall | undefined;
  try {
    const request = await route.prepare(options);
    call = createVendorCall(route, request, undefined, 'explain');
    calls.set(call.key, call);
    const input = packageCall(options, call, language);
    try {
      await run(model, stream && language ? 'doStream' : method, input);
    } catch (error) {
      if (!call.explained) throw error;
    }
    // A package gives its warnings with an answer: here that of an empty stream, which some refuse.
    const warnings = language ? await startWarnings(model, input).catch(() => []) : [];
    const own = call.warnings.map(spec.warning);
    return explanationOf(request, reference, call.explained ?? {}, [...warnings, ...own]);
  } catch (error) {
    throw markClientError(error, reference.id);
  } finally {
    if (call) calls.delete(call.key);
  }
}

/** The warnings that a streamed result begins with. */
async function startWarnings(model: PackageModel, input: PackageCall): Promise<readonly unknown[]> {
  const { stream } = (await run(model, 'doStream', input)) as { readonly stream: ReadableStream<unknown> };
  return Object((await stream.getReader().read()).value).warnings ?? [];
}
