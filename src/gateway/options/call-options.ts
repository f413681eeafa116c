import type { JSONObject } from '@ai-sdk/provider';
import type { CloudflareGatewayOptions } from './gateway-options.ts';

/** Options of the model itself, in OpenAI's terms; they go into the request body. */
export type CloudflareModelOptions = {
  /**
   * How much a reasoning model thinks; brought to a value that the model takes, with a warning. `null` is sent
   * as it is, where it means "off". → body `reasoning_effort`
   */
  reasoningEffort?: string | null;

  /**
   * How long the answer is: `low`, `medium`, `high`. → body `verbosity`
   */
  textVerbosity?: string;

  /**
   * Your user's id, for the upstream's abuse monitoring. → body `user`
   */
  user?: string;

  /**
   * Whether the model may call several tools at once. → body `parallel_tool_calls`
   */
  parallelToolCalls?: boolean;

  /**
   * Length of an embedding, where the model can choose. Embeddings only. → body `dimensions`
   */
  dimensions?: number;

  /**
   * Raw fields for the request body, written last. `model`, `messages`, `input`, `stream` and `tools` belong to
   * the call and are refused here. Merges with the provider's `options`.
   */
  extraBody?: JSONObject;
};

/** Everything that `providerOptions.cloudflare` takes, the same for every model and endpoint. */
export type CloudflareOptions = CloudflareGatewayOptions & CloudflareModelOptions;
