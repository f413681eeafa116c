import type { JSONRecord } from '../json-values.ts';
import type { AzureSettings } from '../settings/connection-settings.ts';
import type { CallWarning } from '../wire/profile.ts';

/**
 * The formats that vendors' own packages write. `responses` and `messages` have a path on the REST API too; `own` is
 * everything else that a package sends, whatever its path.
 */
export type VendorWire = 'responses' | 'messages' | 'own';

/** The upstreams whose own package can be carried. */
export type VendorName =
  | 'anthropic'
  | 'azure-openai'
  | 'cerebras'
  | 'cohere'
  | 'deepgram'
  | 'deepseek'
  | 'elevenlabs'
  | 'fireworks'
  | 'google'
  | 'groq'
  | 'mistral'
  | 'openai'
  | 'openrouter'
  | 'perplexity'
  | 'replicate'
  | 'xai';

/** The `create…` functions of vendors' packages. Each has a settings type of its own, so that `never` fits all. */
export type VendorFunctions<PROVIDER> = {
  readonly [NAME in VendorName]?: ((settings: never) => PROVIDER) | undefined;
};

/** Our chat options that the packages have names for. */
export interface PackageOptions {
  readonly reasoningEffort?: string | null | undefined;
  readonly textVerbosity?: string | undefined;
  readonly user?: string | undefined;
  readonly promptCacheKey?: string | undefined;
  readonly parallelToolCalls?: boolean | undefined;
}

/** How one of our chat options is written for a package; absent where the package has no such option. */
export type PackageOptionNames = {
  readonly [NAME in keyof PackageOptions]?: (
    value: NonNullable<PackageOptions[NAME]>,
    model: string,
  ) => JSONRecord;
};

/** Our chat options in the words of a package. */
export interface PackageOptionTable {
  /** The key of `providerOptions` that the package reads. */
  readonly key: string;
  readonly names: PackageOptionNames;
  /** The efforts that a model accepts, as in the chat profile. @default all of them */
  readonly efforts?: (model: string, family: string | undefined) => string | undefined;
  /** Members of one object of which the vendor accepts one only: the caller's replaces ours. @default none */
  readonly alternatives?: readonly string[];
}

/** A vendor's own API: the settings of its AI SDK package, and where its requests go behind the gateway. */
export interface VendorAPI {
  /** The function of the vendor's package, for messages: `createOpenAI`. */
  readonly create: string;
  /** The vendor's own base URL: packages derive others from it, and would read a variable without it. */
  readonly baseURL: string | ((azure: AzureSettings | undefined) => string);
  /** The part of its URLs that the path of the upstream on the gateway host stands for: `true` is all of it. @default the origin */
  readonly replaces?: true | ((azure: AzureSettings | undefined) => string);
  /** That path. @default the upstream's name */
  readonly segment?: string | ((azure: AzureSettings | undefined) => string);
  /** Other settings of the package. */
  readonly settings?: (azure: AzureSettings | undefined) => JSONRecord;
  /** Paths that the vendor does not have below what the gateway stands for, the reason, and what to use. @default none */
  readonly refuses?: { readonly path: RegExp; readonly because: string; readonly use: string };
  /** The wires with names that it has. @default none */
  readonly wires?: readonly ('responses' | 'messages')[];
  /** The ones of them that the REST API has, too. @default none */
  readonly rest?: readonly ('responses' | 'messages')[];
  /** The wire of a language model by default. @default chat completions */
  readonly wireOf?: (model: string) => VendorWire | undefined;
  /** The vendor's own spelling of a model id, by which its package decides limits. @default unchanged */
  readonly spell?: (model: string) => string;
  /** Our chat options in the words of the package. @default it has none of them */
  readonly options?: PackageOptionTable;
  /** A field of which the REST API accepts fewer forms than the vendor, and the step that writes one of them. @default none */
  readonly restBody?: readonly [
    field: string,
    step: (body: JSONRecord, warn: (warning: CallWarning) => void) => JSONRecord,
  ];
}

/** Chat options that a package has under our own names. */
export function sameNames(names: string): PackageOptionNames {
  return Object.fromEntries(names.split(' ').map(name => [name, (value: unknown) => ({ [name]: value })]));
}
