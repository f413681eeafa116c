import type { GatewayState } from './gateway-state.ts';
import type { OpenGateway } from './plan.ts';

/** Counts a request in its gateway's fixed window; true when the window is full. */
export function exceedsRateLimit(state: GatewayState, { id, settings }: OpenGateway): boolean {
  const { rateLimit } = settings;
  if (!rateLimit) return false;
  const window = Math.floor(state.now() / rateLimit.intervalMs);
  const current = state.windows.get(id);
  const counted = current?.window === window ? current : { window, count: 0 };
  counted.count += 1;
  state.windows.set(id, counted);
  return counted.count > rateLimit.limit;
}
