/** A text that says something. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A code as it is compared: digits as a number; 0 and empty mean that there is none. */
export function codeOf(value: unknown): number | string | undefined {
  const code = typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value;
  if (typeof code === 'number') return Number.isFinite(code) && code !== 0 ? code : undefined;
  return textOf(code);
}

/** A number that is the HTTP status of an error. */
export function errorStatusOf(value: unknown): number | undefined {
  const status = codeOf(value);
  return typeof status === 'number' && status >= 400 && status < 600 ? status : undefined;
}

/** A value as JSON; empty for what cannot be written, such as endless nesting. */
export function toJSON(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
