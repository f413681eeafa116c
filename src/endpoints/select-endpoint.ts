import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { invalidArgument } from '../settings/configuration-error.ts';
import type { EndpointName } from '../settings/connection-settings.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import type { ModelKind, ServedKinds, Upstream } from '../upstreams/upstream.ts';
import { bindingHint, type Connection } from './connection.ts';
import { missing, tokenRemedy } from './missing-settings.ts';

/** What decides the endpoint of a call, besides the connection. */
export interface RoutingContext {
  readonly reference: ModelReference;
  readonly kind: ModelKind;
  readonly gatewayId: string | null | undefined;
  /** A provider key is configured for the upstream. */
  readonly providerKey: boolean;
  /** A stored key other than `default` is asked for. */
  readonly byokAlias: string | undefined;
}

/** An endpoint and why it was selected. */
export interface Selection {
  readonly endpoint: EndpointName;
  readonly reason: string;
  /** How the binding is called; for the endpoint `binding` only. */
  readonly bindingForm?: BindingForm;
}

/** Whether an endpoint of an upstream serves a kind. */
export function serves(endpoint: ServedKinds | undefined, kind: ModelKind): boolean {
  return endpoint !== undefined && (endpoint.kinds ?? ['chat']).includes(kind);
}

/** The endpoints that serve this upstream and kind. */
function endpointsOf(upstream: Upstream, kind: ModelKind): readonly EndpointName[] {
  return (['rest', 'compat', 'native'] as const).filter(name => serves(upstream[name], kind));
}

/** Selects the endpoint by the rules of docs/routing.md, in their order. */
export function selectEndpoint(connection: Connection, context: RoutingContext): Selection {
  const { reference, kind, gatewayId } = context;
  const served = endpointsOf(reference.upstream, kind);
  if (served.length === 0) throw notServed(context);
  const throughBinding = connection.reachable.includes('binding');
  if (gatewayId === null && !(throughBinding && reference.upstream.cloudflare))
    return plainWorkersAI(connection, context);
  if (throughBinding) return selectBinding(context);
  const possible = served.filter(
    endpoint => connection.reachable.includes(endpoint) && leadsTo(connection, endpoint, context),
  );
  if (possible.length === 0) throw unreachable(connection, context, served);
  if (connection.endpoint !== undefined) return explicitEndpoint(connection.endpoint, context, possible);
  if (context.providerKey || context.byokAlias !== undefined) return withOwnKey(context, possible);
  return automatic(connection, context, possible);
}

function plainWorkersAI(connection: Connection, { reference }: RoutingContext): Selection {
  const usable = reference.upstream.cloudflare && connection.reachable.includes('rest');
  if (usable && (connection.endpoint ?? 'rest') === 'rest') {
    return { endpoint: 'rest', reason: 'no gateway: plain Workers AI on the REST API' };
  }
  throw invalidArgument({
    setting: 'gatewayId',
    problem: `\`null\` means no gateway, which only Workers AI models on REST or a binding support, not "${reference.id}" here.`,
    example: "cloudflare('@cf/openai/gpt-oss-20b')",
  });
}

function explicitEndpoint(
  endpoint: EndpointName,
  context: RoutingContext,
  possible: readonly EndpointName[],
): Selection {
  if (!possible.includes(endpoint)) {
    throw invalidArgument({
      setting: 'endpoint',
      problem: `"${endpoint}" does not serve ${context.kind} of "${context.reference.id}"; it is served by ${possible.join(' and ')}.`,
      example: `createCloudflare({ endpoint: '${possible[0]}' })`,
    });
  }
  if (endpoint === 'rest' && (context.providerKey || context.byokAlias !== undefined))
    throw restCarriesNoKey(context);
  return { endpoint, reason: 'the setting `endpoint`' };
}

function withOwnKey(context: RoutingContext, possible: readonly EndpointName[]): Selection {
  const what = context.providerKey ? 'a provider key' : 'a stored key alias';
  if (possible.includes('native'))
    return { endpoint: 'native', reason: `${what} travels on the upstream's own path` };
  if (possible.includes('compat'))
    return { endpoint: 'compat', reason: `${what} travels on compat: the upstream has no path of its own` };
  throw restCarriesNoKey(context);
}

function automatic(
  connection: Connection,
  context: RoutingContext,
  possible: readonly EndpointName[],
): Selection {
  if (possible.includes('rest') && connection.apiToken !== undefined) {
    return { endpoint: 'rest', reason: 'there is an API token for the REST API' };
  }
  const endpoint = (['compat', 'native'] as const).find(name => possible.includes(name));
  const open = connection.base !== undefined && connection.base.form !== 'hosts';
  if (
    endpoint !== undefined &&
    (connection.apiToken ?? connection.gatewayToken ?? (open || undefined)) !== undefined
  ) {
    return { endpoint, reason: notOnRest(context, possible) };
  }
  const unset = connection.bindingUnset ? ` \`binding\` was passed but is undefined. ${bindingHint}` : '';
  throw missing(
    connection,
    `no Cloudflare token was given: ${tokenRemedy(connection)}; in a Worker, \`binding: env.AI\` needs none.${unset}`,
  );
}

/** Why a call does not use the REST API. */
function notOnRest({ reference, kind }: RoutingContext, possible: readonly EndpointName[]): string {
  if (possible.includes('rest')) return 'there is no API token for the REST API';
  return endpointsOf(reference.upstream, kind).includes('rest')
    ? 'the base URL does not lead to the REST API'
    : `the REST API does not serve ${kind} of ${reference.upstream.name}`;
}

/** A base URL that ends in one upstream's path leads to that upstream only. */
function leadsTo({ base }: Connection, endpoint: EndpointName, { reference }: RoutingContext): boolean {
  if (endpoint !== 'native' || base === undefined || !('tail' in base) || base.tail.kind !== 'native')
    return true;
  const { name, native } = reference.upstream;
  const segment = native?.segment ?? name;
  return base.tail.segment === (typeof segment === 'function' ? name : segment);
}

function notServed({ reference, kind }: RoutingContext): Error {
  return new UnsupportedFunctionalityError({
    functionality: `${kind} of ${reference.upstream.name}`,
    message: `No endpoint serves ${kind} for "${reference.id}". Served: "@cf/baai/bge-m3", "openai/text-embedding-3-small".`,
  });
}

function unreachable(
  connection: Connection,
  { reference, kind }: RoutingContext,
  served: readonly EndpointName[],
): Error {
  return invalidArgument({
    setting: connection.baseURL?.setting ?? 'baseURL',
    problem: `it does not lead to ${kind} of "${reference.id}", which is served by ${served.join(' and ')} only.`,
    example:
      "createCloudflare({ baseURL: 'https://gateway.ai.cloudflare.com/v1/{account}/{gateway}/compat' })",
  });
}

function restCarriesNoKey({ reference, kind, providerKey, byokAlias }: RoutingContext): Error {
  const elsewhere = endpointsOf(reference.upstream, kind).find(endpoint => endpoint !== 'rest');
  const setting = providerKey
    ? `providerKeys.${reference.upstream.name}`
    : 'providerOptions.cloudflare.byokAlias';
  const what = providerKey ? 'a provider key' : `the stored key "${byokAlias}"`;
  return invalidArgument({
    setting,
    problem: `"${reference.id}" would travel on the REST API, which ignores it: ${what} would not be used.`,
    example:
      elsewhere === undefined ? `leave out ${setting}` : `createCloudflare({ endpoint: '${elsewhere}' })`,
  });
}

/**
 * The two calls of the binding: `run` of the binding itself, for Workers AI and what only the catalogue has, and
 * `run` of a gateway, which passes a request on to the vendor as the gateway host does.
 * @see https://developers.cloudflare.com/ai-gateway/usage/worker-binding-methods/
 */
export type BindingForm = 'run' | 'gateway';

/** The forms that serve an upstream's models of a kind, the preferred one first. */
export function bindingForms(upstream: Upstream, kind: ModelKind): readonly BindingForm[] {
  const { binding, compat, native } = upstream;
  const onGateway = serves(compat, kind) || serves(native, kind);
  return [...(serves(binding, kind) ? ['run' as const] : []), ...(onGateway ? ['gateway' as const] : [])];
}

/** Selects the form of the binding that serves a call: the user's own key travels through a gateway only. */
function selectBinding(context: RoutingContext): Selection {
  const { reference, kind, providerKey } = context;
  const forms = bindingForms(reference.upstream, kind);
  const form = providerKey ? forms.find(name => name === 'gateway') : forms[0];
  if (form === undefined) throw noFormCarriesKey(context);
  const reason = {
    run: 'the Workers binding: `env.AI.run`',
    gateway: 'the Workers binding: `env.AI.gateway(id).run`',
  };
  return { endpoint: 'binding', bindingForm: form, reason: reason[form] };
}

function noFormCarriesKey({ reference }: RoutingContext): Error {
  const setting = `providerKeys.${reference.upstream.name}`;
  return invalidArgument({
    setting,
    problem: `"${reference.id}" is run by the binding, which ignores it.`,
    example: `leave out ${setting}`,
  });
}
