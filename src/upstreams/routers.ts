import { compose, dropFields } from '../wire/fields.ts';
import { allMedia } from '../wire/files.ts';
import type { UpstreamProfile } from '../wire/profile.ts';
import { reasoningEffort } from '../wire/reasoning.ts';
import { jsonSchemaEnvelope } from '../wire/response-format.ts';
import { portableBody, portableProfile } from './portable-profile.ts';
import { coreWires, mediaWires, type Upstream } from './upstream.ts';
import { grokSchemas } from './xai.ts';

/**
 * Dynamic routes, `dynamic/{route}`: the gateway picks the model, which is known only from the response.
 * @verified 2026-11 · what the other profiles have in common
 * @open For a model that accepts `max_tokens` only, set `profiles`.
 * @open For a model that accepts no JSON schema, set `structuredOutputs: false` in `profiles`.
 * @see https://developers.cloudflare.com/ai-gateway/features/dynamic-routing/
 */
export const dynamicRoute: Upstream = {
  name: 'dynamic',
  picksModel: true,
  compat: {},
  zeroDataRetention: 'unknown',
  profile: () => portableProfile('max_completion_tokens'),
};

/**
 * The auto router, `cloudflare/auto`. What a model of its pool may reject is not sent.
 * @verified 2026-08 · the router's documented pool
 * @see https://developers.cloudflare.com/ai-gateway/features/auto-router/
 */
export const autoRouter: Upstream = {
  name: 'cloudflare',
  // `unified(…)` of ai-gateway-provider leads to any upstream, by the id behind it.
  otherSpellings: { unified: '' },
  compat: {},
  router: true,
  picksModel: true,
  zeroDataRetention: 'unknown',
  refusals: [
    {
      models: /^(?!auto$)/,
      wires: coreWires,
      reason: 'the only model of this prefix is the auto router',
      use: '`cloudflare/auto`',
    },
  ],
  profile: autoRouterProfile,
};

function autoRouterProfile(): UpstreamProfile {
  return {
    ...portableProfile('max_completion_tokens'),
    // Grok is in the pool and refuses the most.
    schemas: grokSchemas,
    body: compose(
      dropFields(
        'temperature top_p stop frequency_penalty presence_penalty logit_bias seed',
        'some models in the pool of the auto router do not accept it.',
      ),
      reasoningEffort('low medium high'),
      portableBody('max_completion_tokens'),
    ),
  };
}

/**
 * A provider defined by the account, `custom-{slug}/{model}`: plain OpenAI format, since the owner decides what
 * the provider accepts.
 * @verified 2026-11 · developers.cloudflare.com/ai-gateway/configuration/custom-providers
 * @open `stream_options` is sent; for a model that refuses it, set `includeUsage: false` in `profiles`.
 * @see https://developers.cloudflare.com/ai-gateway/configuration/custom-providers/
 */
export function customProvider(name: string): Upstream {
  return {
    name,
    compat: {},
    profile: () => ({
      ...portableProfile('max_tokens', 'openai', allMedia),
      body: jsonSchemaEnvelope(),
    }),
  };
}

/** An unknown upstream: passed on to the catalogue, or to compat on request. */
export function unknownUpstream(name: string): Upstream {
  return {
    name,
    rest: {},
    compat: {},
    binding: {},
    runs: mediaWires,
    profile: () => portableProfile('max_tokens'),
  };
}
