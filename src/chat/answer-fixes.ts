import { readGatewayMetadata } from '../gateway/metadata/read-gateway-metadata.ts';
import type { ModelReference } from '../upstreams/parse-model-id.ts';
import { upstreamOf } from '../upstreams/registry.ts';
import type { AnswerFixes, UpstreamProfile } from '../wire/profile.ts';
import type { WireBody } from '../wire/wire-body.ts';

interface Asked {
  readonly reference: ModelReference;
  readonly profile: UpstreamProfile;
}

/**
 * What has to be put right in an answer: what the profile decided on the body that was sent and, where the gateway
 * picked the model, what the model that answered writes in a way of its own.
 * @param names the names under which tools travelled, by their own
 */
export function answerFixesOf(
  { reference, profile }: Asked,
  sent: WireBody,
  names: ReadonlyMap<string, string>,
  headers: Headers | undefined,
): AnswerFixes {
  const answering = reference.upstream.picksModel ? profileOfAnswer(headers) : undefined;
  return {
    ...answering?.answer?.(sent),
    ...profile.answer?.(sent),
    ...(names.size > 0 && { toolNames: new Map([...names].map(([own, wire]) => [wire, own])) }),
  };
}

/** The profile of the model that the response headers name. */
function profileOfAnswer(headers: Headers | undefined): UpstreamProfile | undefined {
  const { routedModel, provider, model } = readGatewayMetadata(Object.fromEntries(headers ?? []));
  const id = routedModel ?? (provider === undefined || model === undefined ? '' : `${provider}/${model}`);
  const slash = id.indexOf('/');
  return slash < 1 ? undefined : upstreamOf(id.slice(0, slash)).profile(id.slice(slash + 1));
}
