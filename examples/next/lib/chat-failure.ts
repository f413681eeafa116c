/** What a visitor is told when an answer fails. Crosses the wire as the text of the error. */
export interface ChatFailure {
  readonly title: string;
  /** What to do about it. */
  readonly hint: string;
  /** Cloudflare's number or the vendor's word, for whoever looks after the app. */
  readonly code?: number | string;
  readonly kind?: string;
  /** Finds the call in the log of the gateway. */
  readonly logId?: string;
  /** Whether the same question may be answered later. */
  readonly retryable: boolean;
}

const unreadable: ChatFailure = {
  title: 'The answer could not be loaded.',
  hint: 'Check your connection and try again.',
  retryable: true,
};

/** Reads what the route wrote; a lost connection has written nothing. */
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
