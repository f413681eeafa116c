import { withMetadata } from '../answer/result-metadata.ts';
import type { CloudflareLegTrace } from '../gateway/errors/error-info.ts';
import { readGatewayMetadata } from '../gateway/metadata/read-metadata.ts';
import { type CallOptionsLike, optionsOfLeg } from './leg.ts';
import { type OpenedStream, openLegStream, type PartLike } from './open-leg-stream.ts';
import { type Fallback, runLegs, type Served } from './run-legs.ts';

/** What is said about a response. */
export interface ResponseLike {
  readonly modelId?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A whole answer of any specification, as far as a fallback looks into it. */
export interface GenerateResultLike {
  readonly providerMetadata?: object | undefined;
  readonly response?: ResponseLike | undefined;
}

/** The same, of a streamed one. */
export interface StreamResultLike {
  readonly stream: ReadableStream<PartLike>;
  readonly response?: Pick<ResponseLike, 'headers'> | undefined;
}

interface GenerateModel<OPTIONS, RESULT> {
  doGenerate(options: OPTIONS): PromiseLike<RESULT>;
}

interface StreamModel<OPTIONS, RESULT> {
  doStream(options: OPTIONS): PromiseLike<RESULT>;
}

/** A whole answer of the first leg that gives one, with the trace of those before it. */
export async function fallbackGenerate<OPTIONS extends CallOptionsLike, RESULT extends GenerateResultLike>(
  fallback: Fallback<GenerateModel<OPTIONS, RESULT>>,
  options: OPTIONS,
): Promise<RESULT> {
  const served = await runLegs(fallback, options.abortSignal, async (leg, signal) =>
    leg.model.doGenerate(optionsOfLeg(options, leg.options, signal)),
  );
  served.release();
  const { leg, result } = served;
  return {
    ...result,
    response: { ...result.response, modelId: result.response?.modelId ?? leg.modelId },
    providerMetadata: withMetadata(result.providerMetadata, {
      trace: traceWithLog(served, result.response?.headers),
    }),
  };
}

/** The stream of the first leg that begins to answer; from there on no other leg is asked. */
export async function fallbackStream<
  PART extends PartLike,
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

/** The trace with the log entry of the answer, where Cloudflare made one. */
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
  /** Called once the stream is over. */
  readonly release: () => void;
}

/**
 * The stream of the leg that answers, as it comes: what was read of it, then the rest. Its finish part carries the
 * trace. It reads when it is read, and cancelling it cancels the leg.
 */
function tracedStream<PART extends PartLike>(
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
    // Reads nothing before it is asked: back-pressure reaches the leg.
    { highWaterMark: 0 },
  );
}

/** Without a model id in the stream, the SDK would name the fallback as the model that answered. */
function withIdentity<PART extends PartLike>(parts: readonly PART[], modelId: string): PART[] {
  const named = parts.some(part => part.type === 'response-metadata' && Reflect.get(part, 'modelId'));
  // Every specification writes this part in the same fields.
  const identity = { type: 'response-metadata', modelId } as PartLike as PART;
  return named ? [...parts] : [...parts.slice(0, -1), identity, ...parts.slice(-1)];
}

function withTracedMetadata<PART extends PartLike>(part: PART, trace: CloudflareLegTrace[]): PART {
  const metadata: unknown = Reflect.get(part, 'providerMetadata');
  return { ...part, providerMetadata: withMetadata(Object(metadata), { trace }) };
}
