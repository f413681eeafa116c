import { failureAnswer } from '../failures/failure-answer.ts';
import type { GatewayState } from '../gateway/gateway-state.ts';
import { type Answer, apiAnswer } from '../http/answer.ts';
import type { GatewaySettings } from '../local-gateway-options.ts';

/** All gateways of the account. */
export function gatewayObjects(state: GatewayState): readonly unknown[] {
  return [...state.gateways].map(([id, settings]) => toObject(state, id, settings));
}

export function gatewayObject(state: GatewayState, id: string): Answer {
  const settings = state.gateways.get(id);
  return settings === undefined
    ? failureAnswer('object-not-found')
    : apiAnswer(toObject(state, id, settings));
}

/** A gateway in the words of the API. @see https://developers.cloudflare.com/ai-gateway/configuration/manage-gateway/ */
function toObject(state: GatewayState, id: string, settings: GatewaySettings): unknown {
  const { authentication, cacheTtl, collectLogs, rateLimit, requireProviderCredentials } = settings;
  return {
    id,
    account_id: state.accountId,
    created_at: '2026-01-01T00:00:00.000Z',
    modified_at: '2026-01-01T00:00:00.000Z',
    authentication: authentication ?? true,
    byok_only: requireProviderCredentials ?? false,
    cache_invalidate_on_update: false,
    cache_ttl: cacheTtl ?? 0,
    collect_logs: collectLogs ?? true,
    rate_limiting_interval: (rateLimit?.intervalMs ?? 0) / 1000,
    rate_limiting_limit: rateLimit?.limit ?? 0,
    rate_limiting_technique: 'fixed',
  };
}
