import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { invalidArgument } from '../settings/configuration-error.ts';
import type { EndpointName } from '../settings/connection-settings.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import type { CoreWire, RunWire, ServedWire, ServedWires, Upstream, Wire } from '../upstreams/upstream.ts';
import { bindingHint, type Connection } from './connection.ts';
import { missing, tokenRemedy } from './missing-settings.ts';

/** What is to be reached. */
interface RouteQuery {
  readonly reference: ModelReference;
  readonly wire: Wire;
}

/** What decides the endpoint of a call, besides the connection. */
export interface RoutingContext extends RouteQuery {
  readonly gatewayId: string | null | undefined;
  /** A provider key is configured for the upstream. */
  readonly providerKey: boolean;
  /** A stored key other than `default` is requested. */
  readonly byokAlias: string | undefined;
}

/** An endpoint and why it was selected. */
export interface Selection {
  readonly endpoint: EndpointName;
  readonly reason: string;
  /** How the binding is called; for the endpoint `binding` only. */
  readonly bindingForm?: BindingForm;
}

/** Whether an endpoint of an upstream serves one of the core's wires. */
export function serves(endpoint: ServedWires | undefined, wire: CoreWire): boolean {
  return endpoint !== undefined && (endpoint.wires ?? ['chat']).includes(wire);
}

export function isCoreWire(wire: Wire): wire is CoreWire {
  return wire === 'chat' || wire === 'embeddings';
}

/** Whether Cloudflare runs the models of an upstream that are of a kind. */
function runs({ runs: kinds }: Upstream, wire: RunWire): boolean {
  return kinds?.includes(wire) === true;
}

/** Whether this package writes a wire itself. */
export function isServedWire(wire: Wire): wire is ServedWire {
  return wire !== 'responses' && wire !== 'messages' && wire !== 'own';
}

/** The endpoints that serve this upstream and wire. */
export function endpointsOf(upstream: Upstream, wire: Wire): readonly EndpointName[] {
  if (isCoreWire(wire))
    return (['rest', 'compat', 'native'] as const).filter(name => serves(upstream[name], wire));
  if (isServedWire(wire)) {
    if (!runs(upstream, wire)) return [];
    return upstream.cloudflare ? ['rest', 'native'] : ['rest'];
  }
  const { api } = upstream;
  if (api === undefined) return [];
  if (wire === 'own') return ['native'];
  return [
    ...(api.rest?.includes(wire) ? ['rest' as const] : []),
    ...(api.wires?.includes(wire) ? ['native' as const] : []),
  ];
}

/** Selects the endpoint by the rules of docs/routing.md, in their order. */
export function selectEndpoint(connection: Connection, context: RoutingContext): Selection {
  const { reference, wire, gatewayId } = context;
  const served = endpointsOf(reference.upstream, wire);
  if (served.length === 0) throw notServed(context);
  const throughBinding = connection.reachable.includes('binding');
  if (gatewayId === null && !(throughBinding && reference.upstream.cloudflare))
    return plainWorkersAI(connection, context);
  if (throughBinding) return selectBinding(context);
  const possible = reachableOf(connection, context);
  if (possible.length === 0) throw unreachable(connection, context, served);
  if (connection.endpoint !== undefined) return explicitEndpoint(connection.endpoint, context, possible);
  if (context.providerKey || context.byokAlias !== undefined) return withOwnKey(context, possible);
  return automatic(connection, context, possible);
}

/** The endpoints that serve a call and that the connection leads to. */
function reachableOf(connection: Connection, context: RouteQuery): readonly EndpointName[] {
  return endpointsOf(context.reference.upstream, context.wire).filter(
    endpoint => connection.reachable.includes(endpoint) && leadsTo(connection, endpoint, context),
  );
}

/** Whether a connection leads to a wire, by any endpoint or by the one that was requested. */
export function carries(connection: Connection, query: RouteQuery): boolean {
  if (connection.reachable.includes('binding'))
    return bindingForms(query.reference.upstream, query.wire).length > 0;
  const possible = reachableOf(connection, query);
  return connection.endpoint === undefined ? possible.length > 0 : possible.includes(connection.endpoint);
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
      problem: `"${endpoint}" does not serve ${wireName(context.wire)} of "${context.reference.id}"; it is served by ${possible.join(' and ')}.`,
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
  // REST Responses were seen to answer 402 where the vendor's own path is paid by Cloudflare (cloudflare/ai#548, 2026),
  // and its Messages schema is stricter than Anthropic's.
  const unchanged = !isServedWire(context.wire) && possible.includes('native');
  if (!unchanged && possible.includes('rest') && connection.apiToken !== undefined) {
    return { endpoint: 'rest', reason: 'there is an API token for the REST API' };
  }
  const endpoint = (['compat', 'native'] as const).find(name => possible.includes(name));
  const open = connection.base !== undefined && connection.base.form !== 'hosts';
  if (
    endpoint !== undefined &&
    (connection.apiToken ?? connection.gatewayToken ?? (open || undefined)) !== undefined
  ) {
    const reason = unchanged
      ? "the vendor's own path carries its format unchanged"
      : notOnRest(context, possible);
    return { endpoint, reason };
  }
  const unset = connection.bindingUnset ? ` \`binding\` was passed but is undefined. ${bindingHint}` : '';
  throw missing(
    connection,
    `no Cloudflare token was given: ${tokenRemedy(connection)}; in a Worker, \`binding: env.AI\` needs none.${unset}`,
  );
}

/** Why a call does not use the REST API. */
function notOnRest({ reference, wire }: RoutingContext, possible: readonly EndpointName[]): string {
  if (possible.includes('rest')) return 'there is no API token for the REST API';
  return endpointsOf(reference.upstream, wire).includes('rest')
    ? 'the base URL does not lead to the REST API'
    : `the REST API does not serve ${wireName(wire)} of ${reference.upstream.name}`;
}

/** A base URL that ends in one upstream's path leads to that upstream only. */
function leadsTo({ base }: Connection, endpoint: EndpointName, { reference, wire }: RouteQuery): boolean {
  if (endpoint !== 'native' || base === undefined || !('tail' in base) || base.tail.kind !== 'native')
    return true;
  const { name, native, api } = reference.upstream;
  const segment = (isServedWire(wire) ? native : api)?.segment ?? name;
  return base.tail.segment === (typeof segment === 'function' ? name : segment);
}

function notServed({ reference, wire }: RouteQuery): Error {
  if (!isServedWire(wire)) return noVendorPath(reference, wire);
  return new UnsupportedFunctionalityError({
    functionality: `${wire} of ${reference.upstream.name}`,
    message: `No endpoint serves ${wire} for "${reference.id}".${wire === 'embeddings' ? ' Served: "@cf/baai/bge-m3", "openai/text-embedding-3-small".' : ''}`,
  });
}

/** A wire as messages name it. */
const wireName = (wire: Wire): string => (wire === 'own' ? "the vendor's own API" : wire);

/** The error for a wire that an upstream does not have. */
export function noVendorPath({ id, upstream }: ModelReference, wire: Wire): Error {
  const others = (['responses', 'messages', 'chat'] as const).filter(
    other => other !== wire && endpointsOf(upstream, other).length > 0,
  );
  const instead = others.map(other => `\`cloudflare.${other}('${id}')\``).join(' or ');
  return new UnsupportedFunctionalityError({
    functionality: `${wire} of ${upstream.name}`,
    message: `No endpoint serves ${wireName(wire)} for "${id}".${instead === '' ? '' : ` Use ${instead}.`}`,
  });
}

function unreachable(
  connection: Connection,
  { reference, wire }: RoutingContext,
  served: readonly EndpointName[],
): Error {
  return invalidArgument({
    setting: connection.baseURL?.setting ?? 'baseURL',
    problem: `it does not lead to ${wireName(wire)} of "${reference.id}", which is served by ${served.join(' and ')} only.`,
    example:
      "createCloudflare({ baseURL: 'https://gateway.ai.cloudflare.com/v1/{account}/{gateway}/compat' })",
  });
}

function restCarriesNoKey({ reference, wire, providerKey, byokAlias }: RoutingContext): Error {
  const elsewhere = endpointsOf(reference.upstream, wire).find(endpoint => endpoint !== 'rest');
  const setting = providerKey
    ? `providerKeys.${reference.upstream.name}`
    : 'providerOptions.cloudflare.byokAlias';
  const what = providerKey ? 'a provider key' : `the stored key "${byokAlias}"`;
  return invalidArgument({
    setting,
    problem: `the REST API, which serves "${reference.id}", ignores ${what}.`,
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

/** The forms that serve an upstream's models of a wire, the preferred one first. */
export function bindingForms(upstream: Upstream, wire: Wire): readonly BindingForm[] {
  const { binding, compat, native } = upstream;
  if (!isServedWire(wire)) return endpointsOf(upstream, wire).includes('native') ? ['gateway'] : [];
  if (!isCoreWire(wire)) return runs(upstream, wire) ? ['run'] : [];
  const onGateway = serves(compat, wire) || serves(native, wire);
  return [...(serves(binding, wire) ? ['run' as const] : []), ...(onGateway ? ['gateway' as const] : [])];
}

/** Selects the form of the binding that serves a call: the user's own key travels through a gateway only. */
function selectBinding(context: RoutingContext): Selection {
  const { reference, wire, providerKey } = context;
  const forms = bindingForms(reference.upstream, wire);
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
