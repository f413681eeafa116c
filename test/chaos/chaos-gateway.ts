import type { LocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { type CallPlan, tokenPattern } from './call-plan.ts';
import { type CleanAnswer, type DamagedAnswer, damage } from './damage.ts';
import { type Fault, faultPlan } from './fault-plan.ts';
import type { Attempt, Entry, Ledger } from './ledger.ts';
import { readFrames } from './read-frames.ts';

/** Answers like the gateway, and then lets the fault happen that the plan of the call has for this attempt. */
export function chaosGateway(gateway: LocalGateway, ledger: Ledger): LocalGateway['handle'] {
  return async request => {
    const text = await request.text();
    const tokens = new Set(text.match(tokenPattern));
    const [token] = tokens;
    const entry = ledger.find(token);
    if (entry === undefined || tokens.size !== 1) {
      ledger.strangers.push(`${request.url} ${[...tokens]}`);
      return new Response('This request belongs to no call.', { status: 500 });
    }
    const number = ++entry.requests;
    entry.onEvent('request');
    const streams = /"stream":true/.test(text);
    const plan = faultPlan(entry.plan, number, streams);
    await pause(plan.latencyMs);
    const metadata = request.headers.get('cf-aig-metadata') ?? undefined;
    if (plan.fault.kind === 'reset-before-headers') {
      entry.attempts.push(unanswered(number, streams, metadata));
      entry.onEvent('headers');
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
      });
    }
    if (plan.fault.kind === 'silence') {
      entry.attempts.push({ ...unanswered(number, streams, metadata), fault: 'silence' });
      entry.onEvent('headers');
      later(entry.expire);
      return left(request);
    }
    const sent = plan.fault.kind === 'json-for-stream' ? withoutStream(text) : text;
    const clean = await cleanAnswer(gateway, request, sent, streams);
    const damaged = damage(clean, plan);
    const attempt = accountOf(entry.plan, number, { clean, damaged, fault: plan.fault, metadata });
    entry.attempts.push(attempt);
    entry.onEvent('headers');
    return respond(damaged, attempt, entry);
  };
}

/** Never answers; ends when the caller has left. */
function left({ signal }: Request): Promise<Response> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** After what is under way now, such as setting the timer of a wait. */
function later(work: () => void): void {
  setTimeout(work, 1);
}

async function cleanAnswer(
  gateway: LocalGateway,
  { url, method, headers }: Request,
  body: string,
  streams: boolean,
): Promise<CleanAnswer> {
  const response = await gateway.handle(new Request(url, { method, headers, body }));
  const text = await response.text();
  if (!response.ok) throw new Error(`the clean answer is a refusal: ${response.status} ${text}`);
  return { status: response.status, headers: Object.fromEntries(response.headers), text, streams };
}

function withoutStream(text: string): string {
  return text
    .replace('"stream":true', '"stream":false')
    .replace(/,"stream_options":\{[^}]*\}/, '')
    .replace(/"stream_options":\{[^}]*\},/, '');
}

function unanswered(number: number, streams: boolean, metadata: string | undefined): Attempt {
  const nothing = { said: '', saidFirst: '', calls: false, logId: undefined, metadata };
  return { number, fault: 'reset-before-headers', outcome: 'refused', streams, ...nothing, body: 'none' };
}

interface Exchange {
  readonly clean: CleanAnswer;
  readonly damaged: DamagedAnswer;
  readonly fault: Fault;
  readonly metadata: string | undefined;
}

function accountOf(
  { kind }: CallPlan,
  number: number,
  { clean, damaged, fault, metadata }: Exchange,
): Attempt {
  const whole = !clean.streams || fault.kind === 'json-for-stream';
  const read = whole && damaged.outcome === 'good' ? readWhole(clean.text) : readFrames(damaged.frames);
  // Where the upstream knows no schemas, an object is the arguments of a call.
  const asCall = kind.includes('object') && read.calls;
  return {
    number,
    fault: fault.kind,
    ...('refusal' in fault && { refusal: fault.refusal }),
    outcome: damaged.outcome,
    streams: clean.streams,
    said: asCall ? read.args : read.said,
    saidFirst: read.saidFirst,
    calls: read.calls,
    ...('embeddings' in read && { embeddings: read.embeddings }),
    logId: damaged.headers['cf-aig-log-id'],
    metadata,
    body: 'open',
  };
}

interface Whole {
  readonly choices?: readonly {
    readonly message?: {
      readonly content?: string | null;
      readonly tool_calls?: readonly { readonly function: { readonly arguments: string } }[];
    };
  }[];
  /** Embeddings: OpenAI's form, and that of Workers AI. */
  readonly data?: readonly (readonly number[] | { readonly embedding: readonly number[] })[];
  readonly result?: Whole;
}

function readWhole(text: string) {
  const parsed: Whole = JSON.parse(text);
  const { choices, data } = parsed.result ?? parsed;
  const message = choices?.[0]?.message;
  const said = message?.content ?? '';
  return {
    said,
    saidFirst: said,
    calls: (message?.tool_calls?.length ?? 0) > 0,
    args: message?.tool_calls?.[0]?.function.arguments ?? '',
    ...(data && { embeddings: data.map(row => ('embedding' in row ? row.embedding : row)) }),
  };
}

/** A body that is produced as it is read, and says how it ended. */
function respond(damaged: DamagedAnswer, attempt: Attempt, entry: Entry): Response {
  const reads = [...damaged.reads];
  let leave = (): void => undefined;
  const gone = new Promise<void>(resolve => {
    leave = resolve;
  });
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await pause(damaged.pauseMs);
        if (attempt.body === 'cancelled') return;
        const next = reads.shift();
        entry.onEvent('read');
        if (next !== undefined) return controller.enqueue(next);
        if (damaged.ending === 'silent') {
          later(entry.expire);
          return gone;
        }
        attempt.body = damaged.ending === 'error' ? 'errored' : 'closed';
        if (damaged.ending === 'close') return controller.close();
        const cause = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
        controller.error(new TypeError('terminated', { cause }));
      },
      cancel: () => {
        attempt.body = 'cancelled';
        leave();
      },
    },
    { highWaterMark: 0 },
  );
  const { 'content-length': _, ...headers } = damaged.headers;
  return new Response(body, { status: damaged.status, headers });
}

function pause(ms: number): Promise<void> {
  return ms > 0 ? new Promise(resolve => setTimeout(resolve, ms)) : Promise.resolve();
}
