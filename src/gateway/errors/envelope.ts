import { trimmed } from '../../json-values.ts';
import type { CloudflareErrorInfo, CloudflareErrorSource } from './error-info.ts';

/** What an error body states, whatever its form. */
export interface ErrorEnvelope {
  /** The form, where it tells what failed: a policy of the gateway, a page, text, or nothing that could be read. */
  readonly shape?: 'policy' | 'html' | 'text' | 'unreadable';
  readonly source: CloudflareErrorSource;
  /** The sender's words, without prefixes and ids; empty when there are none. */
  readonly message: string;
  readonly code?: number | string;
  /** The sender's class of error, such as `invalid_request_error`. */
  readonly type?: string;
  /** The HTTP status that the body states. Never trusted over the response's own. */
  readonly status?: number;
  /** What may be facts of a spend limit. */
  readonly spending?: Spending;
}

/** The facts of a spend limit. */
export type Spending = Pick<CloudflareErrorInfo, 'spent' | 'limit' | 'bucket'>;

/** What a reader finds; everything but the source may still be anything. */
export interface RawEnvelope extends Pick<ErrorEnvelope, 'source' | 'shape'> {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly type?: unknown;
  /** Where the HTTP status may stand, in this order. */
  readonly statuses: readonly unknown[];
  readonly spending?: Readonly<Record<string, unknown>>;
}

/** A code in the form in which codes are compared: digits as a number; 0 and empty mean that there is none. */
export function codeOf(value: unknown): number | string | undefined {
  const code = typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value;
  if (typeof code === 'number') return Number.isFinite(code) && code !== 0 ? code : undefined;
  return trimmed(code);
}

/** A number that is the HTTP status of an error. */
export function errorStatusOf(value: unknown): number | undefined {
  const status = codeOf(value);
  return typeof status === 'number' && status >= 400 && status < 600 ? status : undefined;
}

export function isErrorStatus(status: number | undefined): status is number {
  return status !== undefined && status >= 400;
}

/**
 * `AiError: `, once or twice, with or without a number, as Workers AI and its binding write it; `3040: `, as bindings
 * write the code into the text of what they throw.
 */
const PREFIX = /^(?:(?:AiError|InferenceUpstreamError|AiGatewayError)(?: (\d{4,5}))?:\s*|(\d{4,5}):\s+)/;
/** `(123e4567-e89b-12d3-a456-426614174000)`: an id of the inference, after the text. */
const TRAILING_ID = /\([\da-f-]{36}\)$/i;

/** The words without their wrapping, and the code that stood in it. */
export function tidyMessage(text: string): { message: string; code: number | undefined } {
  let message = text.trim();
  let code: number | undefined;
  for (let match = PREFIX.exec(message); match !== null; match = PREFIX.exec(message)) {
    code ??= Number(match[1] ?? match[2]) || undefined;
    message = message.slice(match[0].length);
  }
  return { message: message.replace(TRAILING_ID, '').trim(), code };
}
