import type { EndpointName } from '../../settings/connection-settings.ts';
import type { CloudflareErrorKind } from './cloudflare-error-info.ts';

/** A failure before its hint is settled. */
export interface HintedFailure {
  readonly kind: CloudflareErrorKind;
  readonly statusCode: number | undefined;
  /** What the table of failures says. */
  readonly hint: string | undefined;
}

/** What an error needs to know of its call to say what the user can do. Holds no secret. */
export interface ErrorContext {
  readonly endpoint: EndpointName;
  /** The model id as the user wrote it; empty for what is about no model. */
  readonly modelId: string;
  /** The model id as it was sent. */
  readonly sentModel?: string;
  /** `null`: no gateway, a plain Workers AI call. */
  readonly gatewayId?: string | null;
  readonly accountId?: string;
  /** Whether a Cloudflare token was sent. */
  readonly cloudflareToken: boolean;
  /** Name of the `providerKeys` entry whose key was sent. */
  readonly providerKey?: string;
  /** Name of the upstream, to be shown; decisions look at the other members. */
  readonly upstream: string;
  readonly byokAlias?: string;
  /** What the user can do, where the call knows it better than the table of failures. */
  readonly hint?: (failure: HintedFailure) => string | undefined;
  /** Replaces every secret of this call in a text. */
  readonly redact: (text: string) => string;
}
