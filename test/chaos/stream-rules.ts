import { getEventListeners } from 'node:events';
import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { attemptsOf, count, readStreams } from './record-view.ts';
import type { Rules } from './rule.ts';

/** Streams: how they fail, and what they leave open. */
export const streamRules: Rules = {
  *'a stream that has started rejects for an abort only'({ openings, signal, plan }) {
    for (const { failure, ended, rejected } of openings) {
      if (ended === 'failed' && !(signal.aborted && failure === signal.reason))
        yield `it failed with ${String(failure)}`;
      const own = signal.aborted && rejected === signal.reason;
      if (rejected !== undefined && !own && getCloudflareError(rejected) === undefined)
        yield `it rejects with ${String(rejected)} (aborted at ${plan.abort?.at})`;
    }
  },

  *'an abort is no error of the stream'(record) {
    if (!record.signal.aborted) return;
    for (const opening of record.openings) {
      const { parts, partsAtAbort } = opening;
      const sent = attemptsOf(record, opening).at(-1);
      // What was wrong before the abort may still be on its way.
      const faulty = sent?.body !== 'cancelled' || /garbage|error|silent/.test(sent.fault);
      const later = partsAtAbort === undefined ? [] : parts.slice(partsAtAbort);
      const error = later.find(part => part.type === 'error');
      if (error !== undefined && !faulty) yield `an error part after the abort: ${String(error.error)}`;
    }
  },

  *'opened parts are closed'(record) {
    for (const opening of readStreams(record)) {
      const open = new Set<string>();
      for (const part of opening.parts) {
        const [, kind, step] = /^(text|reasoning|tool-input)-(start|delta|end)$/.exec(part.type) ?? [];
        if (kind === undefined || !('id' in part)) continue;
        const key = `${kind} ${part.id}`;
        if (step === 'start' ? open.has(key) : !open.has(key)) yield `${part.type} of ${key} out of order`;
        if (step === 'start') open.add(key);
        if (step === 'end') open.delete(key);
      }
      if (open.size > 0) yield `left open: ${[...open]}`;
    }
  },

  *'no tool call of a broken stream is handed on'(record) {
    for (const [index, opening] of record.openings.entries()) {
      const sent = attemptsOf(record, opening).at(-1);
      if (opening.mode !== 'stream' || sent?.outcome !== 'broken') continue;
      if (count(opening, 'tool-call') > 0) yield `a tool call of ${sent.fault}`;
      if (opening.rejected === undefined && record.openings.length > index + 1) yield 'another step after it';
    }
    const answered = record.openings.flatMap(opening => attemptsOf(record, opening).slice(-1));
    const most = answered.filter(
      ({ calls, outcome }) => calls && (outcome === 'good' || outcome === 'either'),
    );
    if ((record.outcome?.toolInputs.length ?? 0) > most.length)
      yield 'a tool ran more often than it was called';
    for (const input of record.outcome?.toolInputs ?? [])
      if (JSON.stringify(input) !== JSON.stringify({ entry: record.plan.token }))
        yield `input ${JSON.stringify(input)}`;
  },

  *'no body is left open, no listener is left'({ entry, signal, plan, openings }, { lossless }) {
    const open = entry.attempts.filter(({ body }) => body === 'open');
    if (open.length > 0)
      yield `open after ${open.map(({ fault }) => fault)} (${openings.map(({ ended }) => ended)})`;
    // The fetch of Node leaves its own until they are garbage-collected.
    const listeners = lossless ? getEventListeners(signal, 'abort').length : 0;
    if (listeners > 0) yield `${listeners} abort listeners of ${plan.caller}`;
  },
};
