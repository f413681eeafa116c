import { failureAnswer } from '../failures/failure-answer.ts';
import type { Answer } from '../http/answer.ts';
import { bearerToken, type IncomingRequest } from '../http/incoming-request.ts';
import type { GatewayAddress } from '../http/match-route.ts';
import { localGatewayDefaults } from '../local-gateway-defaults.ts';
import { type GatewayState, hasPermission } from './gateway-state.ts';
import type { OpenGateway } from './plan.ts';

/** The gateway at an address of the gateway host, or why the request may not enter. */
export function openGateway(
  state: GatewayState,
  address: GatewayAddress,
  { headers }: IncomingRequest,
): OpenGateway | Answer {
  const id = address.gatewayId ?? localGatewayDefaults.gatewayId;
  const settings = state.gateways.get(id);
  const account = address.accountId ?? state.accountId;
  if (settings === undefined || account !== state.accountId) return failureAnswer('gateway-not-found');
  const token = bearerToken(headers['cf-aig-authorization']);
  const authenticated = hasPermission(state, token, 'ai-gateway-run');
  if (!authenticated && settings.authentication !== false) return failureAnswer('unauthorized-gateway');
  return { id, settings, authenticated };
}

/** The gateway that a request to Cloudflare's API names; the API has authenticated it already. */
export function namedGateway(state: GatewayState, id: string): OpenGateway | Answer {
  const settings = state.gateways.get(id);
  return settings ? { id, settings, authenticated: true } : failureAnswer('gateway-not-found');
}
