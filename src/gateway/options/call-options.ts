import type { CloudflareGatewayOptions } from './gateway-options.ts';

/** Options of the model itself, in OpenAI's terms; they go into the request body. */
export type CloudflareModelOptions = {
  /**
   * How much a reasoning model thinks; brought to a value that the model takes, with a warning. `null` is sent
   * as it is, where it means "off". → body `reasoning_effort`
   */
  reasoningEffort?: string | null | undefined;
  /** How long the answer is: `low`, `medium`, `high`. → body `verbosity` */
  textVerbosity?: string | undefined;
  /** Your user's id, for the upstream's abuse monitoring. → body `user` */
  user?: string | undefined;
  /** Whether the model may call several tools at once. → body `parallel_tool_calls` */
  parallelToolCalls?: boolean | undefined;
  /** Length of an embedding, where the model can choose. Embeddings only. → body `dimensions` */
  dimensions?: number | undefined;
  /**
   * Raw fields for the request body, written last. `model`, `messages`, `input`, `stream` and `tools` belong to
   * the call and are refused here. Merges with the provider's `options`.
   */
  extraBody?: Record<string, unknown> | undefined;
};

/** Everything that `providerOptions.cloudflare` takes, the same for every model and endpoint. */
export type CloudflareOptions = CloudflareGatewayOptions & CloudflareModelOptions;
