/** The error shown to the user when a response fails. Sent as JSON in the error text. */
export interface ChatFailure {
  readonly title: string;
  /** What the user can do. */
  readonly hint: string;
  /** Cloudflare's or the vendor's error code, for the operator of the app. */
  readonly code?: number | string;
  readonly kind?: string;
  /** The id of the call in the gateway's log. */
  readonly logId?: string;
  /** Whether the same question may succeed later. */
  readonly retryable: boolean;
}

const unreadable: ChatFailure = {
  title: 'The answer could not be loaded.',
  hint: 'Check your connection and try again.',
  retryable: true,
};

/** Reads the failure that the route sent. A lost connection has none. */
export function readFailure(error: Error): ChatFailure {
  try {
    const value: unknown = JSON.parse(error.message);
    return isFailure(value) ? value : unreadable;
  } catch {
    return unreadable;
  }
}

function isFailure(value: unknown): value is ChatFailure {
  return typeof value === 'object' && value !== null && 'title' in value && 'hint' in value;
}
