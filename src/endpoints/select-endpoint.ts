import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { invalidArgument } from '../settings/configuration-error.ts';
import type { EndpointName } from '../settings/connection-settings.ts';
import { inWords } from '../settings/in-words.ts';
import { refusedSetting } from '../settings/setting-table.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import type { Wire } from '../upstreams/upstream.ts';
import type { Connection } from './connection.ts';
import { bindingHint, missing } from './missing-settings.ts';
import { type BindingForm, bindingForms, endpointsOf, isBuiltInWire } from './served-wires.ts';

/** What is to be reached. */
interface RouteQuery {
  readonly reference: ModelReference;
  readonly wire: Wire;
}

/** What the endpoint of a call depends on, in addition to the connection. */
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

/** Selects the endpoint by the rules of docs/routing.md, in their order. */
export function selectEndpoint(connection: Connection, context: RoutingContext): Selection {
  const { reference, wire, gatewayId } = context;
  const { endpoint, reachable } = connection;
  const { id, upstream } = reference;
  if (endpointsOf(upstream, wire).length === 0) throw notServed(reference, wire);
  const throughBinding = reachable.includes('binding');
  const onRest = reachable.includes('rest') && (endpoint ?? 'rest') === 'rest';
  if (gatewayId === null && !(upstream.cloudflare && (throughBinding || onRest))) {
    throw invalidArgument({
      setting: 'gatewayId',
      problem: `\`null\` means no gateway, which is for Workers AI on REST or a binding, not for "${id}" here.`,
      example: "cloudflare('@cf/openai/gpt-oss-20b')",
    });
  }
  if (throughBinding) return selectBinding(context);
  if (gatewayId === null) return { endpoint: 'rest', reason: 'no gateway: plain Workers AI' };
  const possible = reachableOf(connection, context);
  if (!possible.includes(endpoint ?? possible[0] ?? 'binding'))
    throw unreachable(connection, context, possible);
  return selectURL(connection, context, possible);
}

/** The first rule whose endpoint is known decides. */
function selectURL(
  connection: Connection,
  context: RoutingContext,
  possible: readonly EndpointName[],
): Selection {
  const { endpoint, apiToken, gatewayToken, base, bindingUnset } = connection;
  const { reference, wire, providerKey, byokAlias } = context;
  const [rest, native, compat] = (['rest', 'native', 'compat'] as const).map(
    name => possible.includes(name) && name,
  );
  const forKey = (providerKey || byokAlias !== undefined) && (native || compat || 'rest');
  if (forKey && (endpoint ?? forKey) === 'rest') throw ignoresKey(context, 'the REST API');
  // A custom base URL may need no token.
  const isOpen = apiToken ?? gatewayToken ?? (base && base.form !== 'hosts');
  const gateway = isOpen && (compat || native);
  const rules: readonly (readonly [EndpointName | false | undefined, string])[] = [
    [endpoint, 'the setting `endpoint`'],
    [
      forKey,
      `${providerKey ? 'a provider key' : 'a stored key alias'} travels on ${native ? "the upstream's own path" : 'compat, without such a path'}`,
    ],
    // REST Responses were seen to answer 402 where the vendor's own path is paid by Cloudflare (cloudflare/ai#548, 2026),
    // and its Messages schema is stricter than Anthropic's.
    [!isBuiltInWire(wire) && gateway, "the upstream's own path carries its format"],
    [apiToken && rest, 'there is an API token for the REST API'],
    [rest && gateway, 'there is no API token for the REST API'],
    [
      endpointsOf(reference.upstream, wire).includes('rest') && gateway,
      'the base URL does not lead to the REST API',
    ],
    [gateway, `the REST API does not serve ${wireName(wire)} of ${reference.upstream.name}`],
  ];
  for (const [selected, reason] of rules) if (selected) return { endpoint: selected, reason };
  const unset = bindingUnset ? ` \`binding\` was passed but is undefined. ${bindingHint}` : '';
  const instead = ` In a Worker, \`binding: env.AI\` needs none.${unset}`;
  throw missing(connection, 'no Cloudflare token was given', instead);
}

/** The error for a base URL, or a setting `endpoint`, that does not lead to the model. */
function unreachable(
  { baseURL, endpoint }: Connection,
  { reference: { id, upstream }, wire }: RouteQuery,
  possible: readonly EndpointName[],
): Error {
  const what = `${wireName(wire)} of "${id}"`;
  const servedBy = (names: readonly EndpointName[]): string => `it is served by ${inWords(names, 'and')}.`;
  if (possible.length > 0)
    return invalidArgument({
      setting: 'endpoint',
      problem: `"${endpoint}" does not serve ${what}; ${servedBy(possible)}`,
      example: "createCloudflare({ endpoint: 'auto' })",
    });
  const problem = `it does not lead to ${what}; ${servedBy(endpointsOf(upstream, wire))}`;
  return refusedSetting('baseURL', problem, baseURL?.setting);
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
  return reachableOf(connection, query).some(name => (connection.endpoint ?? name) === name);
}

/** A base URL that ends in one upstream's path leads to that upstream only. */
function leadsTo({ base }: Connection, endpoint: EndpointName, { reference, wire }: RouteQuery): boolean {
  if (endpoint !== 'native' || base?.segment === undefined) return true;
  const { name, native, api } = reference.upstream;
  const segment = (isBuiltInWire(wire) ? native : api)?.segment;
  return base.segment === (typeof segment === 'string' ? segment : name);
}

/** A wire as messages name it. */
const wireName = (wire: Wire): string => (wire === 'own' ? "the vendor's own API" : wire);

/** The error for a wire that an upstream does not have. */
export function notServed({ id, upstream }: ModelReference, wire: Wire): Error {
  const others = (['responses', 'messages', 'chat'] as const).filter(
    other => !isBuiltInWire(wire) && other !== wire && endpointsOf(upstream, other).length > 0,
  );
  const instead = inWords(others.map(other => `\`cloudflare.${other}('${id}')\``));
  const served = wire === 'embeddings' && ' Served: "@cf/baai/bge-m3", "openai/text-embedding-3-small".';
  return new UnsupportedFunctionalityError({
    functionality: `${wire} of ${upstream.name}`,
    message: `No endpoint serves ${wireName(wire)} for "${id}".${served || (instead && ` Use ${instead}.`)}`,
  });
}

function ignoresKey({ reference, wire, providerKey, byokAlias }: RoutingContext, by: string): Error {
  const { id, upstream } = reference;
  const setting = providerKey ? `providerKeys.${upstream.name}` : 'providerOptions.cloudflare.byokAlias';
  const elsewhere = endpointsOf(upstream, wire).find(endpoint => endpoint !== 'rest');
  return invalidArgument({
    setting,
    problem: `${by}, which serves "${id}", ignores ${providerKey ? 'a provider key' : `the stored key "${byokAlias}"`}.`,
    example:
      elsewhere === undefined ? `leave out ${setting}` : `createCloudflare({ endpoint: '${elsewhere}' })`,
  });
}

/** Selects the form of the binding that serves a call: the user's own key travels through a gateway only. */
function selectBinding(context: RoutingContext): Selection {
  const forms = bindingForms(context.reference.upstream, context.wire);
  const form = context.providerKey ? forms.find(name => name === 'gateway') : forms[0];
  if (form === undefined) throw ignoresKey(context, 'the binding');
  const call = form === 'run' ? 'run' : 'gateway(id).run';
  return {
    endpoint: 'binding',
    bindingForm: form,
    reason: `the Workers binding: \`env.AI.${call}\``,
  };
}
