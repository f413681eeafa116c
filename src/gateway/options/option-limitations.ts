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
  /** Whether the call is a step of a list that the gateway runs. */
  readonly inList?: boolean;
}

/**
 * What becomes of an option that is not honoured, and why. Sent or dropped, it is a warning in the result; where money,
 * privacy or isolation is at stake, the call is refused.
 */
export type Limitation = readonly [outcome: 'sent' | 'dropped' | 'refused', because: string];

/** The calls that an option may be for. */
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
  return ['dropped', wire === 'own' ? 'the vendor names it in its own options' : `it is for ${kind} models`];
}

const noGateway = 'this call uses no gateway';
const noNameOnRun = "the binding's `run` has no option for it";

export const needsGateway = ({ gatewayId }: OptionTarget): Limitation | undefined =>
  gatewayId === null ? ['dropped', noGateway] : undefined;

/** For an option that is honoured without a gateway, too. */
export const noLimitation = (): undefined => undefined;

/** Without a gateway, nothing is logged: only a log that was requested is missing. */
export const logLimitation = ({ gatewayId }: OptionTarget, wanted: boolean): Limitation | undefined =>
  gatewayId === null && wanted ? ['refused', noGateway] : undefined;

/** A payload stored against the caller's wishes would be worse than a refused call. */
export function payloadLimitation(target: OptionTarget, wanted: boolean): Limitation | undefined {
  if (target.gatewayId === null) return logLimitation(target, wanted);
  return target.bindingForm === 'run' ? ['refused', noNameOnRun] : undefined;
}

/** The REST page lists nine headers; for these it shows no example either, so they are sent with a warning. */
export const undocumentedOnRest = (target: OptionTarget): Limitation | undefined =>
  needsGateway(target) ??
  (target.endpoint === 'rest' ? ['sent', 'it is not documented for the REST API'] : undefined);

/** The same, and where the binding has no name for an option, it travels as an undocumented header. */
export const undocumentedOnRestAndRun = (target: OptionTarget): Limitation | undefined =>
  undocumentedOnRest(target) ?? (target.bindingForm === 'run' ? ['sent', noNameOnRun] : undefined);

export const queueLimitation = (
  { endpoint }: OptionTarget,
  queue: boolean | object,
): Limitation | undefined =>
  endpoint === 'native' && queue
    ? ['refused', 'only the REST API and the binding support the queue']
    : undefined;

/** Workers AI is not billed through Unified Billing, and `false` requires nothing. */
export const credentialsLimitation = (
  { bindingForm, reference }: OptionTarget,
  required: boolean,
): Limitation | undefined =>
  bindingForm === 'run' && required && !reference.upstream.cloudflare ? ['refused', noNameOnRun] : undefined;

/**
 * A pool keeps prompts away from providers that were not chosen; a session only makes routing steadier. The headers are
 * documented for compat; whether the binding passes them on is unverified (2026-10).
 */
export function autoRouterLimitation(
  target: OptionTarget,
  { models, providers }: CloudflareAutoRouterOptions,
): Limitation | undefined {
  const hasPool = models !== undefined || providers !== undefined;
  const [, because] = needsGateway(target) ?? [];
  const unread = target.reference.upstream.router ? because : (because ?? 'only `cloudflare/auto` reads it');
  if (unread !== undefined) return [hasPool ? 'refused' : 'dropped', unread];
  if (target.endpoint !== 'binding') return undefined;
  return [hasPool ? 'refused' : 'sent', 'it is not documented for the binding'];
}

export const onlyWorkersAI = ({ endpoint, reference }: OptionTarget): Limitation | undefined =>
  reference.upstream.cloudflare && (endpoint === 'rest' || endpoint === 'binding')
    ? undefined
    : ['dropped', 'only Workers AI on the REST API and the binding reads it'];

/** The binding's `run` has options of its own for a model. */
export const onlyRun = (target: OptionTarget): Limitation | undefined =>
  target.bindingForm === 'run' ? onlyWorkersAI(target) : ['dropped', "only the binding's `run` reads it"];

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
  { endpoint, reference, providerKey, inList }: OptionTarget,
  value: string | Record<string, string>,
): Limitation | undefined {
  if (aliasOf(value, reference.upstream) === undefined) return undefined;
  // Set once for a provider, it must not keep Workers AI from being called; no key can be mixed up there.
  if (reference.upstream.cloudflare) return ['dropped', 'Workers AI accepts no stored key'];
  if (providerKey) return ['refused', 'a provider key replaces any stored key'];
  // Documented for native paths; on compat only some accounts' reports say that it is read (unverified, 2026-10).
  if (endpoint === 'compat') return ['sent', 'it is not documented for compat'];
  // Not mentioned for lists of steps (2026-10).
  if (endpoint === 'native') return inList ? ['sent', 'it is not documented for lists of steps'] : undefined;
  const by = endpoint === 'rest' ? 'the REST API' : 'the binding';
  return ['refused', `${by} reads only the stored key named "default"`];
}

/** Providers without the agreement silently fall back to ordinary retention. @see https://developers.cloudflare.com/ai-gateway/features/unified-billing/ */
export function zdrLimitation(
  { reference, providerKey }: OptionTarget,
  wanted: boolean,
): Limitation | undefined {
  const { zeroDataRetention, cloudflare } = reference.upstream;
  const unmet = wanted ? 'refused' : 'dropped';
  if (providerKey) return [unmet, 'it applies to Unified Billing, not to a provider key'];
  if (cloudflare || zeroDataRetention === true) return undefined;
  const because = 'Unified Billing offers it for OpenAI and Anthropic only';
  if (zeroDataRetention === undefined) return [unmet, because];
  return ['sent', `${because}, and the gateway picks the provider`];
}
