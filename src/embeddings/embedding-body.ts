import type { PreparedRequest } from '../request/prepare-request.ts';
import type { CallWarning } from '../upstreams/profile.ts';

type Body = Readonly<Record<string, unknown>>;

/** Options that shape a conversation and mean nothing for an embedding. */
const chatOnly = ['reasoningEffort', 'textVerbosity', 'parallelToolCalls'] as const;

/** The core's body with the model's name on this endpoint, our options and, last, the caller's raw fields. */
export function embeddingBody(
  body: Body,
  { plan: { options, target, applied } }: PreparedRequest,
  warn: (warning: CallWarning) => void,
): Body {
  for (const name of chatOnly) {
    if (options[name] === undefined) continue;
    warn({
      type: 'unsupported',
      feature: `providerOptions.cloudflare.${name}`,
      details: 'it is for chat models.',
    });
  }
  return {
    ...body,
    model: target.model,
    ...(options.dimensions !== undefined && { dimensions: options.dimensions }),
    ...(options.user !== undefined && { user: options.user }),
    ...applied.body,
    ...options.extraBody,
  };
}
