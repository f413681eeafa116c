import { type NamedProviderKey, resolveProviderKeys } from '../credentials/provider-keys.ts';
import { type Connection, resolveConnection } from '../endpoints/connection.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import type { CloudflareOptions } from '../gateway/options/cloudflare-options.ts';
import { optionTable } from '../gateway/options/option-table.ts';
import { mergeOptions, parseOptions } from '../gateway/options/parse-options.ts';
import type { ConnectionSettings } from '../settings/connection-settings.ts';
import type { CloudflareRequestFacts, CloudflareResponseFacts } from '../settings/exchange-facts.ts';
import { nearest } from '../settings/nearest.ts';
import { checkSettings, isName, settingTable } from '../settings/setting-table.ts';
import { type CloudflareProfiles, checkProfiles } from '../upstreams/custom-profile.ts';
import type { VendorFunctions } from '../upstreams/vendor-api.ts';
import { checkVendors } from '../upstreams/vendor-functions.ts';
import type { CallWarning } from '../wire/profile.ts';

/** Settings of `createCloudflare`. */
export interface CloudflareProviderSettings<PROVIDER = unknown> extends ConnectionSettings {
  /** Gateway and model options for every call. A call's own options win, key by key. */
  options?: CloudflareOptions | undefined;

  /**
   * Adjusts what is sent to a model, or copies the rules of another: by upstream (`'custom-acme'`) or model id
   * (`'dynamic/support'`).
   * @default the built-in profiles
   */
  profiles?: CloudflareProfiles | undefined;

  /**
   * The `create…` functions of vendors' own AI SDK packages, by upstream. They carry what chat completions cannot:
   * Claude's own format, OpenAI's Responses, images and speech. Pass the function and not a provider; credentials, base
   * URL and `fetch` are this package's.
   * @default none: chat completions
   * @example { anthropic: createAnthropic, openai: createOpenAI }
   */
  vendors?: VendorFunctions<PROVIDER> | undefined;

  /**
   * Whether `vendors` may change the format of language models by id: `auto` uses Messages for Claude, Responses for
   * OpenAI's reasoning models and Google's own API for Gemini, where the endpoint carries them; `chat` uses chat
   * completions.
   * @default 'auto'
   */
  wire?: 'auto' | 'chat' | undefined;

  /**
   * Called before each request to Cloudflare, with its facts and without its secrets: model calls, lists, logs, and
   * what carried packages send for files or batches. What it throws or rejects with is ignored.
   */
  onRequest?: ((request: CloudflareRequestFacts) => unknown) | undefined;

  /**
   * Called once for each of these requests, when the last byte of the response has been read, or nothing more is read:
   * status, sizes, times and log id. What it throws or rejects with is ignored.
   * @example createCloudflare({ onResponse: ({ status, durationMs, logId }) => console.log(status, durationMs, logId) })
   */
  onResponse?: ((response: CloudflareResponseFacts) => unknown) | undefined;
}

/** What all models of one provider share. Everything sits behind functions, so that printing it shows no secret. */
export interface ProviderContext {
  readonly settings: () => CloudflareProviderSettings;
  /** Environment, base URL and keys, read at the first request and kept once they were valid. */
  readonly resolved: () => ResolvedContext;
  readonly memory: ProviderMemory;
}

/** What a provider remembers from call to call, for hints and warnings. Nothing is ever requested to fill it. */
export interface ProviderMemory {
  /** Ids of models, filled where a list of them is read. */
  modelIds: readonly string[];
  /** The days of retirement by lower-case id, filled likewise. */
  deprecated: ReadonlyMap<string, string>;
  /** What was reported of models or settings; once is enough. */
  readonly reported: Set<string>;
  /** What the next call has to report. */
  readonly notices: CallWarning[];
}

export interface ResolvedContext {
  readonly connection: Connection;
  readonly providerKeys: ReadonlyMap<string, NamedProviderKey>;
  readonly options: CloudflareOptions;
}

/**
 * @throws InvalidArgumentError for settings that do not exist or have the wrong type; with the setting `name`, each call
 * does: a host that names its providers shows the errors of calls
 */
export function createProviderContext(given: CloudflareProviderSettings): ProviderContext {
  const isHosted = isName(given?.name);
  const settings = isHosted ? settingsOfHost(given) : given;
  let options: CloudflareOptions = {};
  let refusal: { readonly error: unknown } | undefined;
  try {
    checkSettings(settings);
    options = withTimeouts(settings, parseOptions(settings.options, 'options'));
    checkProfiles(settings.profiles);
    checkVendors(settings.vendors);
  } catch (error) {
    refusal = { error: markClientError(error) };
    if (!isHosted) throw refusal.error;
  }
  // Nothing reads settings that were refused.
  const snapshot: CloudflareProviderSettings = refusal === undefined ? { ...settings } : { name: given.name };
  let resolved: ResolvedContext | undefined;
  return {
    memory: { modelIds: [], deprecated: new Map(), reported: new Set(), notices: [] },
    settings: () => snapshot,
    resolved: () => {
      if (refusal !== undefined) throw refusal.error;
      resolved ??= {
        connection: resolveConnection(snapshot),
        providerKeys: resolveProviderKeys(snapshot),
        options,
      };
      return resolved;
    },
  };
}

/**
 * Settings that a host reads itself, through the `fetch` that it passes or in the options of its calls, and passes on.
 * @verified 2026-11 opencode 1.18.33
 */
const ownOfHosts = ['timeout', 'headerTimeout', 'chunkTimeout', 'setCacheKey', 'includeUsage'];

/** A host has one place for everything: what is neither a setting nor a misspelled one is an option of every call. */
function settingsOfHost(given: CloudflareProviderSettings): CloudflareProviderSettings {
  const settings: Record<string, unknown> = {};
  const options: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (ownOfHosts.includes(name)) continue;
    const isSetting = Object.hasOwn(settingTable, name);
    const isOption =
      Object.hasOwn(optionTable, name) || nearest(name, Object.keys(settingTable)) === undefined;
    (!isSetting && isOption ? options : settings)[name] = value;
  }
  if (Object.keys(options).length === 0) return settings;
  return { ...settings, options: { ...options, ...given.options } };
}

/** The options of every call: the setting `timeouts` is one of them under a name of its own. */
function withTimeouts(
  { timeouts }: Pick<CloudflareProviderSettings, 'timeouts'>,
  options: CloudflareOptions,
): CloudflareOptions {
  return timeouts === undefined ? options : mergeOptions({ timeouts }, options);
}
