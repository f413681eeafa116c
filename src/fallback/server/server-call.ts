import { withMetadata } from '../../answer/result-metadata.ts';
import { mapParts } from '../../chat/pull-stream.ts';
import type { CloudflareProviderMetadata } from '../../gateway/metadata/cloudflare-provider-metadata.ts';
import { readGatewayMetadata } from '../../gateway/metadata/read-gateway-metadata.ts';
import type { GenerateResultLike, ResponseLike, StreamResultLike } from '../fallback-call.ts';
import type { CallOptionsLike } from '../leg-options.ts';
import type { PartLike } from '../open-leg-stream.ts';
import { type Answer, askGateway } from './ask-gateway.ts';
import type { ServerLeg } from './server-legs.ts';
import { serverTrace } from './server-trace.ts';
import type { AskStep } from './step-model.ts';

/** A whole answer of the first leg that gives one; the gateway moves from leg to leg. */
export async function serverGenerate<
  MODEL,
  OPTIONS extends CallOptionsLike,
  RESULT extends GenerateResultLike,
>(
  legs: readonly ServerLeg<MODEL>[],
  options: OPTIONS,
  ask: AskStep<MODEL, OPTIONS, RESULT>,
): Promise<RESULT> {
  const answer = await askGateway(legs, options, ask);
  const { result, reader } = answer;
  const facts = factsOf(legs, answer, result.response?.headers);
  return {
    ...result,
    response: { ...result.response, modelId: result.response?.modelId ?? legs[reader]?.modelId },
    providerMetadata: withFacts(result.providerMetadata, facts),
  };
}

/** The stream of the first leg whose answer begins; from there on it is that leg's own. */
export async function serverStream<
  MODEL,
  PART extends PartLike,
  OPTIONS extends CallOptionsLike,
  RESULT extends StreamResultLike & { readonly stream: ReadableStream<PART> },
>(
  legs: readonly ServerLeg<MODEL>[],
  options: OPTIONS,
  ask: AskStep<MODEL, OPTIONS, RESULT>,
): Promise<RESULT> {
  const answer = await askGateway(legs, options, ask);
  const { result, reader } = answer;
  const facts = factsOf(legs, answer, result.response?.headers);
  const map = (part: PART): PART => {
    // Without it, the SDK would name the fallback as the model that answered.
    if (part.type === 'response-metadata')
      return { ...part, modelId: Reflect.get(part, 'modelId') ?? legs[reader]?.modelId };
    if (part.type !== 'finish') return part;
    return { ...part, providerMetadata: withFacts(Object(Reflect.get(part, 'providerMetadata')), facts) };
  };
  const stream = mapParts(result.stream, map, error => {
    throw error;
  });
  return { ...result, stream };
}

/** What is known of the leg that answered, in the words of the headers that may say it too. */
type ServedFacts = Pick<CloudflareProviderMetadata, 'step' | 'provider' | 'model' | 'trace'>;

function factsOf<MODEL, RESULT>(
  legs: readonly ServerLeg<MODEL>[],
  { reader: index, served, durationMs }: Answer<RESULT>,
  headers: ResponseLike['headers'],
): ServedFacts {
  if (served === undefined) return {};
  const { logId } = readGatewayMetadata(headers);
  const facts = logId === undefined ? {} : { logId };
  const trace = serverTrace(legs, { index, outcome: 'answered', durationMs, facts });
  const { reference, provider, model } = served;
  return { step: index, trace, ...(!reference.upstream.picksModel && { provider, model }) };
}

/** Names in the headers are the gateway's own, and kept. */
function withFacts<METADATA extends object>(existing: METADATA | undefined, facts: ServedFacts): METADATA {
  const own = (existing as { cloudflare?: CloudflareProviderMetadata } | undefined)?.cloudflare;
  const { provider = facts.provider, model = facts.model } = own ?? {};
  return withMetadata(existing, {
    ...facts,
    ...(provider !== undefined && { provider }),
    ...(model !== undefined && { model }),
  });
}
