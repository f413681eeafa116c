import { readGatewayMetadata } from '../gateway/metadata/read-gateway-metadata.ts';
import type { ModelReference } from '../upstreams/parse-model-id.ts';
import type { UpstreamProfile } from '../upstreams/profile.ts';
import { upstreamOf } from '../upstreams/registry.ts';

/**
 * The profile by which an answer is read: the model's own or, where the gateway picked the model, that of the
 * model which the response headers name.
 */
export function answeringProfile(
  { upstream }: ModelReference,
  own: UpstreamProfile,
  headers: Headers | undefined,
): UpstreamProfile {
  if (upstream.picksModel === undefined || headers === undefined) return own;
  const { routedModel, provider, model } = readGatewayMetadata(Object.fromEntries(headers));
  const id = routedModel ?? (provider === undefined || model === undefined ? '' : `${provider}/${model}`);
  const slash = id.indexOf('/');
  return slash < 1 ? own : upstreamOf(id.slice(0, slash)).profile(id.slice(slash + 1));
}
