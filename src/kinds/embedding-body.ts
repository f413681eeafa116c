import { vendorOptions } from '../chat/vendor-options.ts';
import type { ProviderOptionsLike } from '../gateway/options/parse-options.ts';
import { ownFields, type RequestPlan } from '../request/request-plan.ts';
import type { CallWarning, UpstreamProfile } from '../wire/profile.ts';

type Body = Readonly<Record<string, unknown>>;

/** Everything that shapes an embedding body besides the body the core wrote. */
export interface EmbeddingBodyInput {
  readonly plan: RequestPlan;
  readonly profile: UpstreamProfile;
  readonly providerOptions: ProviderOptionsLike | undefined;
  readonly warn: (warning: CallWarning) => void;
}

/** Options that shape a conversation and mean nothing for an embedding. */
const chatOnly = ['reasoningEffort', 'textVerbosity', 'parallelToolCalls'] as const;
/** The body fields of a vendor's options that an embedding has. */
const embeddingFields = ['dimensions', 'user'];

/** The core's body with the model's name on this endpoint, our options and, last, the caller's raw fields. */
export function embeddingBody(
  body: Body,
  { plan, profile, providerOptions, warn }: EmbeddingBodyInput,
): Body {
  const { options, target } = plan;
  const notForEmbeddings = (name: string): void =>
    warn({ type: 'unsupported', feature: `providerOptions.${name}`, details: 'it is for chat models.' });
  for (const name of chatOnly) if (options[name] !== undefined) notForEmbeddings(`cloudflare.${name}`);
  const vendor: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(vendorOptions(profile, providerOptions, warn).fields)) {
    if (embeddingFields.includes(field)) vendor[field] = value;
    else notForEmbeddings(`${profile.vendor?.keys[0]}: ${field}`);
  }
  return {
    ...body,
    model: target.model,
    ...vendor,
    ...(options.dimensions !== undefined && { dimensions: options.dimensions }),
    ...(options.user !== undefined && { user: options.user }),
    ...ownFields(plan),
  };
}
