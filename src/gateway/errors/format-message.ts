/** Longest message, in characters: some vendors send whole schemas back. */
const MAX_LENGTH = 1000;
/** Least room that the sender's words get. */
const MIN_WORDS = 300;

/** The parts of a message, each already free of secrets. */
export interface MessageParts {
  readonly words: string;
  readonly label?: number | string | undefined;
  readonly hint?: string | undefined;
  readonly status?: number | undefined;
  readonly endpoint?: string | undefined;
  readonly model?: string | undefined;
  readonly logId?: string | undefined;
}

/**
 * What happened in the sender's words, the code in brackets, what the user can do, and where it was: enough alone,
 * for hosts that show nothing but the message (getsentry/warden#392).
 */
export function formatMessage({ words, label, hint, status, endpoint, model, logId }: MessageParts): string {
  const where = [
    status === undefined ? '' : `HTTP ${status}`,
    endpoint ?? '',
    model === undefined ? '' : clip(model, 100),
    logId === undefined ? '' : `log ${clip(logId, 100)}`,
  ].filter(Boolean);
  const tail = [
    label ? `[${clip(String(label), 60)}]` : '',
    hint ?? '',
    where.length > 0 ? `(${where.join(', ')})` : '',
  ].filter(Boolean);
  const rest = tail.join(' ');
  return `${clip(words.replace(/\s+/g, ' '), Math.max(MIN_WORDS, MAX_LENGTH - rest.length - 1))} ${rest}`.trim();
}

function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
