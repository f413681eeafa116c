import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { recordAnswer } from '../answer/answer-record.ts';
import { resultMetadata, withMetadata } from '../answer/result-metadata.ts';
import type { SpecAdapter } from '../answer/spec-adapter.ts';
import type { AnyPart } from '../answer/stream/part-stream.ts';
import { type CloudflareExplanation, explanationOf } from '../chat/explanation.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { isRecord } from '../json-values.ts';
import type { PrepareRequest } from '../request/prepare-request.ts';
import { usageIn } from './event-watch.ts';
import { type PackageCall, packageCall } from './package-options.ts';
import { createVendorCall, type VendorCall, type VendorMode, type VendorRoute } from './vendor-call.ts';
import { vendorError } from './vendor-error.ts';
import { finishVendorStream } from './vendor-stream.ts';
import { checkAnswer } from './whole-answer.ts';

/** A model of a vendor's package, of any kind and specification. */
export interface PackageModel {
  readonly specificationVersion: string;
  readonly modelId: string;
  readonly provider: string;
}

/** The calls of one package that are under way. */
export interface CallRegistry {
  /** @returns the value of the header that names the call */
  readonly enter: (call: VendorCall) => string;
  readonly leave: (key: string) => void;
}

/** What the methods of a carried model need besides the model. */
export interface Carrying {
  readonly route: VendorRoute;
  readonly registry: CallRegistry;
  readonly spec: SpecAdapter<unknown, unknown>;
}

type Method = (options: PackageCall, ...rest: readonly unknown[]) => unknown;
type Methods = Readonly<Record<string, Method>>;

/**
 * The methods of a package's model, each call with our options, errors and metadata around it.
 * @param names of all methods of the model
 */
export function carriedMethods(model: PackageModel, names: readonly string[], carrying: Carrying): Methods {
  // Only language models have it, in every specification.
  const isLanguage = 'supportedUrls' in model;
  // As a step of a list, a call is prepared by the list.
  const prepared = (prepare: unknown): Carrying =>
    typeof prepare === 'function'
      ? { ...carrying, route: { ...carrying.route, prepare: prepare as PrepareRequest } }
      : carrying;
  const entries = names.flatMap((name): [string, Method][] => {
    // Other kinds stream over a WebSocket that the package opens itself, past our `fetch`.
    if (/WebSocket/.test(name) || (name === 'doStream' && !isLanguage))
      return [[name, refuseSocket(model, carrying)]];
    if (name === 'doStream')
      return [[name, (options, prepare) => streamed(model, options, prepared(prepare))]];
    if (name === 'doGenerate' && isLanguage)
      return [[name, (options, prepare) => whole(model, name, [options], prepared(prepare))]];
    if (!/^do[A-Z]/.test(name)) return [];
    return [[name, (options, ...rest) => whole(model, name, [options, ...rest], carrying)]];
  });
  const explain: Method = (options, mode) =>
    explained(model, options, isLanguage && mode === 'stream', carrying);
  return { ...Object.fromEntries(entries), explain };
}

function refuseSocket({ modelId }: PackageModel, { route }: Carrying): Method {
  return () => {
    throw new UnsupportedFunctionalityError({
      functionality: `WebSockets of ${route.upstream.name}`,
      message: `"${modelId}" opens a WebSocket for this, which would bypass the gateway. Use a call without a stream.`,
    });
  };
}

interface OpenedCall {
  readonly call: VendorCall;
  readonly input: PackageCall;
  readonly leave: () => void;
}

async function open(
  model: PackageModel,
  options: PackageCall,
  mode: VendorMode,
  { route, registry }: Carrying,
): Promise<OpenedCall> {
  try {
    options.abortSignal?.throwIfAborted();
    const call = await createVendorCall(route, options, mode);
    const key = registry.enter(call);
    return {
      call,
      input: packageCall(options, call, key, 'supportedUrls' in model),
      leave: () => registry.leave(key),
    };
  } catch (error) {
    throw markClientError(error, route.reference.id);
  }
}

/** Calls a method with the package's model as its receiver: it may have private members. */
function run(model: PackageModel, name: string, args: readonly unknown[]): unknown {
  return Reflect.apply(Reflect.get(model, name, model), model, args);
}

async function whole(
  model: PackageModel,
  name: string,
  [options, ...rest]: readonly [PackageCall, ...unknown[]],
  carrying: Carrying,
): Promise<unknown> {
  const { call, input, leave } = await open(model, options, 'generate', carrying);
  try {
    return completed(await run(model, name, [input, ...rest]), call, carrying);
  } catch (error) {
    throw vendorError(error, call);
  } finally {
    leave();
  }
}

/** A result with our warnings and metadata. */
function completed(result: unknown, call: VendorCall, { spec }: Carrying): unknown {
  if (!isRecord(result)) return result;
  const body = isRecord(result.response) ? result.response.body : undefined;
  checkAnswer(result, body, call);
  recordAnswer(call.record, body);
  const usage = usageIn(body);
  if (usage !== undefined) call.record.usage = usage;
  const { images, warnings, providerMetadata } = result;
  const metadata = resultMetadata(call);
  // Embeddings of V2 have no warnings, so there they are texts in the metadata.
  const texts = call.warnings.map(warning =>
    'message' in warning ? warning.message : `${warning.feature}: ${warning.details}`,
  );
  const told = Array.isArray(warnings)
    ? { warnings: [...warnings, ...call.warnings.map(spec.warning)] }
    : undefined;
  const all = told === undefined && texts.length > 0 ? { ...metadata, warnings: texts } : metadata;
  const existing = isRecord(providerMetadata) ? providerMetadata : {};
  return {
    ...result,
    ...told,
    providerMetadata: Array.isArray(images)
      ? // The SDK reads the metadata of images from such a list, and appends to it.
        { ...existing, cloudflare: { images: images.map(() => ({ ...all })) } }
      : withMetadata(existing, all),
  };
}

async function streamed(model: PackageModel, options: PackageCall, carrying: Carrying): Promise<unknown> {
  const { call, input, leave } = await open(model, options, 'stream', carrying);
  try {
    // Language models of every specification answer so.
    const result = (await run(model, 'doStream', [input])) as { readonly stream: ReadableStream<AnyPart> };
    return { ...result, stream: await finishVendorStream(result.stream, call, carrying.spec) };
  } catch (error) {
    throw vendorError(error, call);
  } finally {
    // The request was made when the stream opened.
    leave();
  }
}

/** The request that a call would make: it runs up to our `fetch`, which notes it and sends nothing. */
async function explained(
  model: PackageModel,
  options: PackageCall,
  stream: boolean,
  carrying: Carrying,
): Promise<CloudflareExplanation> {
  const { call, input, leave } = await open(model, options, 'explain', carrying);
  const method = ['doGenerate', 'doEmbed', 'doRerank'].find(name => name in model) ?? 'doGenerate';
  const warnings: unknown[] = [];
  try {
    try {
      await run(model, stream ? 'doStream' : method, [input]);
    } catch (error) {
      if (call.explained === undefined) throw markClientError(error, carrying.route.reference.id);
    }
    if ('supportedUrls' in model) warnings.push(...(await packageWarnings(model, input)));
  } finally {
    leave();
  }
  warnings.push(...call.warnings.map(carrying.spec.warning));
  const explanation = explanationOf(call.request, call.route.reference, call.explained ?? {}, warnings);
  return { ...explanation, url: call.explained?.url ?? explanation.url };
}

/** The warnings of a language model's package, which it gives with an answer: here that of an empty stream. */
async function packageWarnings(model: PackageModel, input: PackageCall): Promise<readonly unknown[]> {
  try {
    const { stream } = (await run(model, 'doStream', [input])) as {
      readonly stream: ReadableStream<AnyPart>;
    };
    const reader = stream.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    return value !== undefined && 'warnings' in value && Array.isArray(value.warnings) ? value.warnings : [];
  } catch {
    // A package may refuse a stream without events; the request is explained without its warnings.
    return [];
  }
}
