import type { GatewayState } from '../gateway/gateway-state.ts';
import type { IncomingRequest } from '../http/incoming-request.ts';

/** A request while it is planned. */
export interface ReceivedRequest {
  readonly state: GatewayState;
  readonly incoming: IncomingRequest;
  /** What planning finds out about it, for its record. */
  readonly facts: RequestFacts;
}

interface RequestFacts {
  gatewayId?: string;
  upstream?: string;
  model?: string;
}
