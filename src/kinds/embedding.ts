import type { FetchFunction } from '@ai-sdk/provider-utils';
import { answeredError } from '../answer/answer-failure.ts';
import { type AnswerRecord, createAnswerRecord } from '../answer/answer-record.ts';
import { vendorOptions } from '../chat/vendor-options.ts';
import { createExchange, type Exchange } from '../gateway/errors/exchange.ts';
import type { ProviderOptionsLike } from '../gateway/options/parse-options.ts';
import type { PreparedRequest, PrepareRequest, RequestInput } from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { ownFields, type RequestPlan } from '../request/request-plan.ts';
import { createTransport } from '../request/transport.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import type { CallWarning, UpstreamProfile } from '../wire/profile.ts';
import type { RunRoute } from './run-call.ts';

/** What all calls of one embedding model have in common. */
export interface EmbeddingRoute {
  readonly provider: ProviderContext;
  readonly reference: ModelReference;
  readonly maxEmbeddingsPerCall: number;
  readonly prepare: PrepareRequest;
  /** The same model with inputs of its own, for options that OpenAI's format has no place for. */
  readonly run: RunRoute | undefined;
}

/** One embedding call: its request, its transport, and what is learned on the way. */
export interface EmbeddingCall {
  readonly request: PreparedRequest;
  readonly record: AnswerRecord;
  readonly fetch: FetchFunction;
  /** The request and its response, from which every failure is built. */
  readonly exchange: Exchange;
  readonly warnings: readonly CallWarning[];
  /** @throws APICallError when the response holds a different number of embeddings than requested */
  readonly check: (received: number, asked: number) => void;
}

/** @param dry takes the place of the transport where nothing is sent */
export async function createEmbeddingCall(
  route: EmbeddingRoute,
  input: RequestInput,
  dry?: FetchFunction,
): Promise<EmbeddingCall> {
  const { prepare, reference } = route;
  const profile = reference.upstream.profile(reference.model);
  const request = await prepare(input);
  const record = createAnswerRecord();
  const warnings = [...request.plan.warnings];
  const exchange = createExchange(request.plan.target.url, request.context);
  const send =
    dry ??
    createTransport({
      fetch: request.fetch,
      decode: request.decode,
      timeouts: request.plan.options.timeouts,
      exchange,
    });
  return {
    request,
    record,
    warnings,
    // The embedding core has no hook for its body, so the body is completed on its way out.
    fetch: (url, init) => {
      exchange.requestBody = embeddingBody(JSON.parse(String(init?.body)), {
        plan: request.plan,
        profile,
        providerOptions: input.providerOptions,
        warn: warning => warnings.push(warning),
      });
      return send(url, { ...init, body: JSON.stringify(exchange.requestBody) });
    },
    exchange,
    check: (received, asked) => {
      if (received === asked) return;
      // What the upstream itself reported takes precedence.
      record.error ??= {
        error: { message: `Asked for ${asked} embeddings, received ${received}.`, type: 'invalid_response' },
      };
      throw answeredError({ exchange, record });
    },
  };
}

type Body = Readonly<Record<string, unknown>>;

/** Everything that shapes an embedding body besides the body the core wrote. */
interface EmbeddingBodyInput {
  readonly plan: RequestPlan;
  readonly profile: UpstreamProfile;
  readonly providerOptions: ProviderOptionsLike | undefined;
  readonly warn: (warning: CallWarning) => void;
}

/** The body fields of a vendor's options that an embedding has. */
const embeddingFields = ['dimensions', 'user'] as const;

/** The core's body with the model's name on this endpoint, our options and, last, the caller's raw fields. */
function embeddingBody(body: Body, { plan, profile, providerOptions, warn }: EmbeddingBodyInput): Body {
  const { options, target } = plan;
  const notForEmbeddings = (name: string): void =>
    warn({ type: 'unsupported', feature: `providerOptions.${name}`, details: 'it is for chat models.' });
  const vendor: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(vendorOptions(profile, providerOptions, warn).fields)) {
    if (embeddingFields.some(name => name === field)) vendor[field] = value;
    else notForEmbeddings(`${profile.vendor?.keys[0]}: ${field}`);
  }
  for (const field of embeddingFields) vendor[field] = options[field] ?? vendor[field];
  return { ...body, model: target.model, ...written(vendor, profile, warn), ...ownFields(plan) };
}

/** The fields as the upstream writes them; those that it does not have are left out, with a warning. */
function written(fields: Body, profile: UpstreamProfile, warn: EmbeddingBodyInput['warn']): Body {
  const result: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const name = profile.embeddingFields?.[field];
    if (name === null)
      warn({ type: 'unsupported', feature: field, details: 'this model does not accept it.' });
    else result[name ?? field] = value;
  }
  return result;
}
