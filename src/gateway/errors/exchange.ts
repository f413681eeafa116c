import type { EndpointName } from '../../settings/connection-settings.ts';
import type { ExchangeObserver } from '../../settings/exchange-facts.ts';
import type { CloudflareProviderMetadata } from '../metadata/provider-metadata.ts';
import { readGatewayMetadata } from '../metadata/read-metadata.ts';
import type { CloudflareErrorKind } from './error-info.ts';

/** A failure before its hint is settled. */
export interface HintedFailure {
  readonly kind: CloudflareErrorKind;
  readonly statusCode: number | undefined;
  /** The hint of the code tables. */
  readonly hint: string | undefined;
}

/** What an error reports about its call, and what its hint depends on. Holds no secret. */
export interface CallContext {
  readonly endpoint: EndpointName;
  /** The model id as the user wrote it; empty where no model is involved. */
  readonly modelId: string;
  /** The model id as it was sent. */
  readonly sentModel?: string;
  /** `null`: no gateway, a plain Workers AI call. */
  readonly gatewayId?: string | null;
  readonly accountId?: string;
  /** Whether a Cloudflare token was sent. */
  readonly cloudflareToken: boolean;
  /** Name of the `providerKeys` entry whose key was sent. */
  readonly providerKey?: string;
  /** Name of the upstream, for display only; decisions depend on the other members. */
  readonly upstream: string;
  readonly byokAlias?: string;
  /** Whether a failed request may be sent again. @default as its failure allows */
  readonly repeatable?: boolean;
  /** Replaces the hint of the code tables where the call knows better. */
  readonly hint?: (failure: HintedFailure) => string | undefined;
  /** Replaces every secret of this call in a text. */
  readonly redact: (text: string) => string;
  /** What is shown in place of the headers that hold its secrets: the credentials, and the user's own. */
  readonly masked?: Readonly<Record<string, string>>;
  /** Called when a request of it is sent. */
  readonly sent?: () => void;
  /** What is reported of its requests. */
  readonly observer?: ExchangeObserver | undefined;
}

/** A response without its body. Headers and metadata are read once, and only when somebody needs them. */
export interface ResponseHead {
  readonly status: number;
  /** With lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The same as a map: it answers much faster for what is absent. */
  readonly fields?: ReadonlyMap<string, string>;
  readonly metadata: Readonly<CloudflareProviderMetadata>;
}

/** One request and what is known of its response. Every failure of a call is built from it. */
export interface Exchange {
  /** Replaced once the request is written, where another package writes the end of it. */
  url: string;
  readonly context: CallContext;
  /** The body as an object, once it is written, or a function that makes one. */
  requestBody: unknown;
  /** Once it has arrived. */
  response: ResponseHead | undefined;
  /** The error that ended it, since the core may wrap what `fetch` throws. */
  failure: Error | undefined;
}

export function createExchange(url: string, context: CallContext, requestBody?: unknown): Exchange {
  return { url, context, requestBody, response: undefined, failure: undefined };
}

/** Keeps the error that ends an exchange. */
export function endedBy(exchange: Exchange, error: Error): Error {
  exchange.failure = error;
  return error;
}

export function headOf({ status, headers }: Pick<Response, 'status' | 'headers'>): ResponseHead {
  return new LazyHead(status, headers);
}

/** A class, since accessors of an object literal are defined again for every call. */
class LazyHead implements ResponseHead {
  private all: Map<string, string> | undefined;
  private record: Record<string, string> | undefined;
  private known: CloudflareProviderMetadata | undefined;

  constructor(
    readonly status: number,
    private readonly source: Headers,
  ) {}

  get fields(): Map<string, string> {
    this.all ??= new Map(this.source);
    return this.all;
  }

  get headers(): Record<string, string> {
    this.record ??= Object.fromEntries(this.fields);
    return this.record;
  }

  get metadata(): CloudflareProviderMetadata {
    this.known ??= readGatewayMetadata(name => this.fields.get(name));
    return this.known;
  }
}
