import { bearer } from '../bearer.ts';
import {
  autoRouterProfile,
  dynamicRouteProfile,
  plainProfile,
  portableProfile,
} from '../profiles/portable.ts';
import type { Upstream } from '../upstream.ts';

/** Dynamic routes, `dynamic/{route}`: the gateway picks the model. @see https://developers.cloudflare.com/ai-gateway/features/dynamic-routing/ */
export const dynamicRoute: Upstream = {
  name: 'dynamic',
  picksModel: true,
  compat: { prefix: 'dynamic' },
  keyHeader: bearer,
  zeroDataRetention: 'unknown',
  profile: dynamicRouteProfile,
};

/** The auto router, `cloudflare/auto`. @see https://developers.cloudflare.com/ai-gateway/features/auto-router/ */
export const autoRouter: Upstream = {
  name: 'cloudflare',
  compat: { prefix: 'cloudflare' },
  keyHeader: bearer,
  router: true,
  picksModel: true,
  zeroDataRetention: 'unknown',
  refusals: [
    {
      models: /^(?!auto$)/,
      kinds: ['chat', 'embeddings'],
      reason: 'the only model of this prefix is the auto router',
      use: '`cloudflare/auto`',
    },
  ],
  profile: autoRouterProfile,
};

/** A provider defined by the account, `custom-{slug}/{model}`. @see https://developers.cloudflare.com/ai-gateway/configuration/custom-providers/ */
export function customProvider(name: string): Upstream {
  return { name, compat: { prefix: name }, keyHeader: bearer, profile: plainProfile };
}

/** An upstream this version knows nothing about: passed on to the catalogue, or to compat where that is asked for. */
export function unknownUpstream(name: string): Upstream {
  return {
    name,
    rest: { prefix: name },
    compat: { prefix: name },
    binding: { prefix: name },
    keyHeader: bearer,
    profile: () => portableProfile('max_tokens'),
  };
}
