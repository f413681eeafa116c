import { onAbort } from '../abort.ts';
import { withMetadata } from '../answer/result-metadata.ts';
import { type AnyPart, readParts, readToContent, streamOf } from '../answer/stream/part-stream.ts';
import type { CloudflareProviderMetadata } from '../gateway/metadata/provider-metadata.ts';
import { readGatewayMetadata } from '../gateway/metadata/read-metadata.ts';
import { withoutUndefined } from '../json-values.ts';
import type { PrepareRequest } from '../request/prepare-request.ts';
import type { CallOptionsLike, LegIdentity } from './leg.ts';
import { legError } from './leg-failure.ts';
import type { RunFallback, Served } from './run-legs.ts';

/** The metadata of a response. */
interface ResponseLike {
  readonly modelId?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The part of a generate result, of any specification, that a fallback reads. */
interface GenerateResultLike {
  readonly providerMetadata?: object | undefined;
  readonly response?: ResponseLike | undefined;
}

/** The part of a stream result that it reads. */
interface StreamResultLike<PART> {
  readonly stream: ReadableStream<PART>;
  readonly response?: Pick<ResponseLike, 'headers'> | undefined;
}

/** A model of any package; ours accept a preparation of their request. */
interface GenerateModel<OPTIONS, RESULT> {
  doGenerate(options: OPTIONS, prepare?: PrepareRequest): PromiseLike<RESULT>;
}

interface StreamModel<OPTIONS, RESULT> {
  doStream(options: OPTIONS, prepare?: PrepareRequest): PromiseLike<RESULT>;
}

/** The result of the first leg that responds. */
export async function fallbackGenerate<OPTIONS extends CallOptionsLike, RESULT extends GenerateResultLike>(
  run: RunFallback<GenerateModel<OPTIONS, RESULT>>,
  options: OPTIONS,
): Promise<RESULT> {
  return fallbackWhole(run, options, (model, own, prepare) => model.doGenerate(own, prepare));
}

/** The same for a method of models of any kind. */
export async function fallbackWhole<
  MODEL,
  OPTIONS extends CallOptionsLike,
  RESULT extends GenerateResultLike,
>(
  run: RunFallback<MODEL>,
  options: OPTIONS,
  call: (model: MODEL, options: OPTIONS, prepare?: PrepareRequest) => PromiseLike<RESULT>,
): Promise<RESULT> {
  const served = await run(options, async (leg, own, prepare) => call(leg.model, own, prepare));
  served.release?.();
  const { leg, result } = served;
  const { response, providerMetadata } = result;
  const traced = tracing(served, response?.headers);
  const images: unknown = Reflect.get(result, 'images');
  const own = Object(providerMetadata).cloudflare;
  return {
    ...result,
    response: { ...response, modelId: response?.modelId ?? leg.modelId },
    providerMetadata: Array.isArray(images)
      ? // Of images, the SDK keeps the metadata of each.
        {
          ...providerMetadata,
          cloudflare: { images: images.map((_, index) => traced(own?.images?.[index])) },
        }
      : withMetadata(providerMetadata, traced(own)),
  };
}

/** The stream of the first leg that starts to answer; after that, no other leg is tried. */
export async function fallbackStream<
  PART extends AnyPart,
  OPTIONS extends CallOptionsLike,
  RESULT extends StreamResultLike<PART>,
>(run: RunFallback<StreamModel<OPTIONS, RESULT>>, options: OPTIONS): Promise<RESULT> {
  const served = await run(options, async (leg, own, prepare) => {
    const result = await leg.model.doStream(own, prepare);
    const reader = result.stream.getReader();
    // No other leg can take over a step that responds.
    const parts = prepare ? [] : await openLegStream<PART>(reader, leg, own.abortSignal);
    return { result, reader, parts };
  });
  const { leg, release } = served;
  const { result, reader, parts } = served.result;
  const traced = tracing(served, result.response?.headers);
  const map = (part: PART): PART => {
    const { modelId = leg.modelId, providerMetadata } = Object(part);
    // Without it, the SDK would name the fallback as the model that answered.
    if (part.type === 'response-metadata') return { ...part, modelId };
    if (part.type !== 'finish') return part;
    const metadata = Object(providerMetadata);
    return { ...part, providerMetadata: withMetadata(metadata, traced(metadata.cloudflare)) };
  };
  const broken = (error: unknown): never => {
    release?.();
    throw error;
  };
  const { stream, begin } = streamOf(
    async () => {
      const next = await readParts(reader, { map, broken });
      if (next.ended) release?.();
      return next;
    },
    reason => {
      release?.();
      return reader.cancel(reason);
    },
  );
  begin({ parts: parts.map(map), ended: false });
  return { ...result, stream };
}

/** Metadata with what is known of the legs, and with the log id of the response where Cloudflare logged it. */
function tracing<RESULT>(
  { facts, names }: Served<RESULT>,
  headers: ResponseLike['headers'],
): (own: CloudflareProviderMetadata | undefined) => CloudflareProviderMetadata {
  const { logId } = readGatewayMetadata(name => headers?.[name]);
  const trace = facts.trace?.map(leg =>
    leg.outcome === 'answered' ? withoutUndefined({ ...leg, logId }) : leg,
  );
  // Names from the headers are the gateway's own and take precedence.
  return own => ({ ...names, ...own, ...facts, ...(trace && { trace }) });
}

/**
 * Reads a stream up to its first content: until then the caller has seen nothing, and another leg can take over.
 * @throws what an `error` part holds, what a read rejects with, or an error for a stream that ends empty
 */
async function openLegStream<PART extends AnyPart>(
  reader: ReadableStreamDefaultReader<PART>,
  leg: LegIdentity,
  signal: AbortSignal | undefined,
): Promise<readonly PART[]> {
  // Without this, a stream that ignores its signal would keep running.
  const release = onAbort(signal, () => void reader.cancel(signal?.reason).catch(() => undefined));
  const map = (part: PART): PART => {
    if (part.type === 'error') throw Reflect.get(part, 'error');
    return part;
  };
  const broken = (error: unknown): never => {
    throw error;
  };
  try {
    const { parts, ended } = await readToContent(
      () => readParts(reader, { map, broken }),
      () => undefined,
    );
    if (ended) throw legError(leg, 'stream-truncated', 'The stream ended without any content.');
    if (parts.some(({ type }) => type === 'response-metadata')) return parts;
    // Every specification writes this part in the same fields.
    const identity = { type: 'response-metadata', modelId: leg.modelId } as AnyPart as PART;
    return [...parts.slice(0, -1), identity, ...parts.slice(-1)];
  } finally {
    release();
  }
}
