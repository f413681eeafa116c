import type { ModelKind } from '../upstreams/upstream.ts';
import { bindingHost } from './hosts.ts';

/** What a call of the binding names, besides its body and its options. */
export type BindingTarget =
  | {
      readonly form: 'run';
      readonly kind: ModelKind;
      readonly model: string;
      readonly gatewayId: string | undefined;
    }
  | {
      readonly form: 'gateway';
      readonly gatewayId: string;
      /** The gateway's name of the provider, or `compat`. */
      readonly provider: string;
      /** Path and query below the provider's base. */
      readonly endpoint: string;
    };

/** The address that the binding itself calls, for `explain` and errors. Read in workerd 1.20260426.1 (2026-04). */
export function bindingURL(target: BindingTarget): string {
  if (target.form === 'gateway') return `${bindingHost}/ai-gateway/universal/run/${target.gatewayId}`;
  return `${bindingHost}${target.gatewayId === undefined ? '' : '/ai-gateway'}/run?version=3`;
}

/** A path behind a gateway, `openai/chat/completions`, as the binding names it: the provider, and the rest. */
export function bindingRequest(
  gatewayId: string,
  path: string,
): BindingTarget & { readonly form: 'gateway' } {
  const slash = path.indexOf('/');
  return { form: 'gateway', gatewayId, provider: path.slice(0, slash), endpoint: path.slice(slash + 1) };
}
