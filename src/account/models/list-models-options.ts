import { gatewayOrNone } from '../../gateway/options/option-checks.ts';
import {
  abortSignal,
  aFlag,
  aString,
  checkMembers,
  isString,
  type Rows,
  type ValueType,
} from '../../settings/check.ts';
import type { CloudflareModel, CloudflareModelFeature, CloudflareModelKind } from './cloudflare-model.ts';
import { modelKinds } from './model-kinds.ts';

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
   * Only models known to have this feature, or all of these.
   * @default any
   */
  feature?: CloudflareModelFeature | readonly CloudflareModelFeature[] | undefined;

  /**
   * Only models that the settings of this provider reach: see `credential`.
   * @default false
   */
  reachable?: boolean | undefined;

  /**
   * Only models whose id, name or description contains every word of this text, in any case.
   * @default any
   */
  search?: string | undefined;

  /**
   * Fetch the list again, even if a cached one is fresh enough or a request for one is running.
   * @default false
   */
  refresh?: boolean | undefined;

  /**
   * The maximum age of a cached list, in milliseconds.
   * @default 3_600_000 (one hour)
   */
  ttlMs?: number | undefined;

  /**
   * The gateway whose list is included; `null` includes none.
   * @default the gateway of the settings
   */
  gatewayId?: string | null | undefined;

  /**
   * Stops waiting. Other callers waiting for the same list are not affected.
   */
  abortSignal?: AbortSignal | undefined;
}

/**
 * The result of `listModels`. Plain JSON; the records are frozen, since all callers share them.
 */
export interface CloudflareModelList {
  /**
   * Sorted by id.
   */
  readonly models: readonly CloudflareModel[];

  /**
   * What is missing or uncertain, in sentences: a source that could not be read, and the permission that it needs.
   */
  readonly warnings: readonly string[];

  /**
   * When the list was read: `2026-11-21T14:00:00.000Z`.
   */
  readonly fetchedAt: string;

  /**
   * Whether this is an older list because a new one could not be fetched; `warnings` gives the reason.
   */
  readonly stale: boolean;
}

/** Every word of the union: a missing one does not compile. */
const features: { readonly [FEATURE in CloudflareModelFeature]: 1 } = {
  tools: 1,
  vision: 1,
  reasoning: 1,
  json: 1,
  streaming: 1,
  lora: 1,
  batch: 1,
};

/** One word of a set, or several. The words are joined where an error names them. */
const wordsOf = (words: object): ValueType => ({
  accepts: value => [value].flat().every(word => isString(word) && Object.hasOwn(words, word)),
  get expects() {
    return `one or more of '${Object.keys(words).join("', '")}'`;
  },
});

export const listRows: Rows<ListModelsOptions> = {
  kind: { is: /* @__PURE__ */ wordsOf(modelKinds), example: "'chat'" },
  feature: { is: /* @__PURE__ */ wordsOf(features), example: "'tools'" },
  reachable: { is: aFlag },
  search: { is: aString, example: "'llama'" },
  refresh: { is: aFlag },
  ttlMs: {
    accepts: value => typeof value === 'number' && value >= 0,
    expects: 'milliseconds, 0 or more',
    example: '60_000',
  },
  gatewayId: { is: gatewayOrNone },
  abortSignal,
};

/** @throws InvalidArgumentError naming the option, what it accepts, and an example */
export function checkListOptions(options: ListModelsOptions): void {
  checkMembers(options, listRows, { where: 'listModels', noun: 'option', usage: 'listModels({ })' });
}
