import type { MetadataValue } from '../../gateway/options/gateway-options.ts';

/**
 * Options of `logs.get` and `logs.feedback`.
 */
export interface GetLogOptions {
  /**
   * How long to wait for the entry, in milliseconds: it is usually there at once, sometimes half a second later.
   * All tries end then, also in the middle of an answer. 0 asks once, for as long as the settings' `timeouts` say.
   * @default 3000
   */
  timeoutMs?: number | undefined;

  /**
   * The gateway that keeps the entry.
   * @default the gateway that the result names, then the gateway of the settings
   */
  gatewayId?: string | undefined;

  abortSignal?: AbortSignal | undefined;
}

/**
 * What people think of an answer. At least one of the three.
 */
export interface CloudflareFeedback {
  /**
   * Thumbs up, or down.
   */
  feedback?: 1 | -1 | undefined;

  /**
   * From 0 to 100.
   */
  score?: number | undefined;

  /**
   * Labels of the entry: texts, numbers, booleans.
   */
  metadata?: Readonly<Record<string, MetadataValue>> | undefined;
}
