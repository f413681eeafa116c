import type { AzureSettings } from '../settings/connection-settings.ts';
import { type ModelReference, spelled } from '../upstreams/model-id.ts';
import type { Wire } from '../upstreams/upstream.ts';
import { gatewayBase, restBase } from './addresses.ts';
import type { Connection } from './connection.ts';
import { cloudflareHosts } from './hosts.ts';
import type { Selection } from './select-endpoint.ts';
import { isBuiltInWire, isCoreWire, serves } from './served-wires.ts';

/** The address of a request and the model's name there. */
export interface Target {
  /** For a vendor's own path, without the end that its package appends: it ends with `/`. */
  readonly url: string;
  /** Behind a gateway, the path below its base: `openai/chat/completions`. */
  readonly path?: string;
  readonly model: string;
  /** Whether this is the vendor's own path, where it reads its key in its own header. */
  readonly ownPath: boolean;
  /** The call of the binding, where that takes the place of a request. */
  readonly binding?: BindingTarget | undefined;
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
 * The paths of the wires, as every endpoint uses them. The package of a vendor writes its own path. The others run a
 * model by its name.
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
  const { upstream } = reference;
  const { endpoint, bindingForm } = selection;
  if (endpoint === 'rest') {
    const model = spelled(reference, upstream.rest);
    const base = restBase(connection);
    const path = paths[wire];
    // Workers AI is run at the path of its model; what the catalogue has, by its name in the body.
    const run = upstream.cloudflare ? `run/${model}` : 'run';
    const url = path === undefined ? base.replace(/v1$/, run) : `${base}/${path}`;
    return { url, model, ownPath: false };
  }
  if (bindingForm === 'run' && isBuiltInWire(wire)) {
    const model = spelled(reference, upstream.binding);
    const binding: BindingTarget = { form: 'run', model, gatewayId: gatewayId ?? undefined };
    return { url: bindingURL(binding), model, ownPath: false, binding };
  }
  const gateway = gatewayId ?? 'default';
  const ownPath = bindingForm ? !isCoreWire(wire) || serves(upstream.native, wire) : endpoint === 'native';
  const model = ownPath ? modelOf(input) : spelled(reference, upstream.compat);
  const path = ownPath ? pathOf(input) : `compat/${paths[wire]}`;
  const binding = bindingForm && gatewayRequest(gateway, path);
  const url = binding ? bindingURL(binding) : `${gatewayBase(connection, gateway)}/${path}`;
  return { url, path, model, ownPath, binding };
}

/** The model on the upstream's own path. */
function modelOf({ reference: { upstream, model }, wire }: TargetInput): string {
  return isBuiltInWire(wire) ? model : (upstream.api?.spell?.(model) ?? model);
}

/** The upstream's own path. In a vendor's format, only the gateway's part: the vendor's package appends the rest. */
function pathOf({ reference: { upstream, model }, wire, azure }: TargetInput): string {
  const { name, native, api } = upstream;
  if (!isBuiltInWire(wire)) {
    const { segment = name } = api ?? {};
    return `${typeof segment === 'function' ? segment(azure) : segment}/`;
  }
  const { segment = name, base = '', query: queryOf } = native ?? {};
  const query = new URLSearchParams(queryOf?.(azure)).toString();
  const tail = paths[wire];
  const path = `${typeof segment === 'function' ? segment(model, azure) : segment}/${tail === undefined ? model : base + tail}`;
  return query === '' ? path : `${path}?${query}`;
}

/** The target of a call through the binding. */
export type BindingTarget =
  | { readonly form: 'run'; readonly model: string; readonly gatewayId: string | undefined }
  | GatewayRequest;

/** A request behind a gateway as the binding, and a list of steps, name it. */
export interface GatewayRequest {
  readonly form: 'gateway';
  readonly gatewayId: string;
  /** The gateway's name of the provider, or `compat`. */
  readonly provider: string;
  /** Path and query below the provider's base. */
  readonly endpoint: string;
}

/** The address that the binding itself calls, for `explain` and errors. Read in workerd 1.20260426.1 (2026-04). */
function bindingURL(target: BindingTarget): string {
  const { binding } = cloudflareHosts;
  if (target.form === 'gateway') return `${binding}/ai-gateway/universal/run/${target.gatewayId}`;
  return `${binding}${target.gatewayId === undefined ? '' : '/ai-gateway'}/run?version=3`;
}

/** @param path begins with the provider */
export function gatewayRequest(gatewayId: string, path: string): GatewayRequest {
  const [provider = '', ...rest] = path.split('/');
  return { form: 'gateway', gatewayId, provider, endpoint: rest.join('/') };
}
