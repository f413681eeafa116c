import type { CallPlan } from './call-plan.ts';
import type { Fault, Refusal } from './fault-plan.ts';

/** One exchange as the gateway's side knows it. */
export interface Attempt {
  readonly number: number;
  readonly fault: Fault['kind'];
  readonly refusal?: Refusal;
  /** What the caller should see. `either`: the fault came after the finish reason. */
  readonly outcome: 'good' | 'broken' | 'refused' | 'either';
  readonly streams: boolean;
  /** The text that was sent, and that which was sent before the fault. */
  readonly said: string;
  readonly saidFirst: string;
  readonly calls: boolean;
  readonly embeddings?: readonly unknown[];
  readonly logId: string | undefined;
  /** The metadata header of the request. */
  readonly metadata: string | undefined;
  /** How the body ended; `open` until then, `none` where there was none. */
  body: 'open' | 'closed' | 'errored' | 'cancelled' | 'none';
}

/** What happens at the gateway, for calls that are given up at one of these. */
export type GatewayEvent = 'request' | 'headers' | 'read';

export interface Entry {
  readonly plan: CallPlan;
  readonly attempts: Attempt[];
  /** Requests that have arrived, also those without an answer yet. */
  requests: number;
  readonly onEvent: (event: GatewayEvent) => void;
  /** Lets the limits of the call pass. */
  readonly expire: () => void;
}

/** Everything that reached the gateway, by the token of the call. */
export class Ledger {
  private readonly entries = new Map<string, Entry>();
  readonly strangers: string[] = [];

  open(plan: CallPlan, does: Pick<Entry, 'onEvent' | 'expire'>): Entry {
    const entry: Entry = { plan, attempts: [], requests: 0, ...does };
    this.entries.set(plan.token, entry);
    return entry;
  }

  find(token: string | undefined): Entry | undefined {
    return token === undefined ? undefined : this.entries.get(token);
  }

  all(): readonly Entry[] {
    return [...this.entries.values()];
  }
}
