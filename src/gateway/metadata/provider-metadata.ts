import type { JSONObject } from '@ai-sdk/provider';
import { isPromise } from '../../json-values.ts';
import type { EndpointName } from '../../settings/connection-settings.ts';
import type { CloudflareLegTrace } from '../errors/error-info.ts';
import type { CloudflareCustomCost } from '../options/cloudflare-options.ts';
import type { CloudflareDLPVerdict } from './dlp-verdict.ts';

/**
 * What Cloudflare reports about a call, under `providerMetadata.cloudflare`. What was not reported is absent.
 * A type and not an interface: only types are assignable to the SDK's metadata record.
 * @see https://developers.cloudflare.com/ai-gateway/
 */
export type CloudflareProviderMetadata = {
  /**
   * Id of the log entry, for the log API and the dashboard. Opaque. → `cf-aig-log-id`
   */
  logId?: string;

  /**
   * Id of the request, logged or not. Opaque. → `cf-aig-request-id`
   */
  requestId?: string;

  /**
   * The call's own `eventId`, or one made by the gateway. → `cf-aig-event-id`
   */
  eventId?: string;

  /**
   * Whether the gateway's cache answered; absent when caching took no part. → `cf-aig-cache-status`
   */
  cacheStatus?: 'HIT' | 'MISS' | (string & {});

  /**
   * Which step of a fallback answered, from 0. → `cf-aig-step`
   */
  step?: number;

  /**
   * The model that a dynamic route, or a fallback in server mode, chose, as its provider names it. → `cf-aig-model`
   */
  model?: string;

  /**
   * The provider that a dynamic route, or a fallback in server mode, chose. → `cf-aig-provider`
   */
  provider?: string;

  /**
   * Id of a run on the binding's run path. → `cf-aig-run-id`
   */
  runId?: string;

  /**
   * The catalogue id that the auto router chose. → `cf-aig-routed-model`
   */
  routedModel?: string;

  /**
   * Why it chose that; an open set, such as `cost_optimal_within_pool`. → `cf-aig-routing-reason`
   */
  routingReason?: string;

  /**
   * Id of the auto router's decision. → `cf-aig-routing-decision-id`
   */
  routingDecisionId?: string;

  /**
   * The verdict of data loss prevention, when a policy matched. → `cf-aig-dlp`
   */
  dlp?: CloudflareDLPVerdict;

  /**
   * Id of the request at Cloudflare's edge, for their support. → `cf-ray`
   */
  rayId?: string;

  /**
   * The endpoint that the call took. Known here, not sent.
   */
  endpoint?: EndpointName;

  /**
   * The gateway that the call took. Known here, not sent.
   */
  gatewayId?: string;

  /**
   * Whose credential paid: `Unified` (Cloudflare's) or `BYOK` (a stored key). → body `gatewayMetadata.keySource`
   */
  keySource?: 'Unified' | 'BYOK' | (string & {});

  /**
   * What could not be honoured, for embeddings, which have no warnings in AI SDK 5; and what only the end of a response
   * shows: that it stopped at the default length of the model, or that something in it was repaired. Known here, not sent.
   */
  warnings?: string[];

  /**
   * The token counts as the upstream sent them, in tokens. → body `usage`
   */
  usage?: JSONObject;

  /**
   * The price that the call set for its log, by which `estimateCost` counts. Known here, not sent.
   */
  customCost?: CloudflareCustomCost;

  /**
   * What became of each leg of a fallback, in order, up to the one that answered. Known here, not sent.
   */
  trace?: CloudflareLegTrace[];
};

/** Whatever carries provider metadata: results, steps, finish parts of streams. */
export interface WithProviderMetadata {
  readonly providerMetadata?: Readonly<Record<string, unknown>> | undefined;
}

/** The result of a stream, whose metadata comes with its end. */
type WithLaterMetadata = {
  readonly providerMetadata: PromiseLike<Readonly<Record<string, unknown>> | undefined>;
};

/**
 * What Cloudflare reported about a call, typed.
 * @param result a result of `generateText`, `embed` or `generateObject`, a step, or a `finish` part of a stream; a
 * result of `streamText` or `streamObject` gives a promise, which settles when the stream has been read
 * @returns `undefined` when the call did not go through this provider
 * @example getCloudflareMetadata(await generateText({ model: cloudflare('openai/gpt-4o'), prompt }))?.logId
 */
export function getCloudflareMetadata(
  result: WithProviderMetadata | null | undefined,
): CloudflareProviderMetadata | undefined;
export function getCloudflareMetadata(
  result: WithLaterMetadata,
): Promise<CloudflareProviderMetadata | undefined>;
// Once more, since `ReturnType` reads the last one.
export function getCloudflareMetadata(
  result: WithProviderMetadata | null | undefined,
): CloudflareProviderMetadata | undefined;
export function getCloudflareMetadata(
  result: WithProviderMetadata | WithLaterMetadata | null | undefined,
): CloudflareProviderMetadata | undefined | Promise<CloudflareProviderMetadata | undefined> {
  const metadata = result?.providerMetadata;
  return isPromise(metadata) ? Promise.resolve(metadata).then(cloudflareOf) : cloudflareOf(metadata);
}

function cloudflareOf(
  all: Readonly<Record<string, unknown>> | undefined,
): CloudflareProviderMetadata | undefined {
  const metadata = all?.cloudflare;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return undefined;
  // Of images, the SDK keeps the metadata of each, and drops what stands beside the list.
  const { images } = metadata as { readonly images?: readonly CloudflareProviderMetadata[] };
  return Array.isArray(images) ? images[0] : metadata;
}
