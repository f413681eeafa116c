import { resultMetadata, withMetadata } from '../answer/result-metadata.ts';
import type { SpecAdapter } from '../answer/spec-adapter.ts';
import type { AnyPart } from '../answer/stream/part-stream.ts';
import { type CloudflareExplanation, explanationOf } from '../chat/explanation.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { isRecord } from '../json-values.ts';
import type { PrepareRequest } from '../request/prepare-request.ts';
import { type PackageCall, packageCall } from './package-options.ts';
import { createVendorCall, type VendorCall, type VendorMode, type VendorRoute } from './vendor-call.ts';
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
  const methods: Record<string, Method> = {};
  // As a step of a list, a call is prepared by the list.
  const prepared = (prepare: unknown): Carrying =>
    typeof prepare === 'function'
      ? { ...carrying, route: { ...carrying.route, prepare: prepare as PrepareRequest } }
      : carrying;
  for (const name of names) {
    // Other kinds than language models stream over a WebSocket that the package opens itself, past our `fetch`.
    if (/WebSocket/.test(name) || (name === 'doStream' && !isLanguage(model)))
      methods[name] = refuseSocket(model);
    else if (/^do[A-Z]/.test(name))
      methods[name] = (options, prepare) => answered(model, name, options, prepared(prepare));
  }
  methods.explain = (options, mode) => explained(model, options, mode === 'stream', carrying);
  return methods;
}

/** Only language models have it, in every specification. */
function isLanguage(model: PackageModel): boolean {
  return 'supportedUrls' in model;
}

function refuseSocket({ modelId }: PackageModel): Method {
  return () => {
    throw bypass(`a WebSocket of ${modelId}`);
  };
}

/** A call that the package can make, under the value of the header that names it. */
interface OpenedCall {
  readonly call: VendorCall;
  readonly key: string;
  readonly input: PackageCall;
}

async function open(
  model: PackageModel,
  options: PackageCall,
  mode: VendorMode,
  { route, registry }: Carrying,
): Promise<OpenedCall> {
  const { abortSignal } = options;
  try {
    abortSignal?.throwIfAborted();
    const call = createVendorCall(route, await route.prepare(options), abortSignal, mode);
    const key = registry.enter(call);
    return { call, key, input: packageCall(options, call, key, isLanguage(model)) };
  } catch (error) {
    throw markClientError(error, route.reference.id);
  }
}

/** Calls a method with the package's model as its receiver: it may have private members. */
async function run(model: PackageModel, name: string, input: PackageCall): Promise<unknown> {
  return Reflect.apply(Reflect.get(model, name, model), model, [input]);
}

async function answered(
  model: PackageModel,
  name: string,
  options: PackageCall,
  carrying: Carrying,
): Promise<unknown> {
  const whole = isLanguage(model) || name === 'doEmbed' ? 'generate' : 'media';
  const { call, key, input } = await open(model, options, name === 'doStream' ? 'stream' : whole, carrying);
  try {
    const result = await run(model, name, input);
    if (call.mode !== 'stream') return completed(result, call, carrying);
    // Language models of every specification answer so.
    const streamed = result as { readonly stream: ReadableStream<AnyPart> };
    return { ...streamed, stream: await finishVendorStream(streamed.stream, call, carrying.spec) };
  } catch (error) {
    call.cancelBody?.(error).catch(() => undefined);
    throw vendorError(error, call);
  } finally {
    // A stream has made its request when it opens.
    carrying.registry.leave(key);
  }
}

/** A result with our warnings and metadata. */
function completed(result: unknown, call: VendorCall, { spec }: Carrying): unknown {
  if (!isRecord(result)) return result;
  const { images, warnings, providerMetadata, response } = result;
  checkAnswer(result, Object(response).body, call);
  const own = resultMetadata(call);
  const told = Array.isArray(warnings) && {
    warnings: [...warnings, ...call.warnings.map(spec.warning)],
  };
  // Embeddings of V2 have no warnings, so there they are texts in the metadata.
  if (!told && call.warnings.length > 0)
    own.warnings = call.warnings.map(warning =>
      'message' in warning ? warning.message : `${warning.feature}: ${warning.details}`,
    );
  const existing = isRecord(providerMetadata) ? providerMetadata : {};
  // Assigned: a member that is added to what was spread takes a microsecond (Node 20.20, 2026-11).
  return Object.assign({}, result, told, {
    providerMetadata: Array.isArray(images)
      ? // The SDK reads the metadata of images from such a list, and appends to it.
        { ...existing, cloudflare: { images: images.map(() => ({ ...own })) } }
      : withMetadata(existing, own),
  });
}

/** The warnings that a streamed result begins with. */
async function startWarnings(result: unknown): Promise<readonly unknown[]> {
  const { value } = await (result as { readonly stream: ReadableStream<unknown> }).stream.getReader().read();
  return Object(value).warnings ?? [];
}

/** The request that a call would make: it runs up to our `fetch`, which notes it and sends nothing. */
async function explained(
  model: PackageModel,
  options: PackageCall,
  stream: boolean,
  carrying: Carrying,
): Promise<CloudflareExplanation> {
  const { call, key, input } = await open(model, options, 'explain', carrying);
  const language = isLanguage(model);
  const method = ['doGenerate', 'doEmbed', 'doRerank'].find(name => name in model) ?? 'doGenerate';
  const warnings: unknown[] = [];
  try {
    await run(model, stream && language ? 'doStream' : method, input).catch(error => {
      if (call.explained === undefined) throw markClientError(error, carrying.route.reference.id);
    });
    // A package gives its warnings with an answer: here that of an empty stream, which some refuse.
    if (language)
      warnings.push(
        ...(await run(model, 'doStream', input)
          .then(startWarnings)
          .catch(() => [])),
      );
  } finally {
    carrying.registry.leave(key);
  }
  warnings.push(...call.warnings.map(carrying.spec.warning));
  const explanation = explanationOf(call.request, call.route.reference, call.explained ?? {}, warnings);
  return { ...explanation, url: call.explained?.url ?? explanation.url };
}
