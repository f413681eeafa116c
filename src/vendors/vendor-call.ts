import { generateId } from '@ai-sdk/provider-utils';
import { createExchange, type Exchange } from '../gateway/errors/exchange.ts';
import {
  createPrepareRequest,
  type PreparedRequest,
  type PrepareRequest,
} from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import type { ModelRoute } from '../request/request-plan.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import { adjustmentFor } from '../upstreams/custom-profile.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import type { VendorWire } from '../upstreams/vendor-api.ts';
import type { VendorUpstream } from '../upstreams/vendor-functions.ts';
import type { CallWarning } from '../wire/profile.ts';
import { EventWatch } from './event-watch.ts';

/** What all calls of one model of a vendor's package have in common. */
export interface VendorRoute extends ModelRoute<VendorWire> {
  readonly reference: VendorReference;
  readonly prepare: PrepareRequest;
}

/** A model of an upstream with an API of its own. */
export interface VendorReference extends ModelReference {
  readonly upstream: VendorUpstream;
}

export function vendorRoute(
  provider: ProviderContext,
  reference: VendorReference,
  wire: VendorWire,
): VendorRoute {
  const route = { provider, reference, wire };
  return { ...route, prepare: createPrepareRequest(route) };
}

/** `generate`: a whole answer whose body the package reports; `media`: any other whole response. */
export type VendorMode = 'generate' | 'media' | 'stream' | 'explain';

/** The request of a call that is explained instead of sent. */
export interface ExplainedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** One call of a vendor's package: its request, and what is learned on the way. Calls share nothing. */
export interface VendorCall {
  /** Names the call in a header of its requests. Random, so that no other request can name it. */
  readonly key: string;
  readonly route: VendorRoute;
  readonly mode: VendorMode;
  readonly request: PreparedRequest;
  readonly record: EventWatch;
  readonly exchange: Exchange;
  readonly signal: AbortSignal | undefined;
  readonly warnings: CallWarning[];
  readonly warn: (warning: CallWarning) => void;
  /** The caller's names of tools that have another one on the wire, by that. */
  readonly ownNames: Map<string, string>;
  /** The body of a whole answer, as far as it was read. */
  readonly received: Uint8Array[];
  /** Cancels the body of a stream: a package that fails at the first event leaves it open. */
  cancelBody: ((reason: unknown) => Promise<void>) | undefined;
  /** The request, where it is explained. */
  explained: ExplainedRequest | undefined;
}

/** A call with its request. Every error here is one of the SDK's own, and nothing has been sent. */
export function createVendorCall(
  route: VendorRoute,
  request: PreparedRequest,
  signal: AbortSignal | undefined,
  mode: VendorMode,
): VendorCall {
  const { plan } = request;
  checkExtraBody(plan.options.extraBody);
  const { profiles } = route.provider.settings();
  const { id, upstream, model } = route.reference;
  const warnings = [...plan.warnings];
  if (profiles !== undefined && adjustmentFor(profiles, { id, name: upstream.name, model }) !== undefined)
    warnings.push({
      type: 'other',
      message: '`profiles` adjust chat completions only.',
    });
  return {
    key: generateId(),
    route,
    mode,
    request,
    record: new EventWatch(),
    exchange: createExchange(plan.target.url, request.context),
    signal,
    warnings,
    warn: warning => void warnings.push(warning),
    ownNames: new Map(),
    received: [],
    cancelBody: undefined,
    explained: undefined,
  };
}

/** The calls of one package that are under way, by their keys. */
export type VendorCalls = Map<string, VendorCall>;

/** What the conversation is called on the vendors' wires, besides the names that are refused on all of them. */
const conversation = ['instructions', 'system', 'contents'] as const;

function checkExtraBody(extraBody: object = {}): void {
  const name = conversation.find(field => Object.hasOwn(extraBody, field));
  if (name === undefined) return;
  throw invalidArgument({
    setting: `providerOptions.cloudflare.extraBody.${name}`,
    problem: 'it is written from the prompt.',
    example: "providerOptions: { cloudflare: { extraBody: { service_tier: 'flex' } } }",
  });
}
