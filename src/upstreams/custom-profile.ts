import type { BodyStep } from '../wire/profile.ts';
import type { CloudflareModelId } from './model-id.ts';

/**
 * Adjusts what is sent to a model, in `createCloudflare({ profiles })`. Every member is optional; what is not said
 * stays as the built-in profile has it.
 */
export interface CloudflareProfile {
  /**
   * The model whose profile is taken in place of the own: with `like: 'openai/gpt-5'` a custom provider is spoken
   * to as that model is. An upstream alone, as in `'openai'`, takes the family from the model's own id.
   */
  readonly like?: CloudflareModelId | undefined;

  /**
   * The field that limits the output, in tokens. → body `max_tokens` or `max_completion_tokens`
   */
  readonly maxTokensField?: 'max_tokens' | 'max_completion_tokens' | undefined;

  /**
   * Wire fields that the model refuses, as `['seed', 'top_p']`: they are left out, each with a warning.
   */
  readonly dropFields?: readonly string[] | undefined;

  /**
   * `false`: the model takes no JSON schema, so it goes into the system message and JSON mode is used,
   * with a warning. → body `response_format`
   */
  readonly structuredOutputs?: false | undefined;

  /**
   * Whether streams are asked for token counts. → body `stream_options.include_usage`
   */
  readonly includeUsage?: boolean | undefined;

  /**
   * URLs that the model fetches by itself, by media type; other files are downloaded and sent in-line.
   */
  readonly supportedUrls?: Readonly<Record<string, readonly RegExp[]>> | undefined;

  /**
   * The last word on the request body, after all other steps. It must return a new body where it changes one.
   */
  readonly body?: BodyStep | undefined;
}

/**
 * Profiles by upstream (`'mistral'`, `'custom-acme'`) or by model id (`'dynamic/support'`); the id wins. A function
 * gets the model's id without the upstream and returns a profile, or nothing where the built-in one is right.
 */
export type CloudflareProfiles = Readonly<
  Record<string, CloudflareProfile | ((model: string) => CloudflareProfile | undefined)>
>;
