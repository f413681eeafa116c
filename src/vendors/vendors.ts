import { NoSuchModelError } from '@ai-sdk/provider';
import type { SpecAdapter } from '../answer/spec-adapter.ts';
import { carries, notServed } from '../endpoints/select-endpoint.ts';
import { endpointsOf } from '../endpoints/served-wires.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { createPrepareRequest } from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import type { ModelRoute } from '../request/request-plan.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import { type ModelReference, parseModelId, splitModelId } from '../upstreams/model-id.ts';
import type { RunWire, Upstream, Wire } from '../upstreams/upstream.ts';
import type { VendorWire } from '../upstreams/vendor-api.ts';
import {
  hasAPI,
  type VendorUpstream,
  vendorFunction,
  vendorUpstream,
} from '../upstreams/vendor-functions.ts';
import { words } from '../wire/fields.ts';
import type { PackageModel } from './carried-methods.ts';
import { type CarriedIdentity, type CarriedParts, carriedParts } from './carried-model.ts';
import { carriedProvider } from './carried-provider.ts';
import {
  type CreatePackage,
  checkSpecification,
  createPackage,
  isModel,
  type VendorPackage,
} from './package.ts';

/** What the models of a specification are made with. */
export interface CarrySpec<MODEL> {
  readonly version: string;
  readonly adapter: SpecAdapter<unknown, unknown>;
  readonly carried: (parts: CarriedParts) => MODEL;
}

/** The methods of packages that make a kind of model, by their names in the majors. */
const kinds = {
  image: 'imageModel image',
  speech: 'speechModel speech',
  transcription: 'transcriptionModel transcription',
  embedding: 'textEmbeddingModel embeddingModel',
  reranking: 'rerankingModel reranking',
} as const;

/** The same for the wires of language models. */
const wires: { readonly [WIRE in VendorWire]: string } = {
  responses: 'responses',
  messages: 'messages languageModel',
  own: 'languageModel',
};

type NoSuchModelType = NoSuchModelError['modelType'];

/** Models and providers of vendors' packages, carried by this provider. */
export interface Vendors<MODEL> {
  /**
   * The language model of an id whose upstream names another wire than chat completions.
   * @param chat the model on chat completions, for calls whose endpoint does not carry that wire
   * @returns `undefined` where chat completions are right
   */
  readonly automatic: (id: string, chat: () => object) => MODEL | undefined;
  /** @throws where the upstream has no such wire, or no package was passed for it */
  readonly onWire: (id: string, wire: 'responses' | 'messages') => MODEL;
  readonly ofKind: (id: string, kind: keyof typeof kinds) => MODEL;
  /** Whether Cloudflare runs a model of a kind, and no package was passed for its vendor. */
  readonly isRun: (id: string, kind: RunWire) => boolean;
  /** Whether the embedding models of an upstream are those of its package: where no endpoint serves OpenAI's format. */
  readonly embeds: (id: string) => boolean;
  readonly carry: (
    name: string,
    create: CreatePackage,
    settings?: Readonly<Record<string, unknown>>,
  ) => object;
}

export function createVendors<MODEL extends object>(
  context: ProviderContext,
  spec: CarrySpec<MODEL>,
): Vendors<MODEL> {
  const { vendors, wire: setting } = context.settings();
  const build = modelBuilder(context, spec);
  const hasPackage = (upstream: Upstream): boolean => vendorFunction(vendors, upstream) !== undefined;
  /** Whether an endpoint of Cloudflare serves a kind of an upstream. */
  const serves = (upstream: Upstream, kind: Wire): boolean => endpointsOf(upstream, kind).length > 0;
  const upstreamOf = (id: string): Upstream | undefined => splitModelId(id)?.upstream;
  return {
    isRun: (id, kind) => {
      const upstream = upstreamOf(id);
      // Anything but an id is refused where a model is run.
      return !upstream || (serves(upstream, kind) && !hasPackage(upstream));
    },
    embeds: id => {
      const upstream = upstreamOf(id);
      return !!upstream && !serves(upstream, 'embeddings') && hasPackage(upstream);
    },
    automatic: (id, chat) => {
      const reference = splitModelId(id);
      if (!reference || setting === 'chat') return undefined;
      const { upstream, model } = reference;
      const wire = upstream.api?.wireOf?.(model);
      if (!wire || !hasPackage(upstream)) return undefined;
      const parts = build(id, wire, wires[wire], wire === 'own' ? upstream.name : wire);
      return spec.carried(
        withChat(parts, chat, () => carries(context.resolved().connection, { reference, wire })),
      );
    },
    onWire: (id, wire) => spec.carried(build(id, wire, wires[wire], wire)),
    ofKind: (id, kind) => spec.carried(build(id, 'own', kinds[kind], kind)),
    carry: (name, create, settings = {}) => {
      try {
        const upstream = vendorUpstream(name, `carry('${name}')`);
        const loaded = createPackage(context, upstream, create, settings);
        return carriedProvider(loaded.provider, model => {
          const { modelId } = model;
          const reference = { id: `${upstream.name}/${modelId}`, upstream, model: modelId };
          return spec.carried(partsOf(context, spec, loaded, model, reference, 'own'));
        });
      } catch (error) {
        throw markClientError(error);
      }
    },
  };
}

/** Builds models by id, each package being created once. */
function modelBuilder<MODEL>(context: ProviderContext, spec: CarrySpec<MODEL>) {
  const { vendors, name: providerName = 'cloudflare' } = context.settings();
  const packages = new Map<string, VendorPackage>();
  const load = (upstream: VendorUpstream): VendorPackage => {
    const create = vendorFunction(vendors, upstream);
    if (create === undefined)
      throw invalidArgument({
        setting: 'vendors',
        problem: `this needs the vendor's own package, and none was passed for ${upstream.name}.`,
        example: `createCloudflare({ vendors: { ${upstream.name}: ${upstream.api.create} } })`,
      });
    const loaded = packages.get(upstream.name) ?? createPackage(context, upstream, create, {});
    packages.set(upstream.name, loaded);
    return loaded;
  };
  /** @param methods of the package that make such a model */
  return (id: string, wire: VendorWire, methods: string, kind: string): CarriedParts => {
    const none = (problem: string): Error =>
      new NoSuchModelError({
        modelId: id,
        modelType: (kind in kinds ? words(methods)[0] : 'languageModel') as NoSuchModelType,
        message: `Model "${id}" cannot be used: ${problem}.`,
      });
    try {
      const reference = parseModelId(id, wire);
      const { upstream, model } = reference;
      if (!hasAPI(upstream)) throw none(`the gateway has no path for ${kind} of ${upstream.name}`);
      if (endpointsOf(upstream, wire).length === 0) throw notServed(reference, wire);
      const loaded = load(upstream);
      const { provider } = loaded;
      const make = words(methods)
        .map((name): unknown => Reflect.get(provider, name))
        .find(method => typeof method === 'function');
      const made: unknown = make?.call(provider, upstream.api.spell?.(model) ?? model);
      if (!isModel(made)) throw none(`the package of ${upstream.name} has no ${kind} models`);
      const identity = { modelId: id, provider: `${providerName}.${kind}` };
      return partsOf(context, spec, loaded, made, reference, wire, identity);
    } catch (error) {
      throw markClientError(error, id);
    }
  };
}

function partsOf<MODEL>(
  provider: ProviderContext,
  spec: CarrySpec<MODEL>,
  { upstream, calls }: VendorPackage,
  model: PackageModel,
  reference: ModelReference,
  wire: VendorWire,
  identity: CarriedIdentity = model,
): CarriedParts {
  checkSpecification(model, spec.version, upstream);
  const route = { provider, reference, wire };
  const vendorRoute = { ...route, upstream, prepare: createPrepareRequest(route) };
  return carriedParts(model, identity, { route: vendorRoute, calls, spec: spec.adapter });
}

/**
 * A model that is one of two, which the first call decides.
 * @param isCarried whether the connection of the provider leads to the wire
 */
function withChat(
  { members, route }: CarriedParts,
  chat: () => object,
  isCarried: () => boolean,
): CarriedParts {
  const own: object = Object.defineProperties({}, { ...members, route: { value: route } });
  let chosen: object | undefined;
  const member = (name: string): unknown => {
    try {
      chosen ??= isCarried() ? own : chat();
    } catch {
      // An invalid connection is reported by the call itself.
    }
    const model = chosen ?? own;
    const value: unknown = Reflect.get(model, name);
    return typeof value === 'function' && model !== own ? value.bind(model) : value;
  };
  const lookedUp = words('provider supportedUrls doGenerate doStream explain').map(name => [
    name,
    { get: () => member(name), enumerable: members[name]?.enumerable ?? false, configurable: true },
  ]);
  return {
    members: { ...members, ...Object.fromEntries(lookedUp) },
    route: () => (member('route') as () => ModelRoute)(),
  };
}
