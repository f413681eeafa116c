import type { EndpointName } from '../settings/connection-settings.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import type { ModelKind } from '../upstreams/upstream.ts';
import type { BindingForm } from './binding-form.ts';

/** What decides the way of a call, besides the connection. */
export interface RoutingFacts {
  readonly reference: ModelReference;
  readonly kind: ModelKind;
  readonly gatewayId: string | null | undefined;
  /** A provider key is configured for the upstream. */
  readonly providerKey: boolean;
  /** A stored key other than `default` is asked for. */
  readonly byokAlias: string | undefined;
}

/** An endpoint and why it was taken. */
export interface Selection {
  readonly endpoint: EndpointName;
  readonly reason: string;
  /** How the binding is called; for the endpoint `binding` only. */
  readonly bindingForm?: BindingForm;
}
