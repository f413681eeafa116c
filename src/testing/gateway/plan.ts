import type { Answer } from '../http/answer.ts';
import type { JsonObject } from '../http/json.ts';
import type { GatewaySettings } from '../local-gateway-options.ts';
import type { LocalEndpoint } from '../records.ts';
import type { StepKind, Upstream } from '../upstreams/upstream.ts';
import type { RequestOptions } from './request-options.ts';

/** A gateway that a request was let into. */
export interface OpenGateway {
  readonly id: string;
  readonly settings: GatewaySettings;
  /** The request proved itself, which Unified Billing requires even of an open gateway. */
  readonly authenticated: boolean;
}

/** What a request comes down to: one or more upstream calls, tried in order. */
export interface Plan {
  readonly endpoint: LocalEndpoint;
  /** Absent: plain Workers AI, which no gateway sees. */
  readonly gateway?: OpenGateway;
  readonly steps: readonly Step[];
  /**
   * A call of the catalogue: Cloudflare has authenticated the caller before the gateway, sells what the catalogue
   * has, and consults only the stored key named `default`.
   */
  readonly catalogue?: true;
}

export type Envelope = 'result' | 'state' | 'run';

/** One upstream call. */
export interface Step {
  readonly upstream: Upstream;
  readonly kind: StepKind;
  /** The id as the caller spelled it. */
  readonly calledModel: string;
  /** The id as the upstream gets it. */
  readonly model: string;
  readonly body: JsonObject;
  /** Path and query below the upstream's base. */
  readonly path: string;
  /** Headers of the request, a universal step's own ones on top. */
  readonly headers: Readonly<Record<string, string>>;
  readonly options: RequestOptions;
  /** @default 'POST' */
  readonly method?: string;
  /** Called by the binding's `run`, which gives models their own format. */
  readonly runForm?: true;
  /**
   * What an answer in JSON is put into: the envelope of Cloudflare's API, the state of a run, or that in the envelope.
   * @default nothing
   */
  readonly envelope?: Envelope;
  /** The body was a form, or the member `audio` was the whole of it. @default JSON */
  readonly bodyForm?: 'form' | 'bytes';
  /** Where the gateway can be reached, for addresses in its answers. */
  readonly origin?: string;
  /** Response headers that report the decision of a route or router. */
  readonly routeHeaders: Readonly<Record<string, string>>;
}

/** An answer, and how it came about. */
export interface Outcome {
  readonly answer: Answer;
  readonly step: Step;
  readonly stepIndex: number;
  readonly cacheStatus?: 'HIT' | 'MISS';
}
