import type { CloudflareProvider } from 'ai-sdk-provider-cloudflare';
import { type CallPlan, embeddingModel } from './call-plan.ts';
import type { Entry, Ledger } from './ledger.ts';
import { makeCall, type Outcome } from './make-call.ts';
import { type Opening, watchModel } from './watch-model.ts';

/** One call and everything that became of it. */
export interface CallRecord {
  readonly plan: CallPlan;
  readonly entry: Entry;
  readonly openings: readonly Opening[];
  readonly signal: AbortSignal;
  readonly outcome?: Outcome;
  /** What the call rejected with. */
  readonly error?: unknown;
  /** How many requests had arrived when it was given up. */
  readonly requestsAtAbort?: number;
}

/** The models on one way to the gateway, one for all calls. */
export interface Route {
  readonly chat: (ids: readonly string[]) => ReturnType<CloudflareProvider>;
  readonly embedding: (id: string) => ReturnType<CloudflareProvider['textEmbeddingModel']>;
}

export type Routes = Readonly<Record<CallPlan['route'], Route>>;

/** Makes each model once, so that thousands of calls share it. */
export function routeOf(provider: CloudflareProvider): Route {
  const chat = new Map<string, ReturnType<CloudflareProvider>>();
  const embedding = new Map<string, ReturnType<CloudflareProvider['textEmbeddingModel']>>();
  const once = <MODEL>(models: Map<string, MODEL>, key: string, make: () => MODEL): MODEL => {
    const model = models.get(key) ?? make();
    models.set(key, model);
    return model;
  };
  return {
    chat: ids => {
      const [id = '', ...more] = ids;
      return once(chat, ids.join(), () =>
        more.length > 0 ? provider.fallback([id, ...more]) : provider(id),
      );
    },
    embedding: id => once(embedding, id, () => provider.textEmbeddingModel(id)),
  };
}

/** What a call tells the mix, and asks of it. */
export interface CallHooks {
  /** Something has happened. */
  readonly touch: () => void;
  /** Lets a limit pass, in milliseconds; absent where time is real. */
  readonly expire: ((ms: number) => void) | undefined;
}

export async function runCall(
  plan: CallPlan,
  routes: Routes,
  ledger: Ledger,
  { touch, expire }: CallHooks,
): Promise<CallRecord> {
  const controller = new AbortController();
  const openings: Opening[] = [];
  let requestsAtAbort: number | undefined;
  let left = plan.abort?.count ?? 0;
  const happened = (event: string): void => {
    touch();
    if (event !== plan.abort?.at || controller.signal.aborted || --left > 0) return;
    requestsAtAbort = entry.requests;
    const last = openings.at(-1);
    if (last !== undefined) last.partsAtAbort = last.parts.length;
    if (plan.abort.ownReason) controller.abort(new Error(`given up: ${plan.token}`));
    else controller.abort();
  };
  const { firstByteMs, idleMs } = plan.timeouts ?? {};
  const entry = ledger.open(plan, {
    onEvent: happened,
    expire: () => {
      if (firstByteMs !== undefined) expire?.(firstByteMs);
      if (idleMs !== undefined) expire?.(idleMs);
    },
  });
  if (plan.abort?.at === 'start') {
    left = 1;
    happened('start');
  }
  const route = routes[plan.route];
  const embeds = plan.kind === 'embed';
  const watch = { openings, requests: () => entry.requests, onPart: () => happened('part') };
  const setup = {
    plan,
    signal: controller.signal,
    model: watchModel(route.chat(embeds ? ['openai/gpt-4o'] : plan.models), watch),
    embeddingModel: route.embedding(embeddingModel),
  };
  const record = { plan, entry, openings, signal: controller.signal };
  const settled = await makeCall(setup).then(
    outcome => ({ outcome }),
    (error: unknown) => ({ error }),
  );
  return { ...record, ...settled, ...(requestsAtAbort !== undefined && { requestsAtAbort }) };
}
