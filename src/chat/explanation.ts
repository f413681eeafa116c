import type { PreparedRequest } from '../request/prepare-request.ts';
import type { EndpointName } from '../settings/connection-settings.ts';
import { unusedVariables } from '../settings/resolve-settings.ts';
import type { ModelReference } from '../upstreams/model-id.ts';

/** The request that a call would make, with every secret replaced by the setting it comes from. */
export interface CloudflareExplanation {
  /** Model id as the user wrote it. */
  readonly modelId: string;

  /** The upstream that runs the model, by canonical name. */
  readonly upstream: string;
  readonly endpoint: EndpointName;

  /** Why this endpoint was selected. */
  readonly reason: string;

  /** `null`: no gateway. `undefined`: a custom domain decides. */
  readonly gatewayId: string | null | undefined;
  readonly method: 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;

  /**
   * Environment variables that hold a token and are not used: a token that was passed wins, or `baseURL` was passed
   * and names a host that is not Cloudflare's. Absent where there are none.
   */
  readonly unusedVariables?: readonly string[];

  /** The call warnings that the result would carry. */
  readonly warnings: readonly unknown[];
}

export function explanationOf(
  request: PreparedRequest,
  reference: ModelReference,
  sent: { readonly url?: string; readonly body?: unknown; readonly headers?: HeadersInit },
  warnings: readonly unknown[],
): CloudflareExplanation {
  const { plan } = request;
  const unused = unusedVariables(plan.connection);
  return {
    modelId: reference.id,
    upstream: reference.upstream.name,
    endpoint: plan.selection.endpoint,
    reason: plan.selection.reason,
    gatewayId: plan.gatewayId,
    method: 'POST',
    url: sent.url ?? plan.target.url,
    headers: { ...Object.fromEntries(new Headers(sent.headers)), ...request.context.masked },
    body: sent.body,
    ...(unused.length > 0 && { unusedVariables: unused }),
    warnings,
  };
}
