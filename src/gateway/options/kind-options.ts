/**
 * Options of the other kinds of models of Workers AI and of the catalogue, under the names of their inputs. What a model
 * does not publish is not sent, with a warning; every other field of a model goes into `extraBody`.
 * @see https://developers.cloudflare.com/workers-ai/models/
 */
export type CloudflareKindOptions = {
  /**
   * What the image should not show. Images only. → `negative_prompt`
   */
  negativePrompt?: string;

  /**
   * Number of diffusion steps: more take longer, and cost more. Images only. → `steps` or `num_steps`
   * @default the model's own
   */
  steps?: number;

  /**
   * How closely the image follows the prompt. Images only. → `guidance` @default the model's own
   */
  guidance?: number;

  /**
   * How much of the given image changes, 0 to 1. Images only. → `strength` @default the model's own
   */
  strength?: number;

  /**
   * An image to start from: base64, a `data:` URL or another URL. Images only, and for AI SDK 5: later ones have a place
   * for it in the prompt. → `image_b64`, or a file of the form
   */
  image?: string;

  /**
   * The part of that image to replace, as an image. Images only. → `mask`
   */
  mask?: string;

  /**
   * The file format around the encoding: `none`, `wav` or `ogg`. Speech only. → `container` @default by `outputFormat`
   */
  container?: string;

  /**
   * Samples of the recording per second, in Hz. Speech only. → `sample_rate` @default the model's own
   */
  sampleRate?: number;

  /**
   * Bits of the recording per second. Speech only. → `bit_rate` @default the model's own
   */
  bitRate?: number;

  /**
   * The language of the recording, as `en`. Transcripts only. → `language` @default the model's own
   */
  language?: string;

  /**
   * Words that help to understand the recording. Transcripts only. → `initial_prompt`
   */
  prompt?: string;

  /**
   * How a text becomes one vector: `mean` or `cls`. Vectors of one cannot be compared with those of the other. Embeddings
   * of Workers AI only, as the next three. → `pooling` @default the model's own
   */
  pooling?: 'mean' | 'cls';

  /**
   * What the texts are, for models that distinguish queries from documents. → `queries` or `documents`
   */
  inputType?: 'query' | 'document';

  /**
   * What the queries are for. → `instruction`
   */
  instruction?: string;

  /**
   * Embeds over the queue of Workers AI: the call waits for as long as it takes, and never fails for a lack of capacity.
   * The answer is polled after `pollIntervalMs` (1,000), then after twice as long each time, up to 30 seconds, until
   * `timeoutMs` (600,000) have passed. On REST and by the binding. In the `options` of a provider, `embedMany` sends up to
   * 100 requests as one job. → `queueRequest`
   * @default false
   * @see https://developers.cloudflare.com/workers-ai/features/batch-api/
   */
  queue?: boolean | { pollIntervalMs?: number; timeoutMs?: number };
};
