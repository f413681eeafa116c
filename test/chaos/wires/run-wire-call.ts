import { getEventListeners } from 'node:events';
import { abortableFetch } from '../../../src/testing/http/abortable-fetch.ts';
import { type Major, majors } from '../../ai/majors.ts';
import { connected } from '../../support/call.ts';
import { type AnyModel, type Part, packageOf, providerOf, type Version } from '../../vendors/entries.ts';
import { type Dialect, dialects } from './random-answer.ts';
import { type WirePlan, wireTokens } from './wire-plan.ts';

/** What became of one call. */
export interface WireRecord {
  readonly plan: WirePlan;
  /** The parts of the vendor's package alone on the same bytes up to the fault, and what it threw. */
  readonly alone: readonly Part[];
  readonly aloneThrew: unknown;
  readonly parts: readonly Part[];
  /** What the call, or a read of its stream, failed with. */
  readonly rejected: unknown;
  readonly failed: unknown;
  readonly aborted: boolean;
  readonly reason: unknown;
  /** Listeners on the signal of the caller. */
  readonly listeners: () => number;
  readonly exchange: Exchange;
}

/** One request as the gateway's side knows it. */
export interface Exchange {
  requests: number;
  metadata: string | null;
  body: 'none' | 'open' | 'closed' | 'errored' | 'cancelled';
}

const headers = (token: string) => ({ 'content-type': 'text/event-stream', 'cf-aig-log-id': `log-${token}` });

export interface WireWorld {
  /** Requests that belong to no call. */
  readonly strangers: readonly string[];
  readonly run: (plan: WirePlan) => Promise<WireRecord>;
}

/** Models of both dialects of a specification, shared by all calls, and who answers them. */
export function wireWorld(version: Version, expire: (ms: number) => void): WireWorld {
  const plans = new Map<string, { plan: WirePlan; exchange: Exchange; arrived: () => void }>();
  const strangers: string[] = [];
  const handle = async (request: Request): Promise<Response> => {
    const tokens = new Set((await request.text()).match(wireTokens));
    const [token = ''] = tokens;
    const known = plans.get(token);
    if (known === undefined || tokens.size !== 1) {
      strangers.push([...tokens].join());
      return new Response('This request belongs to no call.', { status: 500 });
    }
    const { plan, exchange, arrived } = known;
    exchange.requests++;
    exchange.metadata = request.headers.get('cf-aig-metadata');
    arrived();
    return respond(plan, exchange, expire);
  };
  const settings = { ...connected, fetch: abortableFetch(handle) };
  const provider = providerOf(version, settings, ['anthropic', 'openai']);
  const models: Readonly<Record<Dialect, AnyModel>> = {
    messages: provider.messages(dialects.messages.id),
    responses: provider.responses(dialects.responses.id),
  };
  const major = majors.find((_, place) => ['v2', 'v3', 'v4'][place] === version);
  if (major === undefined) throw new Error(`no major for ${version}`);
  return {
    strangers,
    run: async (plan: WirePlan): Promise<WireRecord> => {
      const controller = new AbortController();
      const reason = new Error(`given up: ${plan.token}`);
      const exchange: Exchange = { requests: 0, metadata: null, body: 'none' };
      const arrived = (): void => {
        if (plan.abortAfter === 'request') controller.abort(reason);
      };
      plans.set(plan.token, { plan, exchange, arrived });
      if (plan.abortAfter === 'start') controller.abort(reason);
      const { parts: alone, threw: aloneThrew } = await readAlone(version, plan);
      const call = {
        providerOptions: { cloudflare: { metadata: { call: plan.token }, timeouts: plan.timeouts } },
        abortSignal: controller.signal,
        includeRawChunks: plan.rawChunks,
      };
      const run = plan.bySDK ? readBySDK : readModel;
      const outcome = await run({
        model: models[plan.dialect],
        plan,
        call,
        major,
        abort: () => controller.abort(reason),
      });
      const listeners = (): number => getEventListeners(controller.signal, 'abort').length;
      return {
        plan,
        alone,
        aloneThrew,
        ...outcome,
        aborted: controller.signal.aborted,
        reason,
        listeners,
        exchange,
      };
    },
  };
}

interface Reading {
  readonly model: AnyModel;
  readonly plan: WirePlan;
  readonly call: object;
  readonly major: Major;
  readonly abort: () => void;
}

type Outcome = Pick<WireRecord, 'parts' | 'rejected' | 'failed'>;

const promptOf = ({ token }: WirePlan): string => `Find ${token}`;
const pause = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

async function readModel({ model, plan, call, abort }: Reading): Promise<Outcome> {
  const parts: Part[] = [];
  let reader: ReadableStreamDefaultReader<Part>;
  try {
    const prompt = [{ role: 'user', content: [{ type: 'text', text: promptOf(plan) }] }];
    reader = (await model.doStream({ prompt, ...call })).stream.getReader();
  } catch (rejected) {
    return { parts, rejected, failed: undefined };
  }
  try {
    for (;;) {
      if (parts.length === plan.leaveAfter) {
        await reader.cancel(new Error('the reader has left'));
        return { parts, rejected: undefined, failed: undefined };
      }
      if (parts.length === plan.abortAfter) abort();
      if (plan.slow) await pause();
      const { done, value } = await reader.read();
      if (done) return { parts, rejected: undefined, failed: undefined };
      parts.push(value);
    }
  } catch (failed) {
    return { parts, rejected: undefined, failed };
  }
}

/** As the SDK passes parts on; a call that rejects is an error there too. */
async function readBySDK({ model, plan, call, major }: Reading): Promise<Outcome> {
  const errors: unknown[] = [];
  const onError = ({ error }: { error: unknown }): void => void errors.push(error);
  const { ai } = major;
  const result = ai.streamText({ model, prompt: promptOf(plan), maxRetries: 0, ...call, onError });
  const parts: Part[] = [];
  for await (const part of result.fullStream) {
    if (plan.slow) await pause();
    parts.push(part);
  }
  return { parts, rejected: undefined, failed: undefined };
}

/** The vendor's package without us, on bytes that end where they broke off. */
async function readAlone(
  version: Version,
  plan: WirePlan,
): Promise<{ parts: readonly Part[]; threw: unknown }> {
  const { vendor, vendorId, method } = dialects[plan.dialect];
  const fetch: typeof globalThis.fetch = async () =>
    new Response(
      streamOf([...plan.reads], 'close', () => undefined),
      { headers: headers(plan.token) },
    );
  const provider = packageOf(version, vendor)({ apiKey: 'key', fetch }) as Record<
    string,
    (id: string) => AnyModel
  >;
  const model = provider[method]?.(vendorId);
  const parts: Part[] = [];
  try {
    const prompt = [{ role: 'user', content: [{ type: 'text', text: promptOf(plan) }] }];
    const result = await model?.doStream({ prompt, includeRawChunks: plan.rawChunks });
    if (result !== undefined) for await (const part of result.stream) parts.push(part);
    return { parts, threw: undefined };
  } catch (threw) {
    return { parts, threw };
  }
}

function streamOf(
  reads: Uint8Array[],
  ending: WirePlan['ending'],
  on: (event: 'silent' | 'closed' | 'errored' | 'cancelled') => void,
): ReadableStream<Uint8Array> {
  let leave = (): void => undefined;
  const gone = new Promise<void>(resolve => {
    leave = resolve;
  });
  return new ReadableStream(
    {
      pull(controller) {
        const next = reads.shift();
        if (next !== undefined) return controller.enqueue(next);
        if (ending === 'silent') {
          on('silent');
          return gone;
        }
        on(ending === 'error' ? 'errored' : 'closed');
        if (ending === 'close') return controller.close();
        controller.error(
          new TypeError('terminated', {
            cause: Object.assign(new Error('closed'), { code: 'UND_ERR_SOCKET' }),
          }),
        );
      },
      cancel: () => {
        on('cancelled');
        leave();
      },
    },
    { highWaterMark: 0 },
  );
}

function respond(plan: WirePlan, exchange: Exchange, expire: (ms: number) => void): Response {
  exchange.body = 'open';
  const body = streamOf([...plan.reads], plan.ending, event => {
    if (event !== 'silent') exchange.body = event;
    // After the timer of the wait was set.
    else
      setTimeout(() => {
        expire(plan.timeouts.firstByteMs);
        expire(plan.timeouts.idleMs);
      }, 1);
  });
  return new Response(body, { headers: headers(plan.token) });
}
