import type { CloudflareBinding } from '../settings/cloudflare-binding.ts';
import type { CloudflareTimeouts } from '../settings/connection-settings.ts';

/** Permissions of a Cloudflare API token, as the dashboard names them. @see https://developers.cloudflare.com/ai-gateway/configuration/authentication/ */
export type AccountPermission = 'Workers AI > Read' | 'AI Gateway > Read' | 'AI Gateway > Edit';

/** A point in time that one or more requests together must meet. */
export interface Deadline {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The time allowed in total, in milliseconds. */
  readonly ms: number;
  /** The option or setting that extends it. */
  readonly option: string;
}

/** A deadline counted from now. */
export function deadlineIn(ms: number, option: string): Deadline {
  return { at: Date.now() + ms, ms, option };
}

/** A request about an account rather than to a model. */
export interface AccountRequest {
  readonly method?: 'GET' | 'PATCH';
  /** The host: the account in Cloudflare's API, or a gateway on the gateway host. */
  readonly host: 'api' | 'gateway';
  /** The path below the host's base, without a leading slash; its segments are escaped. It may have a query. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** The gateway that the request concerns. */
  readonly gatewayId?: string | undefined;
  /** The permission that the token needs. */
  readonly permission: AccountPermission;
  /** The same call through a binding; `undefined` where the binding lacks the method. */
  readonly bound?: (binding: CloudflareBinding) => PromiseLike<unknown> | undefined;
  /** Whether a response is valid. @default any object */
  readonly accepts?: (answer: Readonly<Record<string, unknown>>) => boolean;
  /** The hint for a 404. */
  readonly notFoundHint?: string;
  /** @default those of the settings */
  readonly timeouts?: CloudflareTimeouts | undefined;
  /** When the response must be complete. @default no limit */
  readonly deadline?: Deadline | undefined;
  readonly abortSignal?: AbortSignal | undefined;
}
