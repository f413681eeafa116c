import type { Connection } from '../../endpoints/connection.ts';
import { bindingSource, gatewaySource, type ModelSource, restSources } from './model-sources.ts';

/** The lists that the settings lead to, in the order of what they say. */
export function selectSources(
  { reachable, base, accountId }: Connection,
  gatewayId: string | null,
): readonly ModelSource[] {
  if (reachable.includes('binding')) return [bindingSource];
  // A custom domain names no account, so the account API is asked only where a setting does.
  const account = base?.form !== 'domain' || accountId !== undefined;
  const gateway = gatewayId !== null && (reachable.includes('compat') || reachable.includes('native'));
  return [...(account ? restSources : []), ...(gateway ? [gatewaySource] : [])];
}
