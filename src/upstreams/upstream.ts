import type { AzureSettings } from '../settings/connection-settings.ts';
import type { UpstreamProfile } from '../wire/profile.ts';
import type { VendorAPI, VendorWire } from './vendor-api.ts';

/** OpenAI's formats; each has its own path on each endpoint. */
export type CoreWire = 'chat' | 'embeddings';

/**
 * Kinds of models that are called with inputs of their own, on the run paths of Workers AI and of the catalogue.
 * `vectors` are the embeddings of Workers AI in that form.
 */
export type RunWire = 'image' | 'speech' | 'transcription' | 'reranking' | 'vectors';

/** The formats that this package writes. */
export type BuiltInWire = CoreWire | RunWire;

/** What a listed model produces, also where this package does not serve it. */
export type ListedKind = CoreWire | Exclude<RunWire, 'vectors'> | 'other';

export const coreWires: readonly CoreWire[] = ['chat', 'embeddings'];

/** The media of the catalogue. */
export const mediaWires: readonly RunWire[] = ['image', 'speech', 'transcription'];

/** The format of a request: one of ours, or one of a vendor's own, which the vendor's package writes. */
export type Wire = BuiltInWire | VendorWire;

/** What all endpoints of an upstream have in common. */
export interface UpstreamEndpoint {
  /** The core's wires that this endpoint serves for the upstream. @default chat */
  readonly wires?: readonly CoreWire[];
}

/** How an upstream's models are spelled on the REST API, on compat, and by the binding's `run`. */
export interface PrefixedEndpoint extends UpstreamEndpoint {
  /** First segment of the model id on this endpoint; empty for ids without one. @default the upstream's name */
  readonly prefix?: string;
  /** Spelling of the rest of the id on this endpoint. @default unchanged */
  readonly spell?: (model: string) => string;
}

/** How an upstream is reached on its own path of the gateway host. */
export interface NativeEndpoint extends UpstreamEndpoint {
  /** Path between the gateway and the upstream's own path. @default the upstream's name */
  readonly segment?: string | ((model: string, azure: AzureSettings | undefined) => string);
  /** What precedes `chat/completions` and `embeddings` in the upstream's own path, as `v1/`. @default nothing */
  readonly base?: string;
  /** Query parameters of the upstream. */
  readonly query?: (azure: AzureSettings | undefined) => Readonly<Record<string, string>>;
}

/** The header in which an upstream reads its own key. */
export interface KeyHeader {
  readonly name: string;
  /** Word before the key, as in `Bearer sk-…`. @default none */
  readonly scheme?: string;
}

/** A group of model ids that this package cannot serve on these wires, with the reason. */
export interface Refusal {
  readonly models: Pick<RegExp, 'test'>;
  readonly wires: readonly Wire[];
  readonly reason: string;
  /** What to use instead, with the vendor's own package where the upstream has one. @default the method of its kind */
  readonly use?: string;
}

/** Models without chat completions. */
export function responsesOnly(models: Refusal['models']): Refusal {
  return {
    models,
    wires: ['chat'],
    reason: 'it is served in the Responses API only',
    use: '`cloudflare(…)` or `cloudflare.responses(…)`',
  };
}

/** Models of kinds that the core does not serve. */
export function otherKinds(models: Refusal['models'], reason: string): Refusal {
  return { models, wires: [...coreWires, 'responses', 'messages'], reason };
}

/**
 * One upstream behind Cloudflare: its spellings, paths, key header and profile. Shared code reads these
 * properties and never asks the name.
 */
export interface Upstream {
  /** Canonical name, and the key of `providerKeys`. */
  readonly name: string;
  /** Other first segments that mean this upstream. */
  readonly aliases?: readonly string[];
  /**
   * Prefixes of other routers for models that this upstream serves, with what our ids begin with instead: for the error
   * that a call to the unknown upstream would end in.
   */
  readonly otherSpellings?: Readonly<Record<string, string>>;
  /** Model ids that people write without the prefix, for the hint that names it. */
  readonly bareIds?: RegExp;
  readonly rest?: PrefixedEndpoint;
  readonly compat?: PrefixedEndpoint;
  readonly native?: NativeEndpoint;
  /** The vendor's own API behind the gateway, which the vendor's own package speaks. */
  readonly api?: VendorAPI;
  /**
   * How the binding's `run` names the models. Everything without such a name, and every call with the user's own
   * key, uses the native path or compat through `gateway(id).run`.
   */
  readonly binding?: PrefixedEndpoint;
  /** Where the upstream reads its key on its native path; on compat it is always `bearer`. @default bearer */
  readonly keyHeader?: KeyHeader;
  /** Run by Cloudflare: the Cloudflare token takes the place of a provider key. */
  readonly cloudflare?: true;
  /** The auto router: its options apply. */
  readonly router?: true;
  /** The gateway picks the model and names it in the response headers; that model's profile reads the response. */
  readonly picksModel?: true;
  /** Unified Billing has a zero-data-retention agreement with it; `'unknown'` where the gateway picks the model. */
  readonly zeroDataRetention?: 'unknown' | true;
  /** The model family, where the id does not tell it. */
  readonly family?: (model: string, azure: AzureSettings | undefined) => string | undefined;
  readonly refusals?: readonly Refusal[];
  /** What a known model produces, where that is published. It wins over the task in a list of models. */
  readonly kindOf?: (model: string) => ListedKind | undefined;
  /** What is published about a chat model. It wins over what a list reports. */
  readonly listedTraits?: (
    model: string,
  ) => { readonly images: boolean; readonly efforts: readonly string[] } | undefined;
  /** Texts in one embedding request. @default 2048, the limit of OpenAI */
  readonly embeddingsPerCall?: number | ((model: string) => number);
  /** The kinds that Cloudflare runs: on the REST API, by the binding, and for its own models behind a gateway. */
  readonly runs?: readonly RunWire[];
  /** What is published about the inputs of a model on the run paths: names of fields, and traits of its table. */
  readonly inputs?: (model: string) => readonly string[] | undefined;
  /** What the upstream accepts and returns, for a model of it (the id without the prefix). */
  readonly profile: (model: string) => UpstreamProfile;
}

/** The key header of most upstreams, and of all upstreams on compat. */
export const bearer: KeyHeader = { name: 'authorization', scheme: 'Bearer' };
