import type { CloudflareBinding } from '../settings/cloudflare-binding.ts';
import type { CloudflareTimeouts } from '../settings/connection-settings.ts';

/** Permissions of a Cloudflare API token, as the dashboard names them. @see https://developers.cloudflare.com/ai-gateway/configuration/authentication/ */
export type AccountPermission = 'Workers AI > Read' | 'AI Gateway > Read' | 'AI Gateway > Edit';

/** When something has to be done, in however many requests. */
export interface Deadline {
  /** Epoch milliseconds. */
  readonly at: number;
  /** How long all of it may take, in milliseconds. */
  readonly ms: number;
  /** The option or setting that makes it longer. */
  readonly option: string;
}

/** The deadline of what begins now. */
export function deadlineIn(ms: number, option: string): Deadline {
  return { at: Date.now() + ms, ms, option };
}

/** One call that is about an account, and about no model's answer. */
export interface AccountRequest {
  readonly method?: 'GET' | 'PATCH';
  /** Where: below the account in Cloudflare's API, or below a gateway on the gateway host. */
  readonly host: 'api' | 'gateway';
  /** Path below it, without a slash in front; its segments are escaped. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** The gateway that it is about. */
  readonly gatewayId?: string | undefined;
  /** What the token must be allowed to do. */
  readonly permission: AccountPermission;
  /** The same with a binding; `undefined` where the binding has no such method. */
  readonly bound?: (binding: CloudflareBinding) => PromiseLike<unknown> | undefined;
  /** Whether an answer is one. @default every object */
  readonly accepts?: (answer: Readonly<Record<string, unknown>>) => boolean;
  /** What the user can do about an answer of 404. */
  readonly missing?: string;
  /** @default those of the settings */
  readonly timeouts?: CloudflareTimeouts | undefined;
  /** When the answer has to be complete. @default as long as it takes */
  readonly deadline?: Deadline | undefined;
  readonly abortSignal?: AbortSignal | undefined;
}
