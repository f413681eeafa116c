import { vi } from 'vitest';

/** Waits until a check passes, for longer than a busy machine needs, and no longer than it takes to pass. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 20_000, interval: 2 });
}
