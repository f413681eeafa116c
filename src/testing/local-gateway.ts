import type { LocalBinding, LocalBindingOptions } from './binding/local-binding.ts';
import type { GatewayLogRow, RecordedRequest, RecordedUpstreamRequest } from './records.ts';
import type { ReplyMatch, ScriptedReply } from './scripted-reply.ts';

/** A gateway that runs in the caller's process. */
export interface LocalGateway {
  /** Responds to every request, whatever its host. Pass it to a client's `fetch` setting. */
  readonly fetch: typeof globalThis.fetch;
  /**
   * A stand-in for the AI binding of a Worker, `env.AI`, backed by this gateway.
   */
  binding(options?: LocalBindingOptions): LocalBinding;
  /** Responds to one request. */
  handle(request: Request): Promise<Response>;
  /** Every request that reached the gateway, in order. */
  readonly requests: readonly RecordedRequest[];
  /** Every attempt to call an upstream, in order. */
  readonly upstreamRequests: readonly RecordedUpstreamRequest[];
  /** The gateway's log. The row of a stream is written when the stream ends. */
  readonly logs: readonly GatewayLogRow[];
  /**
   * Queues a response to replace that of the built-in model. Failures of Cloudflare itself are returned before an
   * upstream is called. Any other reply is the upstream's response to a request that it accepts: keys and requests are
   * still checked first.
   */
  reply(
    reply:
      | ScriptedReply
      | ((request: RecordedUpstreamRequest) => ScriptedReply | Response | Promise<ScriptedReply | Response>),
    match?: ReplyMatch,
  ): void;
  /** Clears records, logs, cached responses and queued replies. */
  reset(): void;
}
