import type { JsonObject } from '../http/json.ts';
import type { Dialect } from './dialect.ts';

/** Why an upstream refuses a request. Status 400 unless given. */
export interface Refusal {
  readonly status?: number;
  readonly message: string;
  readonly type?: string;
  readonly param?: string;
  readonly code?: string | number;
  /** Who really refused it, where an upstream only passes requests on. */
  readonly vendor?: string;
}

/** A chat request as the upstream gets it, read once for all rules. */
export interface ChatRequest {
  readonly model: string;
  readonly body: JsonObject;
  readonly messages: readonly JsonObject[];
  readonly tools: readonly JsonObject[];
  readonly stream: boolean;
}

/** One thing an upstream refuses. */
export type StrictRule = (request: ChatRequest) => Refusal | undefined;

/** What a model of Workers AI is for, in its own format. */
export type ModelKind =
  | 'chat'
  | 'run-embeddings'
  | 'run-image'
  | 'run-speech'
  | 'run-transcription'
  | 'run-reranking';

/** What a request is for, and in whose format. */
export type StepKind =
  | 'embeddings'
  | 'responses'
  | 'stored-response'
  | 'messages'
  | 'count-tokens'
  | 'images'
  | 'image-edits'
  | 'speech'
  | 'transcription'
  | 'elevenlabs-speech'
  | 'elevenlabs-transcription'
  | 'deepgram-speech'
  | 'deepgram-transcription'
  | 'gemini'
  | 'gemini-embeddings'
  | 'imagen'
  | 'cohere-chat'
  | 'cohere-embed'
  | 'cohere-rerank'
  | ModelKind
  | 'run-batch'
  | 'catalogue-media';

/** A path of the vendor's own, besides chat completions and embeddings. */
export interface VendorPath {
  /** Matches the whole path below the upstream's base, without the query. */
  readonly tail: RegExp;
  readonly kind: StepKind;
  /** @default POST */
  readonly methods?: readonly string[];
  /** What the body is: JSON, a form, or bytes. @default 'json' */
  readonly body?: 'form' | 'bytes' | 'none';
}

/** A vendor behind the gateway, or Workers AI: how it is reached, paid and spoken to. */
export interface Upstream {
  /** Name in records and matches. */
  readonly name: string;
  /** The gateway's slug: logs, stored keys, the native path segment, universal steps. */
  readonly slug: string;
  /** Author name on the REST API; absent: not in its catalogue. */
  readonly rest?: string;
  /** Prefixes of model ids on compat. */
  readonly compat: readonly string[];
  /** Whether it has a native path. @default true */
  readonly native?: false;
  /** Base of the vendor's own address. */
  readonly base: string;
  /** What stands before `chat/completions` in a native path. */
  readonly prefix: RegExp;
  /** Paths of its own. */
  readonly paths?: readonly VendorPath[];
  /** The model whose own format a path speaks. @default none */
  readonly runModel?: (tail: string) => string | undefined;
  /** Formats besides chat completions that the REST API offers for its models. @default none */
  readonly restKinds?: readonly StepKind[];
  /** The prefix that compat and REST requests are forwarded to. */
  readonly chatPrefix: string;
  /** Headers that may carry the vendor's key, the usual one first. */
  readonly authHeaders: readonly string[];
  /** What stands before a key in `Authorization`. @default 'Bearer' */
  readonly keyScheme?: string;
  /** Answer without a key, and to a wrong one. */
  readonly missingKey: Refusal;
  readonly wrongKey: Refusal;
  /** Unified Billing pays for it on the gateway host. */
  readonly unifiedBilling?: true;
  /** REST models that only run with a stored key. */
  readonly restByokOnly?: RegExp;
  /** REST ids that the catalogue does not know. */
  readonly restUnknown?: RegExp;
  /** The vendor's own id for a catalogue id. @default the same */
  readonly restModel?: (id: string) => string;
  /** Cloudflare's own models: paid and authorised by the Cloudflare token. */
  readonly cloudflareToken?: true;
  /** The body a refusal is written in. */
  readonly errorBody: (refusal: Refusal, status: number) => unknown;
  /** The model a native path names, where the body need not. */
  readonly modelFromPath?: (tail: string) => string | undefined;
  /** A query parameter without which the vendor finds nothing. */
  readonly requiredQuery?: string;
  /** What it refuses in addition to what every upstream refuses. */
  readonly rules: readonly StrictRule[];
  /** The format of its models in the binding's `run`. @default 'chat' */
  readonly runKind?: StepKind;
  /** Members that it adds to a transcript. */
  readonly transcriptExtra?: JsonObject;
  /** What it refuses on the Responses API, in addition to what its shape forbids. */
  readonly responsesRules?: readonly StrictRule[];
  /** What it refuses of embeddings. @default an empty input */
  readonly embeddingsRules?: readonly StrictRule[];
  /** Members of its Responses API besides OpenAI's, whose checks of ids and words it does not have. @default it is OpenAI's own */
  readonly responsesMembers?: readonly string[];
  /** Requests whose tool list may be empty. @default none */
  readonly takesEmptyTools?: (request: ChatRequest) => boolean;
  readonly dialect: Dialect;
}
