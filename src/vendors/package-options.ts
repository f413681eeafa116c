import { normalizeHeaders } from '@ai-sdk/provider-utils';
import { optionNamespaces, type ProviderOptionsLike } from '../gateway/options/parse-options.ts';
import { isRecord, type JSONRecord } from '../json-values.ts';
import type { PackageOptions } from '../upstreams/vendor-api.ts';
import { words } from '../wire/fields.ts';
import { reportUnsupported } from '../wire/profile.ts';
import { acceptedEffort } from '../wire/reasoning.ts';
import { type PackageConversation, packageConversation } from './package-prompt.ts';
import type { VendorCall } from './vendor-call.ts';
import { CALL_HEADER } from './vendor-fetch.ts';

/** A call of any model, as far as this layer reads it; the same in every specification. */
export interface PackageCall extends PackageConversation {
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly providerOptions?: ProviderOptionsLike | undefined;
  readonly abortSignal?: AbortSignal | undefined;
}

const names = ['reasoningEffort', 'textVerbosity', 'user', 'promptCacheKey', 'parallelToolCalls'] as const;

/**
 * The call as the vendor's package gets it: without our options, but for the chat options that it has a name for, and
 * with the header by which its requests are recognised.
 */
export function packageCall<OPTIONS extends PackageCall>(
  options: OPTIONS,
  call: VendorCall,
  isLanguage: boolean,
): OPTIONS {
  const { provider, reference } = call.route;
  const { upstream } = reference;
  const { name, headers } = provider.settings();
  const providerOptions: Record<string, ProviderOptionsLike[string]> = { ...options.providerOptions };
  for (const namespace of optionNamespaces(name)) delete providerOptions[namespace];
  const own = ownOptions(call, isLanguage);
  const { key: block } = upstream.api.options ?? {};
  if (block !== undefined && Object.keys(own).length > 0)
    providerOptions[block] = merged(own, providerOptions[block] ?? {}, call);
  // Packages merge some of them with their own, `anthropic-beta` for one.
  const all: Record<string, string | undefined> = Object.assign(normalizeHeaders(headers), options.headers);
  all[CALL_HEADER] = call.key;
  // Images have a prompt of another form.
  const conversation = isLanguage && packageConversation(options, call);
  if (block !== undefined && call.ownNames.size > 0)
    providerOptions[block] = withWireNames(providerOptions[block] ?? {}, call.ownNames);
  return Object.assign({}, options, { providerOptions, headers: all }, conversation);
}

/** Options that list tools of the call, such as OpenAI's `allowedTools`, with the names that these have on the wire. */
function withWireNames(options: JSONRecord, ownNames: ReadonlyMap<string, string>): JSONRecord {
  const wires = new Map<unknown, string>([...ownNames].map(([wire, own]) => [own, wire]));
  const named = Object.entries(options).map(([key, value]) => {
    const { toolNames } = Object(value);
    if (!Array.isArray(toolNames)) return [key, value];
    return [key, { ...Object(value), toolNames: toolNames.map(name => wires.get(name) ?? name) }];
  });
  return Object.fromEntries(named);
}

/** The caller's options of the package win over ours, and objects of both are merged. */
function merged(own: JSONRecord, given: JSONRecord, { route, warn }: VendorCall): JSONRecord {
  const { alternatives = [] } = route.reference.upstream.api.options ?? {};
  const all: Record<string, unknown> = { ...own, ...given };
  for (const [name, ours] of Object.entries(own)) {
    const theirs = given[name];
    if (!isRecord(ours) || !isRecord(theirs)) continue;
    const stated = alternatives.find(member => theirs[member] !== undefined);
    if (stated === undefined) all[name] = { ...ours, ...theirs };
    else reportUnsupported(warn, 'reasoningEffort', `\`${name}.${stated}\` was sent instead.`);
  }
  return all;
}

function ownOptions({ route, request, warn }: VendorCall, isLanguage: boolean): Record<string, unknown> {
  const { reference, provider } = route;
  const { upstream, model } = reference;
  const { options } = request.plan;
  const { names: table = {}, efforts } = upstream.api.options ?? {};
  const own: Record<string, unknown> = {};
  const unused = (name: string, because: string): void =>
    reportUnsupported(warn, `providerOptions.cloudflare.${name}`, `${because}; it was not sent.`);
  // An effort that the model accepts. `null` means `none`, as on chat completions.
  const effortOf = (requested: string | null): string | undefined => {
    const allowed = efforts?.(model, upstream.family?.(model, provider.settings().azure));
    return allowed === undefined ? (requested ?? 'none') : acceptedEffort(requested, words(allowed), warn);
  };
  for (const name of names) {
    const given = options[name];
    if (given === undefined) continue;
    // Each value is of its own row's type.
    const write = table[name] as ((value: PackageOptions[typeof name], model: string) => object) | undefined;
    if (!isLanguage) unused(name, 'it is for chat models');
    else if (write === undefined) unused(name, `the package of ${upstream.name} has no such option`);
    else {
      const value = name === 'reasoningEffort' ? effortOf(options[name] ?? null) : given;
      if (value !== undefined && value !== null) Object.assign(own, write(value, model));
    }
  }
  if (options.dimensions !== undefined) unused('dimensions', 'the vendor names it in its own options');
  return own;
}
