import type { LocalBinding, LocalBindingOptions } from './binding/local-binding.ts';
import type { GatewayLogRow, RecordedRequest, RecordedUpstreamRequest } from './records.ts';
import type { ReplyMatch, ScriptedReply } from './scripted-reply.ts';

/** A gateway that runs inside the caller's process. */
export interface LocalGateway {
  /** Answers every request itself, whatever its host; hand it to a client's `fetch` setting. */
  readonly fetch: typeof globalThis.fetch;
  /**
   * A stand-in for the AI binding of a Worker, `env.AI`, with this gateway behind it.
   */
  binding(options?: LocalBindingOptions): LocalBinding;
  /** Answers one request. */
  handle(request: Request): Promise<Response>;
  /** Every request that reached the gateway, in order. */
  readonly requests: readonly RecordedRequest[];
  /** Every attempt made at an upstream, in order. */
  readonly upstreamRequests: readonly RecordedUpstreamRequest[];
  /** The gateway's log. The row of a stream is written when the stream ends. */
  readonly logs: readonly GatewayLogRow[];
  /**
   * Queues an answer that takes the place of the built-in model's. Failures that Cloudflare makes itself are
   * answered before an upstream is asked. Everything else is what the upstream says to a request it accepts:
   * keys and requests are still checked first.
   */
  reply(
    reply: ScriptedReply | ((request: RecordedUpstreamRequest) => ScriptedReply | Response),
    match?: ReplyMatch,
  ): void;
  /** Forgets records, logs, cached answers and queued replies. */
  reset(): void;
}
