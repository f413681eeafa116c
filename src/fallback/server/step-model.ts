import type { ChatRoute } from '../../chat/chat-call.ts';
import type { PrepareRequest } from '../../request/prepare-request.ts';

/** A model of ours in any specification, of which a call can be one step of a request. */
export interface StepModel {
  readonly route: () => ChatRoute;
}

/** A call of a model whose request somebody else prepares and sends. */
export type AskStep<MODEL, OPTIONS, RESULT> = (
  model: MODEL,
  options: OPTIONS,
  prepare: PrepareRequest,
) => Promise<RESULT>;
