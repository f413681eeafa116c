import type { KeyHeader } from './upstream.ts';

/** The header most upstreams read their key from, and the one that compat reads for all of them. */
export const bearer: KeyHeader = { name: 'authorization', scheme: 'Bearer' };
