import { z } from 'zod/v4';
import { callError } from '../answer/answer-failure.ts';
import { recordAnswer } from '../answer/answer-record.ts';
import { resultMetadata, withMetadata } from '../answer/result-metadata.ts';
import { type CloudflareExplanation, explanationOf } from '../chat/explanation.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { createEmbeddingCall, type EmbeddingCall, type EmbeddingRoute } from '../kinds/embedding.ts';
import { explainRun, runModel } from '../kinds/run-model.ts';
import { needsInputs } from '../kinds/vectors.ts';
import type { CallWarning } from '../wire/profile.ts';
import type { EmbeddingCoreConfig, EmbedResultLike, SdkTypes, Specification } from './specification.ts';

/** A text embedding model behind Cloudflare, on the openai-compatible core. */
export class CloudflareEmbeddingModel<TYPES extends SdkTypes> {
  readonly specificationVersion: TYPES['version'];
  readonly modelId: string;
  readonly provider: string;
  readonly maxEmbeddingsPerCall: number;
  readonly supportsParallelCalls = true;
  // Closures: printing a model shows neither settings nor secrets.
  readonly route: () => EmbeddingRoute;
  private readonly embed: (options: TYPES['embed']) => Promise<TYPES['embedded']>;
  private readonly explained: (options: TYPES['embed']) => Promise<CloudflareExplanation>;

  constructor(specification: Specification<TYPES>, route: EmbeddingRoute, provider: string) {
    this.specificationVersion = specification.version;
    this.modelId = route.reference.id;
    this.provider = provider;
    this.maxEmbeddingsPerCall = route.maxEmbeddingsPerCall;
    this.route = () => route;
    this.embed = options => embed(specification, route, options);
    this.explained = options => explain(specification, route, options);
  }

  doEmbed(options: TYPES['embed']): Promise<TYPES['embedded']> {
    return this.embed(options);
  }

  explain(options: TYPES['embed']): Promise<CloudflareExplanation> {
    return this.explained(options);
  }
}

/** The request that a call would make; nothing is sent. */
async function explain<TYPES extends SdkTypes>(
  { EmbeddingCore }: Specification<TYPES>,
  route: EmbeddingRoute,
  options: TYPES['embed'],
): Promise<CloudflareExplanation> {
  const { provider, reference, run } = route;
  if (run !== undefined && needsInputs(provider, options.providerOptions)) return explainRun(run, options);
  let headers: HeadersInit = {};
  const call = await createEmbeddingCall(route, options, async (_, init) => {
    headers = init?.headers ?? {};
    return new Response('{"data":[]}');
  }).catch(error => {
    throw markClientError(error, reference.id);
  });
  const own = { headers: call.request.publicHeaders, providerOptions: {} };
  await new EmbeddingCore(reference.id, configOf(route, call)).doEmbed({ ...options, ...own });
  return explanationOf(call.request, reference, { body: call.exchange.requestBody, headers }, call.warnings);
}

async function embed<TYPES extends SdkTypes>(
  { EmbeddingCore, version }: Specification<TYPES>,
  route: EmbeddingRoute,
  options: TYPES['embed'],
): Promise<TYPES['embedded']> {
  const modelId = route.reference.id;
  if (route.run !== undefined && needsInputs(route.provider, options.providerOptions)) {
    const { warnings, ...result } = await runModel(route.run, options);
    // Its embeddings are there: without them, the call throws.
    const embedded = result as unknown as TYPES['embedded'];
    return withWarnings(version === 'v2' ? embedded : { ...embedded, warnings: [] }, warnings);
  }
  const call = await createEmbeddingCall(route, options).catch(error => {
    throw markClientError(error, modelId);
  });
  // The embedding core makes no schemas of its own, so one for each call costs nothing worth keeping.
  const core = new EmbeddingCore(modelId, configOf(route, call));
  const own = { headers: call.request.headers(), providerOptions: {} };
  const result = await Promise.resolve(core.doEmbed({ ...options, ...own })).catch(error => {
    throw callError(error, call, options.abortSignal);
  });
  recordAnswer(call.record, result.response?.body);
  call.check(result.embeddings.length, options.values.length);
  const cloudflare = resultMetadata(call);
  return withWarnings(
    { ...result, providerMetadata: { ...result.providerMetadata, cloudflare } },
    call.warnings,
  );
}

function configOf({ maxEmbeddingsPerCall }: EmbeddingRoute, call: EmbeddingCall): EmbeddingCoreConfig {
  return {
    provider: 'cloudflare.embedding',
    url: () => call.request.plan.target.url,
    headers: () => ({}),
    maxEmbeddingsPerCall,
    errorStructure: { errorSchema: z.unknown(), errorToMessage: String },
    fetch: call.fetch,
  };
}

/** Results of V2 have no warnings: there they are texts in the metadata. */
function withWarnings<RESULT extends EmbedResultLike>(
  result: RESULT,
  warnings: readonly CallWarning[],
): RESULT {
  if (result.warnings !== undefined) return { ...result, warnings: [...result.warnings, ...warnings] };
  if (warnings.length === 0) return result;
  const texts = warnings.map(warning =>
    warning.type === 'other' ? warning.message : `${warning.feature}: ${warning.details ?? 'not supported'}`,
  );
  return { ...result, providerMetadata: withMetadata(result.providerMetadata, { warnings: texts }) };
}
