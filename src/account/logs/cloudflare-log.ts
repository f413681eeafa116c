/**
 * An entry of the gateway's log. What the gateway does not say is absent.
 * @see https://developers.cloudflare.com/ai-gateway/observability/logging/
 */
export interface CloudflareLog {
  readonly id: string;

  /**
   * The gateway that keeps the entry.
   */
  readonly gatewayId: string;

  /**
   * When the request was made: `2026-11-21T14:00:00.000Z`. → `created_at`
   */
  readonly createdAt?: string;

  /**
   * The gateway's name of the provider, such as `workers-ai`.
   */
  readonly provider?: string;

  /**
   * The model as the gateway names it.
   */
  readonly model?: string;

  /**
   * What the gateway takes the model for, such as `Text Generation`. → `model_type`
   */
  readonly modelType?: string;

  /**
   * The provider's path.
   */
  readonly path?: string;

  /**
   * US dollars, an estimate at list prices; or at your own, where `customCost` was given.
   */
  readonly cost?: number;

  /**
   * Whether `cost` follows the prices of the call's option `customCost`. → `custom_cost`
   */
  readonly customCost?: boolean;

  /**
   * Tokens of the prompt. → `tokens_in`
   */
  readonly tokensIn?: number;

  /**
   * Tokens of the answer. → `tokens_out`
   */
  readonly tokensOut?: number;

  /**
   * Whether the gateway's cache answered.
   */
  readonly cached?: boolean;

  readonly success?: boolean;

  /**
   * The HTTP status of the answer. → `status_code`
   */
  readonly statusCode?: number;

  /**
   * How long the request took, in milliseconds. → `duration`
   */
  readonly durationMs?: number;

  /**
   * Which step of a fallback or a route answered, from 0.
   */
  readonly step?: number;

  /**
   * The labels of the call, and of its feedback.
   */
  readonly metadata?: Readonly<Record<string, unknown>>;

  /**
   * Thumbs up or down, once given.
   */
  readonly feedback?: 1 | -1;

  /**
   * A score from 0 to 100, once given.
   */
  readonly score?: number;

  /**
   * The entry as it was sent.
   */
  readonly raw: Readonly<Record<string, unknown>>;
}
