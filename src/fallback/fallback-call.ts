import { withMetadata } from '../answer/result-metadata.ts';
import type { CloudflareLegTrace } from '../gateway/errors/cloudflare-error-info.ts';
import { readGatewayMetadata } from '../gateway/metadata/read-gateway-metadata.ts';
import { type CallOptionsLike, optionsOfLeg } from './leg-options.ts';
import { openLegStream, type PartLike } from './open-leg-stream.ts';
import { type Fallback, runLegs, type Served } from './run-legs.ts';
import { tracedStream } from './traced-stream.ts';

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
  const { logId } = readGatewayMetadata(headers);
  return trace.map(leg => (leg.outcome === 'answered' && logId !== undefined ? { ...leg, logId } : leg));
}
