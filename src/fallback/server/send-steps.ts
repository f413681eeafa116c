import { createBindingFetch } from '../../request/binding/binding-fetch.ts';
import type { CloudflareProviderSettings } from '../../request/provider-context.ts';
import type { CloudflareBinding } from '../../settings/cloudflare-binding.ts';
import type { ListTarget, UniversalRequest, UniversalStep } from './universal-request.ts';

interface Sending {
  readonly settings: CloudflareProviderSettings;
  readonly target: ListTarget;
  readonly request: UniversalRequest;
  readonly signal: AbortSignal | undefined;
}

/** Sends a list of steps, over HTTP or through the binding. */
export async function sendSteps(sending: Sending): Promise<Response> {
  const { settings, target, request, signal } = sending;
  const { binding } = settings;
  const init = { method: 'POST', headers: { ...request.headers }, ...(signal !== undefined && { signal }) };
  if (binding !== undefined) {
    const send = createBindingFetch(withSteps(binding, request.steps), {
      ...{ form: 'gateway', provider: '', endpoint: '' },
      gatewayId: target.gatewayId ?? 'default',
    });
    const stream = request.steps.some(({ query }) => query.stream === true);
    return send(target.url, { ...init, body: JSON.stringify({ stream }) });
  }
  // Called without a receiver: workerd refuses a fetch with a foreign `this`.
  const fetch = settings.fetch ?? globalThis.fetch;
  return fetch(target.url, { ...init, body: JSON.stringify(request.steps), redirect: 'manual' });
}

interface TakesLists {
  run(steps: never, options?: object): PromiseLike<unknown>;
}

/** The binding, sending these steps in place of any one request. */
function withSteps(binding: CloudflareBinding, steps: readonly UniversalStep[]): CloudflareBinding {
  return {
    run: (...args) => binding.run(...args),
    gateway: id => {
      const gateway: TakesLists = binding.gateway(id);
      // Our type of the method names one request; it takes a list of them as well (workerd 1.20260426.1, 2026-04).
      return { run: (_, options) => gateway.run(steps as never, options) };
    },
  };
}

/** Calls have the caller's signal, or signals of their own that follow it and keep their time: the first one counts. */
export function anyOf(all: readonly (AbortSignal | undefined)[]): AbortSignal | undefined {
  const [first, ...others] = new Set(all.filter(signal => signal !== undefined));
  if (first === undefined || others.length === 0) return first;
  const controller = new AbortController();
  for (const signal of [first, ...others]) {
    const forward = (): void => controller.abort(signal.reason);
    if (signal.aborted) forward();
    else signal.addEventListener('abort', forward, { once: true });
  }
  return controller.signal;
}
