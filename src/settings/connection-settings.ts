import type { CloudflareBinding } from './cloudflare-binding.ts';
import type { UpstreamName } from './upstream-names.ts';

/** The ways a request can travel: Cloudflare's account API, two forms of the gateway host, or a Worker's binding. */
export type EndpointName = 'rest' | 'compat' | 'native' | 'binding';

/** A credential: the value, or a function that returns it for each request (short-lived tokens). */
export type Secret = string | (() => string | undefined | PromiseLike<string | undefined>);

/** The user's own key for one upstream: the key, a function that returns it, or the headers that carry it. */
export type ProviderKey = Secret | { readonly headers: Readonly<Record<string, string>> };

/** Keys by upstream; also by an alias of one, and by the name of a custom provider. */
export type ProviderKeys = { readonly [NAME in UpstreamName]?: ProviderKey | undefined } & Readonly<
  Record<string, ProviderKey | undefined>
>;

/** Azure OpenAI deployments behind the gateway. @see https://developers.cloudflare.com/ai-gateway/usage/providers/azureopenai/ */
export interface AzureSettings {
  /** Name of the Azure resource, the host part of `https://{resource}.openai.azure.com`. */
  resource: string;
  /** Azure API version. → `api-version` query parameter. @default '2024-10-21' */
  apiVersion?: string | undefined;
  /**
   * The model behind each deployment, for example `{ 'prod-chat': 'gpt-5.1' }`. A deployment name does not
   * reveal the model, on which the rules for tokens and sampling depend.
   */
  families?: Readonly<Record<string, string>> | undefined;
}

/** A service token for a custom domain behind Cloudflare Access. @see https://developers.cloudflare.com/ai-gateway/configuration/cloudflare-access/ */
export interface AccessSettings {
  /** → `CF-Access-Client-Id` */
  clientId: string;
  /** → `CF-Access-Client-Secret` */
  clientSecret: string;
}

/**
 * How long this client waits. Each wait ends in an error of kind `timeout`, and the request is cancelled.
 * @see docs/results-and-errors.md
 */
export type CloudflareTimeouts = {
  /**
   * Longest wait for the beginning of a response, in milliseconds: of a stream to the first byte of its body, of a
   * whole response to its headers.
   * @default none
   */
  firstByteMs?: number;

  /**
   * Longest wait for each further byte of a response that has begun, in milliseconds. It counts while something waits
   * for bytes, and not while the response is not read.
   * @default none
   */
  idleMs?: number;
};

/** A proxy for one gateway under its own path, which a plain URL could not distinguish from an upstream's. */
export interface GatewayRoot {
  /** The URL in place of `https://gateway.ai.cloudflare.com/v1/{account}/{gateway}`. */
  readonly gatewayRoot: string;
}

/** Headers as a caller writes them. `undefined` is absent. */
export type HeadersLike = Readonly<Record<string, string | undefined>>;

/** How to reach Cloudflare: who, through which gateway, with which credentials. */
export interface ConnectionSettings {
  /**
   * Cloudflare account id, 32 hexadecimal characters.
   * @default environment `CLOUDFLARE_ACCOUNT_ID`, then `CF_ACCOUNT_ID`
   */
  accountId?: string | undefined;

  /**
   * AI Gateway id, 1 to 64 characters. `null` uses no gateway at all: a plain Workers AI call, and an error
   * for any other model. → `cf-aig-gateway-id`, or a segment of the gateway URL
   * @default environment `CLOUDFLARE_GATEWAY_ID`, `CLOUDFLARE_AI_GATEWAY_ID`, `CF_GATEWAY_ID`, then `'default'`
   */
  gatewayId?: string | null | undefined;

  /** Alias of `gatewayId`. */
  gateway?: string | null | undefined;

  /**
   * Cloudflare API token, or a function that returns one for each request. `"tok"` and `"Bearer tok"` are the
   * same. → `authorization` on the REST API, `cf-aig-authorization` on the gateway host
   * @default environment `CLOUDFLARE_API_TOKEN`, `CF_API_TOKEN`, then `CLOUDFLARE_API_KEY` unless
   * `CLOUDFLARE_EMAIL` is set (then it is the account's global key)
   */
  apiToken?: Secret | undefined;

  /** Alias of `apiToken`. */
  apiKey?: Secret | undefined;

  /**
   * Token for an authenticated gateway, where it differs from `apiToken`. → `cf-aig-authorization`
   * @default `apiToken`, if passed; then environment `CF_AIG_TOKEN`, `CLOUDFLARE_AI_GATEWAY_TOKEN`,
   * `CLOUDFLARE_AI_GATEWAY_AUTH`, then the `apiToken` of the environment
   */
  gatewayToken?: Secret | undefined;

  /**
   * Your own keys by upstream, for example `{ openai: 'sk-…' }`. A key is sent to its upstream only, in the header
   * that this upstream reads. Nothing is read from the environment.
   */
  providerKeys?: ProviderKeys | undefined;

  /**
   * The endpoint for requests. `'auto'` selects one for each model.
   * @default 'auto'
   * @see docs/routing.md
   */
  endpoint?: 'auto' | EndpointName | undefined;

  /**
   * A gateway URL, an account API URL, or a custom domain; `{ gatewayRoot }` for a proxy with a path of its own.
   * `${NAME}` and `${env.NAME}` insert the environment variables of `accountId` and `gatewayId`, and no others. A
   * loopback origin without a path replaces both Cloudflare hosts. Unless it names one of Cloudflare's own hosts, only
   * tokens that are passed are sent there: those of the environment are not.
   * @default environment `CLOUDFLARE_AI_GATEWAY_BASE_URL`, then Cloudflare's own hosts
   * @example createCloudflare({ baseURL: 'https://gateway.ai.cloudflare.com/v1/${CLOUDFLARE_ACCOUNT_ID}/my-gateway' })
   * @throws InvalidArgumentError at the first call: not a URL of these forms, or a variable that is not set
   */
  baseURL?: string | GatewayRoot | undefined;

  /**
   * The Workers AI binding, `env.AI`, instead of account and tokens: every call goes through it. With it,
   * `accountId`, `apiToken`, `baseURL`, `access` and `fetch` are errors, and of the environment only the gateway
   * id is read. A `gatewayToken` is for a gateway that requires one from the binding.
   * @see docs/routing.md
   */
  binding?: CloudflareBinding | undefined;

  /** Azure OpenAI deployments, needed for `azure-openai/…` models. */
  azure?: AzureSettings | undefined;

  /** Service token for a custom domain behind Cloudflare Access. */
  access?: AccessSettings | undefined;

  /**
   * Provider id, and an additional key of `providerOptions`, for hosts that name their providers.
   * @default 'cloudflare'
   */
  name?: string | undefined;

  /** Headers for every request. Credentials have their own settings and are refused here. */
  headers?: HeadersLike | undefined;

  /** Replacement for the global `fetch`, for tests, proxies and tracing. */
  fetch?: typeof globalThis.fetch | undefined;

  /**
   * How long this client waits for the response of every call. A call's own
   * `providerOptions.cloudflare.timeouts` wins, member by member.
   * @default none
   */
  timeouts?: CloudflareTimeouts | undefined;

  /**
   * Whether deltas that arrive in one network read are merged into one part of the stream. Nothing waits for later
   * bytes, and the text is the same; a server processes far fewer parts. Calls with `includeRawChunks` are not affected.
   * @default true
   */
  streamMerging?: boolean | undefined;
}
