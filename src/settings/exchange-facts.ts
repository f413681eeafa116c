import type { EndpointName } from './connection-settings.ts';

/** A request as `onRequest` receives it. Plain JSON without secrets and without the body. */
export interface CloudflareRequestFacts {
  readonly method: string;
  readonly url: string;
  /** With lower-case names. In place of a secret stands the setting that it comes from. */
  readonly headers: Readonly<Record<string, string>>;
  /** Size of the body, in bytes; absent where it is not known, as of a form. */
  readonly bodyBytes?: number;
  readonly endpoint: EndpointName;
  /** The model id as the user wrote it; absent for requests of no model, such as lists, logs and uploads. */
  readonly modelId?: string;
  /** `null`: no gateway. */
  readonly gatewayId?: string | null;
}

/** The end of an exchange as `onResponse` receives it: after the last byte, or when nothing more is read. */
export interface CloudflareResponseFacts {
  /** The same object that `onRequest` received. */
  readonly request: CloudflareRequestFacts;
  /** Absent where no response arrived. */
  readonly status?: number;
  /** With lower-case names; values that look like secrets are masked. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Size of the body as far as it was read, in bytes. */
  readonly bodyBytes: number;
  /** From the request to the headers of the response, in milliseconds. */
  readonly headersMs?: number;
  /** From the request to the end, in milliseconds. */
  readonly durationMs: number;
  /** Id of the log entry. → `cf-aig-log-id` */
  readonly logId?: string;
  /** Why the exchange ended early: an abort, a timeout, or a failed connection. */
  readonly error?: string;
}

/** The settings that receive each exchange. */
export interface ExchangeObserver {
  readonly onRequest?: ((request: CloudflareRequestFacts) => unknown) | undefined;
  readonly onResponse?: ((response: CloudflareResponseFacts) => unknown) | undefined;
}
