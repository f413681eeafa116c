import type { BindingForm } from '../../endpoints/served-wires.ts';
import type { EndpointName } from '../../settings/connection-settings.ts';
import type { ModelReference } from '../../upstreams/model-id.ts';
import { knownUpstream } from '../../upstreams/registry.ts';
import type { Wire } from '../../upstreams/upstream.ts';
import type { CloudflareAutoRouterOptions, CloudflareGatewayOptions } from './cloudflare-options.ts';

/** What an option needs to know to decide whether it can be honoured. */
export interface OptionTarget {
  readonly endpoint: EndpointName;
  /** How the binding is called, where that is the endpoint. */
  readonly bindingForm?: BindingForm;
  readonly reference: ModelReference;
  readonly wire: Wire;
  /** `null`: a plain Workers AI call. */
  readonly gatewayId: string | null | undefined;
  readonly providerKey: boolean;
}

/**
 * Why an option is not honoured on a target. With `sent` it travels anyway and the result carries a warning; without,
 * it is dropped with a warning, or is an error where the row is strict.
 */
export interface Limitation {
  readonly because: string;
  readonly sent?: true;
}

/** The REST page lists nine headers; for these it shows no example either, so they are sent with a warning. */
export const undocumentedOnRest = ({ endpoint }: OptionTarget): Limitation | undefined =>
  endpoint === 'rest' ? { because: 'it is not documented for the REST API', sent: true } : undefined;

const noNameOnRun: Limitation = { because: "the binding's `run` has no option for it" };

/** The same, and where the binding has no name for an option, it travels as an undocumented header. */
export const undocumentedOnRestAndRun = (target: OptionTarget): Limitation | undefined =>
  target.bindingForm === 'run' ? { ...noNameOnRun, sent: true } : undocumentedOnRest(target);

/** A payload stored against the caller's wishes would be worse than a refused call. */
export function payloadLimitation(target: OptionTarget): Limitation | undefined {
  if (target.gatewayId === null) return undefined;
  return target.bindingForm === 'run' ? noNameOnRun : undefined;
}

/** The kinds of calls that an option may be for. */
export type OptionKind =
  | 'chat'
  | 'chat and embedding'
  | 'Workers AI embedding'
  | 'image'
  | 'speech'
  | 'transcription';

/**
 * The wires of a kind that is not a wire itself. The layer of vendors' packages reports what these do not read of
 * options for chats.
 */
const wiresOf: { readonly [KIND in OptionKind]?: string } = {
  chat: 'chat responses messages own',
  'chat and embedding': 'chat embeddings vectors responses messages own',
  'Workers AI embedding': 'vectors',
};

/** Why a call of another kind does without an option. */
export function kindLimitation(kind: OptionKind, { wire }: OptionTarget): Limitation | undefined {
  const wires = wiresOf[kind] ?? kind;
  if (wires.split(' ').includes(wire)) return undefined;
  return {
    because: wire === 'own' ? 'the vendor names it in its own options' : `it is for ${kind} models`,
  };
}

export const queueLimitation = ({ endpoint }: OptionTarget): Limitation | undefined =>
  endpoint === 'native' ? { because: 'only the REST API and the binding have the queue' } : undefined;

/** The binding's `run` has options of its own for a model. */
export const onlyRun = ({ bindingForm }: OptionTarget): Limitation | undefined =>
  bindingForm === 'run' ? undefined : { because: "only the binding's `run` reads it" };

/** Workers AI is not billed through Unified Billing, and `false` asks for nothing. */
export function credentialsLimitation(
  { bindingForm, reference }: OptionTarget,
  required: boolean,
): Limitation | undefined {
  return bindingForm === 'run' && required && !reference.upstream.cloudflare ? noNameOnRun : undefined;
}

const onlyAutoRouter = ({ reference }: OptionTarget): Limitation | undefined =>
  reference.upstream.router ? undefined : { because: 'only `cloudflare/auto` reads it' };

/** Its headers are documented for compat; whether the binding passes them on is unverified (2026-10). */
export function autoRouterLimitation(
  target: OptionTarget,
  { models, providers }: CloudflareAutoRouterOptions,
): Limitation | undefined {
  const router = onlyAutoRouter(target);
  if (router !== undefined || target.endpoint !== 'binding') return router;
  const because = 'it is not documented for the binding';
  const pools = models !== undefined || providers !== undefined;
  return pools ? { because } : { because, sent: true };
}

export const onlyWorkersAI = ({ endpoint, reference }: OptionTarget): Limitation | undefined =>
  reference.upstream.cloudflare && (endpoint === 'rest' || endpoint === 'binding')
    ? undefined
    : { because: 'only Workers AI on the REST API and the binding reads it' };

/** The alias for an upstream; `default` is what the gateway uses anyway. */
export function aliasOf(
  option: CloudflareGatewayOptions['byokAlias'],
  upstream: { readonly name: string },
): string | undefined {
  const named = (name: string): boolean => knownUpstream(name)?.name === upstream.name;
  const alias =
    typeof option === 'object' ? Object.entries(option).find(([name]) => named(name))?.[1] : option;
  return alias === 'default' ? undefined : alias;
}

export function byokLimitation(
  { endpoint, reference, providerKey }: OptionTarget,
  value: string | Record<string, string>,
): Limitation | undefined {
  if (aliasOf(value, reference.upstream) === undefined) return undefined;
  if (reference.upstream.cloudflare) return { because: 'Workers AI accepts no stored key' };
  if (providerKey) return { because: 'a provider key replaces any stored key' };
  if (endpoint === 'rest') return { because: 'the REST API reads only the stored key named "default"' };
  if (endpoint === 'binding') return { because: 'the binding reads only the stored key named "default"' };
  // Documented for native paths; on compat only some accounts' reports say that it is read (unverified, 2026-10).
  return endpoint === 'compat' ? { because: 'it is not documented for compat', sent: true } : undefined;
}

/** Providers without the agreement silently fall back to ordinary retention. @see https://developers.cloudflare.com/ai-gateway/features/unified-billing/ */
export function zdrLimitation({ reference, providerKey }: OptionTarget): Limitation | undefined {
  if (providerKey) return { because: 'it applies to Unified Billing, not to a provider key' };
  const { zeroDataRetention, cloudflare } = reference.upstream;
  if (cloudflare || zeroDataRetention === true) return undefined;
  const because = 'Unified Billing offers it for OpenAI and Anthropic only';
  if (zeroDataRetention === undefined) return { because };
  return { because: `${because}, and the gateway picks the provider`, sent: true };
}
