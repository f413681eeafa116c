import { onAbort } from '../abort.ts';
import { withMetadata } from '../answer/result-metadata.ts';
import { type AnyPart, type PartMapper, readParts, readToContent } from '../answer/stream/part-stream.ts';
import type { CloudflareLegTrace } from '../gateway/errors/error-info.ts';
import { readGatewayMetadata } from '../gateway/metadata/read-metadata.ts';
import { type CallOptionsLike, type LegIdentity, optionsOfLeg } from './leg.ts';
import { legError } from './leg-failure.ts';
import { type Fallback, runLegs, type Served } from './run-legs.ts';

/** The metadata of a response. */
export interface ResponseLike {
  readonly modelId?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A generate result of any specification, as far as a fallback reads it. */
export interface GenerateResultLike {
  readonly providerMetadata?: object | undefined;
  readonly response?: ResponseLike | undefined;
}

/** A stream result of any specification, likewise. */
export interface StreamResultLike {
  readonly stream: ReadableStream<AnyPart>;
  readonly response?: Pick<ResponseLike, 'headers'> | undefined;
}

interface GenerateModel<OPTIONS, RESULT> {
  doGenerate(options: OPTIONS): PromiseLike<RESULT>;
}

interface StreamModel<OPTIONS, RESULT> {
  doStream(options: OPTIONS): PromiseLike<RESULT>;
}

/** The result of the first leg that responds, with the trace of the legs before it. */
export async function fallbackGenerate<OPTIONS extends CallOptionsLike, RESULT extends GenerateResultLike>(
  fallback: Fallback<GenerateModel<OPTIONS, RESULT>>,
  options: OPTIONS,
): Promise<RESULT> {
  return fallbackWhole(fallback, options, (model, own) => model.doGenerate(own));
}

/** The same for a method of models of any kind. */
export async function fallbackWhole<
  MODEL,
  OPTIONS extends CallOptionsLike,
  RESULT extends GenerateResultLike,
>(
  fallback: Fallback<MODEL>,
  options: OPTIONS,
  call: (model: MODEL, options: OPTIONS) => PromiseLike<RESULT>,
): Promise<RESULT> {
  const served = await runLegs(fallback, options.abortSignal, async (leg, signal) =>
    call(leg.model, optionsOfLeg(options, leg.options, signal)),
  );
  served.release();
  const { leg, result } = served;
  return {
    ...result,
    response: { ...result.response, modelId: result.response?.modelId ?? leg.modelId },
    providerMetadata: withTraceOf(result, traceWithLog(served, result.response?.headers)),
  };
}

/** Of images, the SDK keeps the metadata of each. */
function withTraceOf(result: GenerateResultLike, trace: CloudflareLegTrace[]): object {
  const images: unknown = Reflect.get(result, 'images');
  if (!Array.isArray(images)) return withMetadata(result.providerMetadata, { trace });
  const { cloudflare } = Object(result.providerMetadata);
  const each = images.map((_, index) => ({ ...cloudflare?.images?.[index], trace }));
  return { ...result.providerMetadata, cloudflare: { images: each } };
}

/** The stream of the first leg that starts to answer; after that, no other leg is tried. */
export async function fallbackStream<
  PART extends AnyPart,
  OPTIONS extends CallOptionsLike,
  RESULT extends StreamResultLike & { readonly stream: ReadableStream<PART> },
>(fallback: Fallback<StreamModel<OPTIONS, RESULT>>, options: OPTIONS): Promise<RESULT> {
  const served = await runLegs(fallback, options.abortSignal, async (leg, signal) => {
    const result = await leg.model.doStream(optionsOfLeg(options, leg.options, signal));
    return { result, opened: await openLegStream<PART>(result.stream, leg, signal) };
  });
  const { leg, release } = served;
  const { result, opened } = served.result;
  const trace = traceWithLog(served, result.response?.headers);
  return { ...result, stream: tracedStream(opened, { trace, modelId: leg.modelId, release }) };
}

/** The trace with the log id of the response, where Cloudflare logged it. */
function traceWithLog<MODEL, RESULT>(
  { trace }: Served<MODEL, RESULT>,
  headers: ResponseLike['headers'],
): CloudflareLegTrace[] {
  const { logId } = readGatewayMetadata(name => headers?.[name]);
  return trace.map(leg => (leg.outcome === 'answered' && logId !== undefined ? { ...leg, logId } : leg));
}

interface Serving {
  readonly trace: CloudflareLegTrace[];
  readonly modelId: string;
  /** Called when the stream ends. */
  readonly release: () => void;
}

/**
 * The stream of the leg that responds: what was read of it, then the rest. Its finish part carries the trace. It reads
 * on demand, and cancelling it cancels the leg.
 */
function tracedStream<PART extends AnyPart>(
  { parts, reader }: OpenedStream<PART>,
  { trace, modelId, release }: Serving,
): ReadableStream<PART> {
  const pending = withIdentity(parts, modelId);
  const traced = (part: PART): PART => (part.type === 'finish' ? withTracedMetadata(part, trace) : part);
  return new ReadableStream<PART>(
    {
      async pull(controller) {
        const read = pending.shift();
        if (read !== undefined) return controller.enqueue(traced(read));
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(traced(value));
          release();
          controller.close();
        } catch (error) {
          release();
          controller.error(error);
        }
      },
      cancel: reason => {
        release();
        return reader.cancel(reason);
      },
    },
    // Reads only on demand, so that back-pressure reaches the leg.
    { highWaterMark: 0 },
  );
}

/** Without a model id in the stream, the SDK would name the fallback as the model that answered. */
function withIdentity<PART extends AnyPart>(parts: readonly PART[], modelId: string): PART[] {
  const named = parts.some(part => part.type === 'response-metadata' && Reflect.get(part, 'modelId'));
  // Every specification writes this part in the same fields.
  const identity = { type: 'response-metadata', modelId } as AnyPart as PART;
  return named ? [...parts] : [...parts.slice(0, -1), identity, ...parts.slice(-1)];
}

function withTracedMetadata<PART extends AnyPart>(part: PART, trace: CloudflareLegTrace[]): PART {
  const metadata: unknown = Reflect.get(part, 'providerMetadata');
  return { ...part, providerMetadata: withMetadata(Object(metadata), { trace }) };
}

/** A stream that has content: what was read of it, and the reader for the rest. */
interface OpenedStream<PART> {
  readonly parts: readonly PART[];
  readonly reader: ReadableStreamDefaultReader<PART>;
}

/**
 * Reads a stream up to its first content: until then the caller has seen nothing, and another leg can take over.
 * @throws what an `error` part holds, what a read rejects with, or an error for a stream that ends empty
 */
async function openLegStream<PART extends AnyPart>(
  stream: ReadableStream<PART>,
  leg: LegIdentity,
  signal: AbortSignal | undefined,
): Promise<OpenedStream<PART>> {
  const reader = stream.getReader();
  // Without this, a stream that ignores its signal would keep running.
  const release = onAbort(signal, () => void reader.cancel(signal?.reason).catch(() => undefined));
  const mapper: PartMapper<PART> = {
    map: part => {
      if (part.type === 'error') throw Reflect.get(part, 'error');
      return part;
    },
    broken: error => {
      throw error;
    },
  };
  try {
    const { parts, ended } = await readToContent(
      () => readParts(reader, mapper),
      () => undefined,
    );
    if (ended) throw legError(leg, 'stream-truncated', 'The stream ended without any content.');
    return { parts, reader };
  } finally {
    release();
  }
}
