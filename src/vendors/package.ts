import { markClientError } from '../gateway/errors/client-errors.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import type { VendorUpstream } from '../upstreams/vendor-functions.ts';
import type { PackageModel } from './carried-methods.ts';
import { createVendorCall, type VendorCall, type VendorCalls, vendorRoute } from './vendor-call.ts';
import { createVendorFetch } from './vendor-fetch.ts';
import { PLACEHOLDER } from './vendor-places.ts';

export type CreatePackage = (settings: never) => unknown;

/** A vendor's package, whose requests are ours. */
export interface VendorPackage {
  /** What its `create…` function returned. */
  readonly provider: object;
  readonly upstream: VendorUpstream;
  readonly calls: VendorCalls;
}

/**
 * Creates a vendor's provider with our `fetch`.
 * @param own settings of the package
 * @throws InvalidArgumentError for a setting that this provider decides, and for a provider in place of its function
 */
export function createPackage(
  context: ProviderContext,
  upstream: VendorUpstream,
  create: CreatePackage,
  own: Readonly<Record<string, unknown>>,
): VendorPackage {
  const { azure } = context.settings();
  const { api } = upstream;
  const calls: VendorCalls = new Map();
  const route = vendorRoute(withoutModelOptions(context), { id: '', upstream, model: '' }, 'own');
  const base = typeof api.baseURL === 'function' ? api.baseURL(azure) : api.baseURL;
  const stray = async (signal: AbortSignal | undefined): Promise<VendorCall> => {
    const request = await route.prepare({ abortSignal: signal });
    // A second try could upload a file or start a batch twice.
    const once = { ...request, context: { ...request.context, repeatable: false } };
    return createVendorCall(route, once, signal, 'media');
  };
  const decided = {
    apiKey: PLACEHOLDER,
    apiToken: PLACEHOLDER,
    authToken: undefined,
    baseURL: base,
    fetch: createVendorFetch({ provider: context, upstream, base, calls, stray }),
  };
  const taken = Object.keys(decided).find(setting => own[setting] !== undefined);
  if (taken !== undefined)
    throw invalidArgument({
      setting: `settings.${taken}`,
      problem: 'this provider passes it; `providerKeys` holds the keys of vendors.',
      example: `cloudflare.carry('${upstream.name}', ${api.create})`,
    });
  const refused = (problem: string): Error =>
    invalidArgument({ setting: `vendors.${upstream.name}`, problem, example: api.create });
  // A provider is a function too, of model ids.
  if (typeof create !== 'function' || 'languageModel' in create)
    throw refused('expected the function that creates the provider.');
  // Each package has settings of its own; all of them know these.
  const settings = { ...api.settings?.(azure), ...own, ...decided };
  try {
    return { provider: Object(create(settings as never)), upstream, calls };
  } catch (error) {
    throw refused(`the function threw "${Object(error).message ?? error}".`);
  }
}

/** A provider whose options are those that any request may have: what follows is meant for a model's. */
function withoutModelOptions(context: ProviderContext): ProviderContext {
  return {
    ...context,
    resolved: () => {
      const resolved = context.resolved();
      const { retries: _, cacheTtl: __, cacheKey: ___, extraBody: ____, ...options } = resolved.options;
      return { ...resolved, options };
    },
  };
}

/** Whether a value is a model of the AI SDK, of any kind and specification. */
export function isModel(value: unknown): value is PackageModel {
  const { specificationVersion, modelId } = Object(value);
  return typeof specificationVersion === 'string' && typeof modelId === 'string';
}

/** @throws InvalidArgumentError where a package is of another major than this entry */
export function checkSpecification(model: PackageModel, version: string, { name }: VendorUpstream): void {
  const { specificationVersion: other } = model;
  if (other === version) return;
  // The specification of `ai` 5 is v2.
  const aiOf = (specification: string): number => Number(specification[1]) + 3;
  const entry = other > 'v1' ? `, or ai-sdk-provider-cloudflare/${other}` : '';
  const problem = `this package is for ai ${aiOf(other)}: use its version for ai ${aiOf(version)}${entry}.`;
  const example = `npm install @ai-sdk/openai@${version[1]}`;
  throw markClientError(invalidArgument({ setting: `vendors.${name}`, problem, example }));
}
