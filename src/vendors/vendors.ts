import { NoSuchModelError } from '@ai-sdk/provider';
import type { SpecAdapter } from '../answer/spec-adapter.ts';
import { carries, notServed } from '../endpoints/select-endpoint.ts';
import { endpointsOf } from '../endpoints/served-wires.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { kept } from '../kept.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import type { ModelRoute } from '../request/request-plan.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import { parseModelId, splitModelId } from '../upstreams/model-id.ts';
import type { BuiltInWire, Upstream } from '../upstreams/upstream.ts';
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
import { type VendorRoute, vendorRoute } from './vendor-call.ts';

/** What the models of a specification are made with. */
export interface CarrySpec<MODEL> {
  readonly version: string;
  readonly adapter: SpecAdapter<unknown, unknown>;
  readonly carried: (parts: CarriedParts) => MODEL;
}

/** The methods of packages that make a kind of model, by their names in the majors. */
const methods = {
  responses: 'responses',
  messages: 'languageModel',
  own: 'languageModel',
  image: 'imageModel image',
  speech: 'speechModel speech',
  transcription: 'transcriptionModel transcription',
  embeddings: 'textEmbeddingModel embeddingModel',
  reranking: 'rerankingModel reranking',
} as const;

/** A kind of model that a package makes: a language model by its wire, or any other. */
export type VendorKind = keyof typeof methods;

/** Models and providers of vendors' packages, carried by this provider. */
export interface Vendors<MODEL> {
  /**
   * The language model of an id whose upstream names another wire than chat completions.
   * @param chat the model on chat completions, for calls whose endpoint does not carry that wire
   * @returns `undefined` where chat completions are right
   */
  readonly automatic: (id: string, chat: () => object) => MODEL | undefined;
  /** @throws where the upstream has no such wire, or no package was passed for it */
  readonly ofKind: (id: string, kind: VendorKind) => MODEL;
  /**
   * Whether the models of a kind are those of the vendor's package, where one was passed: of embeddings where no endpoint
   * serves OpenAI's format. What no endpoint serves is refused with it.
   */
  readonly isCarried: (id: string, kind: BuiltInWire & VendorKind) => boolean;
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
  const build = kept(modelBuilder(context, spec));
  const hasPackage = (upstream: Upstream): boolean => vendorFunction(vendors, upstream) !== undefined;
  return {
    isCarried: (id, kind) => {
      const { upstream } = splitModelId(id) ?? {};
      // Anything but an id is refused where a model is run.
      if (!upstream) return false;
      const isServed = endpointsOf(upstream, kind).length > 0;
      return kind === 'embeddings' ? !isServed && hasPackage(upstream) : !isServed || hasPackage(upstream);
    },
    automatic: (id, chat) => {
      const reference = splitModelId(id);
      if (!reference || setting === 'chat') return undefined;
      const { upstream, model } = reference;
      const wire = upstream.api?.wireOf?.(model);
      if (!wire || !hasPackage(upstream)) return undefined;
      const isCarried = (): boolean => carries(context.resolved().connection, { reference, wire });
      return spec.carried(withChat(build(id, wire), chat, isCarried));
    },
    ofKind: (id, kind) => spec.carried(build(id, kind)),
    carry: (name, create, settings = {}) => {
      try {
        const loaded = createPackage(context, vendorUpstream(name, `carry('${name}')`), create, settings);
        const { upstream } = loaded;
        return carriedProvider(loaded.provider, model => {
          const { modelId } = model;
          const reference = { id: `${upstream.name}/${modelId}`, upstream, model: modelId };
          return spec.carried(partsOf(spec, loaded, model, vendorRoute(context, reference, 'own')));
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
        problem: `no package of ${upstream.name} was passed.`,
        example: `createCloudflare({ vendors: { ${upstream.name}: ${upstream.api.create} } })`,
      });
    const loaded = packages.get(upstream.name) ?? createPackage(context, upstream, create, {});
    packages.set(upstream.name, loaded);
    return loaded;
  };
  return (id: string, kind: VendorKind): CarriedParts => {
    const wire = kind === 'responses' || kind === 'messages' ? kind : 'own';
    const makers = words(methods[kind]);
    const none = (problem: string): Error =>
      new NoSuchModelError({
        modelId: id,
        modelType: (wire === 'own' ? makers[0] : 'languageModel') as NoSuchModelType,
        message: `Model "${id}" cannot be used: ${problem}.`,
      });
    try {
      const reference = parseModelId(id, kind);
      const { upstream, model } = reference;
      const name = kind === 'own' ? upstream.name : kind.replace('gs', 'g');
      if (!hasAPI(upstream)) throw none(`the gateway has no path for ${name} of ${upstream.name}`);
      if (endpointsOf(upstream, wire).length === 0) throw notServed(reference, wire);
      const loaded = load(upstream);
      const { provider } = loaded;
      const make = makers
        .map((method): unknown => Reflect.get(provider, method))
        .find(method => typeof method === 'function');
      const made: unknown = make?.call(provider, upstream.api.spell?.(model) ?? model);
      if (!isModel(made)) throw none(`the package of ${upstream.name} has no ${name} models`);
      const identity = { modelId: id, provider: `${providerName}.${name}` };
      const route = vendorRoute(context, { ...reference, upstream }, wire);
      return partsOf(spec, loaded, made, route, identity);
    } catch (error) {
      throw markClientError(error, id);
    }
  };
}

type NoSuchModelType = NoSuchModelError['modelType'];

function partsOf<MODEL>(
  { version, adapter }: CarrySpec<MODEL>,
  { upstream, calls }: VendorPackage,
  model: PackageModel,
  route: VendorRoute,
  identity: CarriedIdentity = model,
): CarriedParts {
  checkSpecification(model, version, upstream);
  return carriedParts(model, identity, { route, calls, spec: adapter });
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
  const own: object = Object.defineProperties({ route }, members);
  let chosen: object | undefined;
  const member = (name: string): unknown => {
    try {
      chosen ??= isCarried() ? own : chat();
    } catch {
      // An invalid connection is reported by the call itself.
    }
    const model = chosen ?? own;
    const value: unknown = Reflect.get(model, name);
    return typeof value === 'function' ? value.bind(model) : value;
  };
  const lookedUp = words('provider supportedUrls doGenerate doStream explain').map(name => [
    name,
    { get: () => member(name), configurable: true },
  ]);
  return {
    members: { ...members, ...Object.fromEntries(lookedUp) },
    route: () => (member('route') as () => ModelRoute)(),
  };
}
