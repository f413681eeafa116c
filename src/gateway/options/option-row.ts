import type { BindingForm } from '../../endpoints/binding-form.ts';
import type { Row } from '../../settings/check.ts';
import type { EndpointName } from '../../settings/connection-settings.ts';
import type { ModelReference } from '../../upstreams/parse-model-id.ts';

/** What an option needs to know to decide whether it can be honoured. */
export interface OptionTarget {
  readonly endpoint: EndpointName;
  /** How the binding is called, where that is the endpoint. */
  readonly bindingForm?: BindingForm;
  readonly reference: ModelReference;
  /** `null`: a plain Workers AI call. */
  readonly gatewayId: string | null | undefined;
  readonly providerKey: boolean;
}

/**
 * Whether an option is honoured on a target, and if not, why. With `sent` it travels all the same and the result
 * carries a warning; without, it stays behind with a warning, or is an error where the row is strict.
 */
export type Support =
  | { readonly honoured: true }
  | { readonly honoured: false; readonly because: string; readonly sent?: true };

/** Meaning, limits and wire form of one option. */
export interface OptionRow<VALUE> extends Row {
  /** Money, privacy or isolation is meant: what cannot be honoured is an error, not a warning. */
  readonly strict?: true | ((value: VALUE, target: OptionTarget) => boolean);
  /** Whether a call without any gateway does what the value says. @default it does not */
  readonly withoutGateway?: (value: VALUE) => boolean;
  /** @default honoured wherever there is a gateway */
  readonly support?: (target: OptionTarget, value: VALUE) => Support;
  readonly headers?: (value: VALUE, target: OptionTarget) => Readonly<Record<string, string | undefined>>;
  /** Fields of the request body, for the options that Cloudflare reads there. */
  readonly body?: (value: VALUE) => Readonly<Record<string, unknown>>;
}

export const honoured: Support = { honoured: true };
