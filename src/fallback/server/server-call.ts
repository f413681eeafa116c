import { withMetadata } from '../../answer/result-metadata.ts';
import { type AnyPart, mapParts } from '../../answer/stream/part-stream.ts';
import type { CloudflareProviderMetadata } from '../../gateway/metadata/provider-metadata.ts';
import { readGatewayMetadata } from '../../gateway/metadata/read-metadata.ts';
import type { PrepareRequest } from '../../request/prepare-request.ts';
import type { GenerateResultLike, ResponseLike, StreamResultLike } from '../fallback-call.ts';
import { withTrace } from '../fallback-error.ts';
import { type CallOptionsLike, optionsOfLeg } from '../leg.ts';
import { readLegFailure } from '../leg-failure.ts';
import { serverTrace } from '../leg-trace.ts';
import { jointRequest } from './joint-request.ts';
import type { ServedStep, StepIdentity } from './served-step.ts';
import type { ServerLeg } from './server-legs.ts';

/** A model whose method accepts a preparation of its request in place of its own. */
type ModelWith<METHOD extends string, OPTIONS, RESULT> = Readonly<
  Record<METHOD, (options: OPTIONS, prepare: PrepareRequest) => Promise<RESULT>>
>;

/** The result of the first leg that responds; the gateway moves from leg to leg. */
export async function serverGenerate<OPTIONS extends CallOptionsLike, RESULT extends GenerateResultLike>(
  legs: readonly ServerLeg<ModelWith<'doGenerate', OPTIONS, RESULT>>[],
  options: OPTIONS,
): Promise<RESULT> {
  const answer = await callGateway('doGenerate', legs, options);
  const { result, reader } = answer;
  const facts = factsOf(legs, answer, result.response?.headers);
  return {
    ...result,
    response: { ...result.response, modelId: result.response?.modelId ?? legs[reader]?.modelId },
    providerMetadata: withFacts(result.providerMetadata, facts),
  };
}

/** The stream of the first leg that starts to answer. */
export async function serverStream<
  PART extends AnyPart,
  OPTIONS extends CallOptionsLike,
  RESULT extends StreamResultLike & { readonly stream: ReadableStream<PART> },
>(legs: readonly ServerLeg<ModelWith<'doStream', OPTIONS, RESULT>>[], options: OPTIONS): Promise<RESULT> {
  const answer = await callGateway('doStream', legs, options);
  const { result, reader } = answer;
  const facts = factsOf(legs, answer, result.response?.headers);
  const map = (part: PART): PART => {
    // Without it, the SDK would name the fallback as the model that answered.
    if (part.type === 'response-metadata')
      return { ...part, modelId: Reflect.get(part, 'modelId') ?? legs[reader]?.modelId };
    if (part.type !== 'finish') return part;
    return { ...part, providerMetadata: withFacts(Object(Reflect.get(part, 'providerMetadata')), facts) };
  };
  const broken = (error: unknown): never => {
    throw error;
  };
  const source: ReadableStream<PART> = result.stream;
  const stream = mapParts(source.getReader(), { map, broken });
  return { ...result, stream };
}

/** What is known of the leg that answered, named as in the headers that may report it too. */
type ServedFacts = Pick<CloudflareProviderMetadata, 'step' | 'provider' | 'model' | 'trace'>;

function factsOf<MODEL, RESULT>(
  legs: readonly ServerLeg<MODEL>[],
  { reader: index, served, durationMs }: Answer<RESULT>,
  headers: ResponseLike['headers'],
): ServedFacts {
  if (served === undefined) return {};
  const { logId } = readGatewayMetadata(name => headers?.[name]);
  const facts = logId === undefined ? {} : { logId };
  const trace = serverTrace(legs, { index, outcome: 'answered', durationMs, facts });
  const { reference, provider, model } = served;
  return { step: index, trace, ...(!reference.upstream.picksModel && { provider, model }) };
}

/** Names from the headers are the gateway's own and take precedence. */
function withFacts<METADATA extends object>(existing: METADATA | undefined, facts: ServedFacts): METADATA {
  const own = (existing as { cloudflare?: CloudflareProviderMetadata } | undefined)?.cloudflare;
  const { provider = facts.provider, model = facts.model } = own ?? {};
  return withMetadata(existing, {
    ...facts,
    ...(provider !== undefined && { provider }),
    ...(model !== undefined && { model }),
  });
}

/** The result of a list of steps. */
export interface Answer<RESULT> {
  readonly result: RESULT;
  /** The index of the leg that read the response. */
  readonly reader: number;
  /** The step that it comes from; `undefined` if the gateway did not report it. */
  readonly served: StepIdentity | undefined;
  /** From the call to its result, in milliseconds. */
  readonly durationMs: number;
}

/**
 * Sends several legs to a gateway in one request. Each leg shapes its step as it would its own request, and reads the
 * response if it comes from that step.
 */
async function callGateway<METHOD extends string, OPTIONS extends CallOptionsLike, RESULT>(
  method: METHOD,
  legs: readonly ServerLeg<ModelWith<METHOD, OPTIONS, RESULT>>[],
  options: OPTIONS,
): Promise<Answer<RESULT>> {
  const start = Date.now();
  // The clock may be set back.
  const durationMs = (): number => Math.max(0, Date.now() - start);
  const joint = jointRequest(legs);
  const calls = legs.map(leg => ({
    leg,
    result: leg.model[method](optionsOfLeg(options, leg.options, undefined), joint.prepare(leg)),
  }));
  // A call that fails on its own, before or because of the request, fails them all.
  const failed = calls.map(
    ({ leg, result }) =>
      new Promise<ServedStep>(resolve => {
        result.catch(error => {
          joint.failed(leg, error);
          resolve({ reader: leg.index, served: undefined });
        });
      }),
  );
  const { reader, served } = await Promise.race([joint.answered, ...failed]);
  // A leg's index is its position in the list.
  const { result } = calls[reader] as (typeof calls)[number];
  try {
    return { result: await result, reader, served, durationMs: durationMs() };
  } catch (error) {
    throw served === undefined ? error : tracedError(error, legs, reader, durationMs());
  }
}

function tracedError<MODEL>(
  error: unknown,
  legs: readonly ServerLeg<MODEL>[],
  reader: number,
  durationMs: number,
): unknown {
  const leg = legs[reader];
  if (leg === undefined) return error;
  const facts = readLegFailure(error, leg);
  return withTrace(error, serverTrace(legs, { index: reader, outcome: 'failed', durationMs, facts }));
}
