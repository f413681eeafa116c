import type { FetchFunction } from '@ai-sdk/provider-utils';
import { answeredError } from '../answer/answer-failure.ts';
import { type AnswerRecord, createAnswerRecord, recordResponse } from '../answer/answer-record.ts';
import type { PreparedRequest, PrepareRequest, RequestInput } from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { createTransport } from '../request/transport.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import type { CallWarning } from '../wire/profile.ts';
import { embeddingBody } from './embedding-body.ts';

/** What all calls of one embedding model have in common. */
export interface EmbeddingRoute {
  readonly provider: ProviderContext;
  readonly reference: ModelReference;
  readonly maxEmbeddingsPerCall: number;
  readonly prepare: PrepareRequest;
}

/** One embedding call: its request, its transport, and what is learnt on the way. */
export interface EmbeddingCall {
  readonly request: PreparedRequest;
  readonly record: AnswerRecord;
  readonly fetch: FetchFunction;
  readonly sentBody: () => unknown;
  readonly failure: () => Error | undefined;
  readonly warnings: readonly CallWarning[];
  /** @throws APICallError when the answer holds another number of embeddings than was asked for */
  readonly check: (received: number, asked: number) => void;
}

export async function createEmbeddingCall(
  route: EmbeddingRoute,
  input: RequestInput,
): Promise<EmbeddingCall> {
  const { prepare, reference } = route;
  const profile = reference.upstream.profile(reference.model);
  const request = await prepare(input);
  const record = createAnswerRecord();
  const warnings = [...request.plan.warnings];
  let sent: unknown;
  let failure: Error | undefined;
  const send = createTransport({
    fetch: request.fetch,
    decode: request.decode,
    timeouts: request.plan.options.timeouts,
    errorContext: request.errorContext,
    sentBody: () => sent,
    failed: error => {
      failure = error;
      return error;
    },
    answered: response => recordResponse(record, response),
  });
  return {
    request,
    record,
    warnings,
    // The embedding core has no hook for its body, so the body is completed on its way out.
    fetch: (url, init) => {
      sent = embeddingBody(JSON.parse(String(init?.body)), {
        plan: request.plan,
        profile,
        providerOptions: input.providerOptions,
        warn: warning => warnings.push(warning),
      });
      return send(url, { ...init, body: JSON.stringify(sent) });
    },
    sentBody: () => sent,
    failure: () => failure,
    check: (received, asked) => {
      if (received === asked) return;
      // What the upstream says of it comes first.
      record.error ??= {
        error: { message: `Asked for ${asked} embeddings, received ${received}.`, type: 'invalid_response' },
      };
      throw answeredError({ request, record, failure: () => failure, sentBody: () => sent });
    },
  };
}
