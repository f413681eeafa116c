import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { invalidArgument, missingCredential } from '../settings/configuration-error.ts';
import type { EndpointName } from '../settings/connection-settings.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import type { ModelKind, Upstream } from '../upstreams/upstream.ts';
import { bindingHint, type Connection } from './connection.ts';

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

/** The endpoints whose table has a path for this upstream and kind. */
function endpointsOf(upstream: Upstream, kind: ModelKind): readonly EndpointName[] {
  const prefixed = (['rest', 'compat'] as const).filter(
    name => (upstream[name]?.kinds ?? ['chat']).includes(kind) && upstream[name],
  );
  return upstream.native?.paths[kind] === undefined ? prefixed : [...prefixed, 'native'];
}

/** Takes the endpoint by the rules of docs/routing.md, in their order. */
export function selectEndpoint(connection: Connection, facts: RoutingFacts): Selection {
  const { reference, kind, gatewayId } = facts;
  const served = endpointsOf(reference.upstream, kind);
  if (served.length === 0) throw notServed(facts);
  const throughBinding = connection.reachable.includes('binding');
  if (gatewayId === null && !(throughBinding && reference.upstream.cloudflare))
    return plainWorkersAI(connection, facts);
  if (throughBinding) return selectBinding(facts);
  const possible = served.filter(
    endpoint => connection.reachable.includes(endpoint) && leadsTo(connection, endpoint, facts),
  );
  if (possible.length === 0) throw unreachable(connection, facts, served);
  if (connection.endpoint !== undefined) return explicitEndpoint(connection.endpoint, facts, possible);
  if (facts.providerKey || facts.byokAlias !== undefined) return withOwnKey(facts, possible);
  return automatic(connection, facts, possible);
}

function plainWorkersAI(connection: Connection, { reference }: RoutingFacts): Selection {
  const usable = reference.upstream.cloudflare && connection.reachable.includes('rest');
  if (usable && (connection.endpoint ?? 'rest') === 'rest') {
    return { endpoint: 'rest', reason: 'no gateway: a plain Workers AI call on the REST API' };
  }
  throw invalidArgument({
    setting: 'gatewayId',
    problem: `\`null\` means no gateway, which works for Workers AI models on the REST API or the binding only, not for "${reference.id}" here.`,
    example: "cloudflare('@cf/meta/llama-3.3-70b-instruct-fp8-fast')",
  });
}

function explicitEndpoint(
  endpoint: EndpointName,
  facts: RoutingFacts,
  possible: readonly EndpointName[],
): Selection {
  if (!possible.includes(endpoint)) {
    throw invalidArgument({
      setting: 'endpoint',
      problem: `"${endpoint}" does not serve ${facts.kind} of "${facts.reference.id}"; it is served by ${possible.join(' and ')}.`,
      example: `createCloudflare({ endpoint: '${possible[0]}' })`,
    });
  }
  if (endpoint === 'rest' && (facts.providerKey || facts.byokAlias !== undefined))
    throw restCarriesNoKey(facts);
  return { endpoint, reason: 'the setting `endpoint`' };
}

function withOwnKey(facts: RoutingFacts, possible: readonly EndpointName[]): Selection {
  const what = facts.providerKey ? 'a provider key' : 'a stored key alias';
  if (possible.includes('native'))
    return { endpoint: 'native', reason: `${what} travels on the upstream's own path` };
  if (possible.includes('compat'))
    return { endpoint: 'compat', reason: `${what}, and the upstream has no own path for it` };
  throw restCarriesNoKey(facts);
}

function automatic(
  connection: Connection,
  facts: RoutingFacts,
  possible: readonly EndpointName[],
): Selection {
  if (possible.includes('rest') && connection.apiToken !== undefined) {
    return { endpoint: 'rest', reason: 'the account REST API, with a Cloudflare API token' };
  }
  const endpoint = (['compat', 'native'] as const).find(name => possible.includes(name));
  const open = connection.base !== undefined && connection.base.form !== 'hosts';
  if (
    endpoint !== undefined &&
    (connection.apiToken ?? connection.gatewayToken ?? (open || undefined)) !== undefined
  ) {
    return { endpoint, reason: notOnRest(facts, possible) };
  }
  const unset = connection.bindingUnset ? ` \`binding\` was given and is undefined. ${bindingHint}` : '';
  throw missingCredential({
    setting: 'apiToken',
    problem: `no Cloudflare token was given. Pass it or set the environment variable CLOUDFLARE_API_TOKEN; in a Worker, \`binding: env.AI\` needs none.${unset}`,
    example: 'createCloudflare({ apiToken: process.env.CLOUDFLARE_API_TOKEN })',
  });
}

/** Why a call does not take the REST API. */
function notOnRest({ reference, kind }: RoutingFacts, possible: readonly EndpointName[]): string {
  if (possible.includes('rest')) return 'there is no API token for the REST API';
  return endpointsOf(reference.upstream, kind).includes('rest')
    ? 'the base URL does not lead to the REST API'
    : `the REST API does not serve ${kind} of ${reference.upstream.name}`;
}

/** A base URL that ends in one upstream's path leads to that upstream only. */
function leadsTo({ base }: Connection, endpoint: EndpointName, { reference }: RoutingFacts): boolean {
  if (endpoint !== 'native' || base === undefined || !('tail' in base) || base.tail.kind !== 'native')
    return true;
  const segment = reference.upstream.native?.segment;
  return typeof segment === 'function'
    ? base.tail.segment === reference.upstream.name
    : base.tail.segment === segment;
}

function notServed({ reference, kind }: RoutingFacts): Error {
  return new UnsupportedFunctionalityError({
    functionality: `${kind} of ${reference.upstream.name}`,
    message: `No endpoint serves ${kind} for "${reference.id}". Models that are served: "@cf/baai/bge-m3", "openai/text-embedding-3-small".`,
  });
}

function unreachable(
  connection: Connection,
  { reference, kind }: RoutingFacts,
  served: readonly EndpointName[],
): Error {
  return invalidArgument({
    setting: connection.baseURL?.setting ?? 'baseURL',
    problem: `it does not lead to ${kind} of "${reference.id}", which is served by ${served.join(' and ')} only.`,
    example:
      "createCloudflare({ baseURL: 'https://gateway.ai.cloudflare.com/v1/{account}/{gateway}/compat' })",
  });
}

function restCarriesNoKey({ reference, kind, providerKey, byokAlias }: RoutingFacts): Error {
  const elsewhere = endpointsOf(reference.upstream, kind).find(endpoint => endpoint !== 'rest');
  const setting = providerKey
    ? `providerKeys.${reference.upstream.name}`
    : 'providerOptions.cloudflare.byokAlias';
  const what = providerKey ? 'a provider key' : `the stored key "${byokAlias}"`;
  return invalidArgument({
    setting,
    problem: `"${reference.id}" would travel on the REST API, which carries no provider key and reads only the stored key named "default"; ${what} would not be used.`,
    example:
      elsewhere === undefined ? `leave out ${setting}` : `createCloudflare({ endpoint: '${elsewhere}' })`,
  });
}

/**
 * The two calls of the binding: `run` of the binding itself, for Workers AI and what only the catalogue has, and
 * `run` of a gateway, which hands a request on to the vendor as the gateway host does.
 * @see https://developers.cloudflare.com/ai-gateway/usage/worker-binding-methods/
 */
export type BindingForm = 'run' | 'gateway';

/** The forms that serve an upstream's models of a kind, the one to take first. */
export function bindingForms(upstream: Upstream, kind: ModelKind): readonly BindingForm[] {
  const { binding, compat, native } = upstream;
  const onRun = binding !== undefined && (binding.kinds ?? ['chat']).includes(kind);
  const onCompat = compat !== undefined && (compat.kinds ?? ['chat']).includes(kind);
  const onGateway = onCompat || native?.paths[kind] !== undefined;
  return [...(onRun ? ['run' as const] : []), ...(onGateway ? ['gateway' as const] : [])];
}

/** Takes the form of the binding that serves a call: a key of the user's travels through a gateway only. */
export function selectBinding(facts: RoutingFacts): Selection {
  const { reference, kind, providerKey } = facts;
  const forms = bindingForms(reference.upstream, kind);
  const form = providerKey ? forms.find(name => name === 'gateway') : forms[0];
  if (form === undefined) throw noFormCarriesKey(facts);
  const reason = {
    run: 'the Workers binding: `env.AI.run`',
    gateway: 'the Workers binding: `env.AI.gateway(id).run`',
  };
  return { endpoint: 'binding', bindingForm: form, reason: reason[form] };
}

function noFormCarriesKey({ reference }: RoutingFacts): Error {
  const setting = `providerKeys.${reference.upstream.name}`;
  return invalidArgument({
    setting,
    problem: `"${reference.id}" is run by the binding itself, which carries no provider key; the key would not be used.`,
    example: `leave out ${setting}`,
  });
}
