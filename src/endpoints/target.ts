import type { AzureSettings } from '../settings/connection-settings.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import type { PrefixedEndpoint, Wire } from '../upstreams/upstream.ts';
import { bindingHost, type Connection, gatewayBase, restBase } from './connection.ts';
import { isCoreWire, isServedWire, type Selection, serves } from './select-endpoint.ts';

/** The address of a request and the model's name there. */
export interface Target {
  /** For a vendor's own path without what the vendor's package writes: it ends with `/`. */
  readonly url: string;
  readonly model: string;
  /** Whether this is the vendor's own path, where it reads its key in its own header. */
  readonly ownPath: boolean;
  /** The call of the binding, where that takes the place of a request. */
  readonly binding?: BindingTarget;
}

interface TargetInput {
  readonly connection: Connection;
  readonly selection: Selection;
  readonly reference: ModelReference;
  readonly wire: Wire;
  readonly gatewayId: string | null | undefined;
  readonly azure: AzureSettings | undefined;
}

/**
 * The paths of the wires, as every endpoint uses them. A vendor's own path begins where its package says. The others run
 * a model by its name.
 */
const paths: { readonly [WIRE in Wire]?: string } = {
  chat: 'chat/completions',
  embeddings: 'embeddings',
  responses: 'responses',
  messages: 'messages',
  own: '',
};

/** Builds the URL and the model spelling of a call; each path segment appears in the URL once. */
export function buildTarget(input: TargetInput): Target {
  const { connection, selection, reference, wire, gatewayId } = input;
  const { endpoint } = selection;
  if (endpoint === 'binding') return bindingTarget(input);
  if (endpoint === 'rest') {
    const model = spelled(reference, reference.upstream.rest);
    const base = restBase(connection);
    const path = paths[wire];
    // Workers AI is run at the path of its model; what the catalogue has, by its name in the body.
    const run = reference.upstream.cloudflare ? `run/${model}` : 'run';
    return {
      url: path === undefined ? base.replace(/v1$/, run) : `${base}/${path}`,
      model,
      ownPath: false,
    };
  }
  const { path, ...rest } = endpoint === 'native' ? ownPath(input) : compatPath(input);
  return { url: `${gatewayBase(connection, gatewayId ?? 'default')}/${path}`, ...rest };
}

function bindingTarget(input: TargetInput): Target {
  const { selection, reference, wire, gatewayId } = input;
  const { upstream } = reference;
  if (selection.bindingForm === 'run' && isServedWire(wire)) {
    const model = spelled(reference, upstream.binding);
    const binding: BindingTarget = { form: 'run', model, gatewayId: gatewayId ?? undefined };
    return { url: bindingURL(binding), model, ownPath: false, binding };
  }
  const own = !isCoreWire(wire) || serves(upstream.native, wire);
  const { path, ...rest } = own ? ownPath(input) : compatPath(input);
  const binding = bindingRequest(gatewayId ?? 'default', path);
  return { url: bindingURL(binding), ...rest, binding };
}

/** What follows the gateway in a URL, and the model in the body. */
interface GatewayPath extends Pick<Target, 'model' | 'ownPath'> {
  readonly path: string;
}

function ownPath(input: TargetInput): GatewayPath {
  return isServedWire(input.wire) ? nativePath(input) : vendorPath(input);
}

/** The upstream's own path as far as it is the gateway's: the vendor's package writes the rest. */
function vendorPath({ reference, azure }: TargetInput): GatewayPath {
  const { upstream, model } = reference;
  const { segment = upstream.name, spell } = upstream.api ?? {};
  const path = `${typeof segment === 'function' ? segment(azure) : segment}/`;
  return { path, model: spell?.(model) ?? model, ownPath: true };
}

function nativePath({ reference, wire, azure }: TargetInput): GatewayPath {
  const { upstream, model } = reference;
  const { segment = upstream.name, base = '', query: queryOf } = upstream.native ?? {};
  const query = new URLSearchParams(queryOf?.(azure)).toString();
  const tail = paths[wire];
  const path = `${typeof segment === 'function' ? segment(model, azure) : segment}/${tail === undefined ? model : base + tail}`;
  return { path: query === '' ? path : `${path}?${query}`, model, ownPath: true };
}

function compatPath({ reference, wire }: TargetInput): GatewayPath {
  const model = spelled(reference, reference.upstream.compat);
  return { path: `compat/${paths[wire]}`, model, ownPath: false };
}

function spelled({ upstream, model }: ModelReference, endpoint: PrefixedEndpoint | undefined): string {
  const { prefix = upstream.name, spell } = endpoint ?? {};
  const name = spell?.(model) ?? model;
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** What a call of the binding names, besides its body and its options. */
export type BindingTarget =
  | {
      readonly form: 'run';
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
function bindingURL(target: BindingTarget): string {
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
