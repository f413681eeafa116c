const month = 30 * 24 * 3600;

/** Names that are none of an option. */
export const refusedNames: readonly string[] =
  'cacheTTL cache_ttl cachekey skip_cache metaData gatewayID gateway retrie reasoning_effort requestTimeout parallel_tool_calls byok_alias chat_template_kwargs constructor toString'.split(
    ' ',
  );

/** Values inside of which something is left out. */
export const partlyUndefined: readonly object[] = [
  { retries: { maxAttempts: undefined, backoff: 'linear' } },
  { retries: {} },
  { timeouts: {} },
  { timeouts: { firstByteMs: undefined, idleMs: 15_000 } },
  { metadata: {} },
  { metadata: { a: undefined } },
  { metadata: { a: undefined, b: 1 } },
  { metadata: { team: 'Åse' } },
  { cacheTtl: month },
  { byokAlias: 'default' },
  { gatewayId: null, cacheTtl: 60, skipCache: true, sessionAffinity: 's1', zdr: true },
  { extraBody: { options: { queueRequest: false } }, rejectIfBusy: true },
  { customCost: { perTokenIn: 1 } },
  { retries: { backoff: 'linear' } },
];
