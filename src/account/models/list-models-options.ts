import type { CloudflareModel, CloudflareModelFeature, CloudflareModelKind } from './cloudflare-model.ts';

/**
 * Options of `listModels`.
 */
export interface ListModelsOptions {
  /**
   * Only models of this kind, or of one of these.
   * @default all kinds
   */
  kind?: CloudflareModelKind | readonly CloudflareModelKind[] | undefined;

  /**
   * Only models that are known to have this feature, or all of these.
   * @default any
   */
  feature?: CloudflareModelFeature | readonly CloudflareModelFeature[] | undefined;

  /**
   * Only models whose id, name or description contains each word of this text, in any case.
   * @default any
   */
  search?: string | undefined;

  /**
   * Ask again, also when the list at hand is young enough, or others wait for one already.
   * @default false
   */
  refresh?: boolean | undefined;

  /**
   * How old the list at hand may be, in milliseconds.
   * @default 3_600_000 (one hour)
   */
  ttlMs?: number | undefined;

  /**
   * The gateway whose own list is asked for; `null` asks for none.
   * @default the gateway of the settings
   */
  gatewayId?: string | null | undefined;

  /**
   * Stops waiting. Other callers who wait for the same list are not affected.
   */
  abortSignal?: AbortSignal | undefined;
}

/**
 * What `listModels` gives. Plain JSON, whose records are frozen: all callers share them.
 */
export interface CloudflareModelList {
  /**
   * Sorted by id.
   */
  readonly models: readonly CloudflareModel[];

  /**
   * What is missing or doubtful, in sentences: a source that could not be read, and the permission that it needs.
   */
  readonly warnings: readonly string[];

  /**
   * When the list was read: `2026-11-21T14:00:00.000Z`.
   */
  readonly fetchedAt: string;

  /**
   * Whether this is an older list, given because a new one could not be had; `warnings` says why.
   */
  readonly stale: boolean;
}
