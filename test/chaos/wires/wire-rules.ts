import { inspect, isDeepStrictEqual } from 'node:util';
import {
  getCloudflareError,
  getCloudflareMetadata,
  type WithProviderMetadata,
} from 'ai-sdk-provider-cloudflare';
import type { Part } from '../../vendors/entries.ts';
import type { WireRecord } from './run-wire-call.ts';
import { wireTokens } from './wire-plan.ts';

type Rule = (record: WireRecord) => Iterable<string>;

const preliminary = /^(?:stream-start|response-metadata|raw|custom|error|finish)$/;
const isFailure = ({ type }: Part): boolean => type === 'error';
const isEnd = ({ type }: Part): boolean => /-end$/.test(type);
const without = (parts: readonly Part[], types: RegExp): readonly Part[] =>
  parts.filter(({ type }) => !types.test(type));
const reasonOf = (part: Part | undefined): unknown => {
  const reason = part?.finishReason;
  return typeof reason === 'object' && reason !== null ? (reason as { unified?: unknown }).unified : reason;
};
const textOf = (parts: readonly Part[], member: 'delta' | 'text'): string =>
  parts.map(part => (part.type === 'text-delta' ? part[member] : '')).join('');

/** Whether the answer failed: by what was sent, or by what the package alone makes of it. */
function fails({ plan, alone, aloneThrew }: WireRecord): boolean {
  return !plan.complete || plan.toldError || aloneThrew !== undefined || alone.some(isFailure);
}

/** Whether nobody gave the call up, or left. */
const wasRead = ({ plan, aborted }: WireRecord): boolean => !aborted && plan.leaveAfter === undefined;

/** What must hold for every streamed call of a package, whatever happened to it. */
export const wireRules: Readonly<Record<string, Rule>> = {
  *'the parts are those of the package alone'(record) {
    const { plan, alone, parts, rejected } = record;
    if (plan.bySDK) {
      const own = textOf(parts, 'text') || textOf(parts, 'delta');
      const expected = textOf(alone, 'delta');
      const whole = own === expected || (own === '' && fails(record));
      if (!whole) yield `text ${JSON.stringify(own)} for ${JSON.stringify(expected)}`;
      return;
    }
    if (rejected !== undefined) return;
    const expected = without(alone, /^(?:error|finish)$/);
    const own = without(parts, /^(?:error|finish)$/);
    const same = own.slice(0, expected.length);
    if (!isDeepStrictEqual(plain(same), plain(expected.slice(0, same.length))))
      yield `${JSON.stringify(same)} for ${JSON.stringify(expected)}`;
    // What a package had ready when it threw is lost, sooner or later.
    if (record.aloneThrew !== undefined) return;
    if (wasRead(record) && own.length < expected.length)
      yield `lost ${JSON.stringify(expected.slice(own.length))}`;
    const more = own.slice(expected.length);
    if (!more.every(isEnd)) yield `more than that: ${JSON.stringify(more)}`;
  },

  *'a whole answer ends like that of the package alone'(record) {
    const { alone, parts, plan } = record;
    if (fails(record) || !wasRead(record)) return;
    if (record.rejected !== undefined) yield `it rejects with ${String(record.rejected)}`;
    if (parts.some(isFailure)) yield `an error part: ${String(parts.find(isFailure)?.error)}`;
    if (plan.bySDK) return;
    const [own, expected] = [parts.at(-1), alone.at(-1)];
    if (!isDeepStrictEqual(plain([own]), plain([expected])))
      yield `${JSON.stringify(own)} for ${JSON.stringify(expected)}`;
    const { logId } = getCloudflareMetadata(own as unknown as WithProviderMetadata) ?? {};
    if (logId !== `log-${plan.token}`) yield `log id ${logId}`;
  },

  *'a failed answer has one typed error, and ends'(record) {
    const { plan, alone, aloneThrew, parts, rejected } = record;
    if (!fails(record) || !wasRead(record)) return;
    const errors = parts.filter(isFailure);
    const failures = [...(rejected === undefined ? [] : [rejected]), ...errors.map(({ error }) => error)];
    if (failures.length !== 1) yield `${failures.length} errors: ${failures.map(String)}`;
    const [error] = failures;
    const facts = getCloudflareError(error);
    if (facts === undefined) yield `untyped: ${String(error)}`;
    if (facts?.logId !== `log-${plan.token}`) yield `log id ${facts?.logId} in the error`;
    const told = plan.toldError || aloneThrew !== undefined || alone.some(isFailure);
    const kind = plan.ending === 'silent' ? 'timeout' : told ? undefined : 'stream-truncated';
    // Whether the error stands before the fault depends on the package.
    if (kind !== undefined && !told && facts?.kind !== kind)
      yield `${facts?.kind} for ${kind}: ${String(error)}`;
    // Where parts were passed on, a wait that took too long is not repeated.
    const repeats = rejected !== undefined || kind === 'stream-truncated';
    if (kind !== undefined && !told && repeats && facts?.retryable !== true)
      yield `not retryable: ${String(error)}`;
    if (rejected !== undefined) {
      const before = alone.slice(0, alone.some(isFailure) ? alone.findIndex(isFailure) : undefined);
      const content = without(before, preliminary);
      if (content.length > 0) yield `it rejects after ${JSON.stringify(content)}`;
    } else if (!plan.bySDK) {
      const finishes = parts.filter(({ type }) => type === 'finish');
      if (finishes.length !== 1 || parts.at(-1) !== finishes[0])
        yield `${finishes.length} finish parts, last ${parts.at(-1)?.type}`;
      if (reasonOf(finishes[0]) !== 'error') yield `finish ${String(reasonOf(finishes[0]))}`;
    }
  },

  *'what was opened is closed'(record) {
    if (record.rejected !== undefined || record.plan.bySDK || !wasRead(record)) return;
    // A package that repeats events opens blocks twice, also alone.
    if (/repeated|reordered/.test(record.plan.fault)) return;
    const open = new Set<string>();
    for (const part of record.parts) {
      const [, block, edge] = /^(text|reasoning|tool-input)-(start|end)$/.exec(part.type) ?? [];
      if (edge === 'start') open.add(`${block} ${part.id}`);
      else if (edge === 'end' && !open.delete(`${block} ${part.id}`))
        yield `${part.type} of ${part.id} out of order`;
    }
    if (open.size > 0) yield `left open: ${[...open]}`;
  },

  *'an abort is the reason of the caller'({ plan, aborted, parts, rejected, failed, reason, exchange }) {
    if (!aborted) {
      if (failed !== undefined) yield `a started stream rejects with ${String(failed)}`;
      return;
    }
    const finished = parts.some(({ type }) => type === 'finish');
    if (!finished && rejected !== reason && failed !== reason)
      yield `it ends with ${String(rejected ?? failed)}`;
    if (plan.abortAfter === 'start' && exchange.requests > 0) yield 'a request after the abort';
  },

  *'one request, and nothing of another call'({ plan, parts, rejected, failed, exchange }) {
    if (exchange.requests > 1) yield `${exchange.requests} requests`;
    if (exchange.requests > 0 && exchange.metadata !== JSON.stringify({ call: plan.token }))
      yield `metadata ${exchange.metadata}`;
    const errors = [rejected, failed, ...parts.filter(isFailure).map(({ error }) => error)];
    const shown = JSON.stringify(parts) + errors.map(error => inspect(error, { depth: 8 })).join();
    const strangers = [...new Set(shown.match(wireTokens))].filter(token => token !== plan.token);
    if (strangers.length > 0) yield `it holds ${strangers}`;
    if (/SECRET/.test(shown)) yield 'a secret is shown';
  },

  *'nothing is left behind'({ exchange, listeners }) {
    if (exchange.body === 'open') yield 'the body is left open';
    if (listeners() > 0) yield `${listeners()} abort listeners`;
  },
};

/** Without our metadata, and what differs in any two runs. */
function plain(parts: readonly unknown[]): unknown {
  return JSON.parse(
    JSON.stringify(parts, (key, value) => {
      if (key === 'timestamp') return undefined;
      if (key !== 'providerMetadata' || typeof value !== 'object' || value === null) return value;
      const { cloudflare: _, ...rest } = value;
      return Object.keys(rest).length === 0 ? undefined : rest;
    }),
  );
}
