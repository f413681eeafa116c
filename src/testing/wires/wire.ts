import type { GatewayState } from '../gateway/gateway-state.ts';
import type { Step } from '../gateway/plan.ts';
import type { Answer } from '../http/answer.ts';
import type { Completion } from '../model/completion.ts';
import type { LocalShape } from '../shapes/local-shapes.ts';
import type { ChatRequest, Refusal, Upstream } from '../upstreams/upstream.ts';

/** One request in front of its vendor. */
export interface WireCall {
  readonly state: GatewayState;
  readonly step: Step;
  /** Called by its catalogue name: Cloudflare writes the headers that the vendor requires. */
  readonly catalogue: boolean;
}

/** A kind of request: how it is checked, and how the built-in model's answer is written. */
export interface Wire {
  /** What the vendor refuses besides a key that it does not accept. */
  readonly refuse: (call: WireCall) => Refusal | undefined;
  /** The built-in model's answer. */
  readonly answer: (call: WireCall) => Answer | Promise<Answer>;
  /** A scripted text as an answer of this kind. Absent: it has none. */
  readonly write?: (call: WireCall, completion: Completion) => Answer;
  /** An unusual form of its responses, by name. */
  readonly shape?: (call: WireCall, name: LocalShape) => Answer;
  /** The conversation in the form of chat completions, for counting and answering. */
  readonly read?: (call: WireCall) => ChatRequest;
  /** Its streams name every event and end without `[DONE]`. */
  readonly namedEvents?: true;
  /** The body of a refusal. @default the upstream's */
  readonly errorBody?: Upstream['errorBody'];
}
