import { getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { everythingIn } from '../support/answers.ts';
import { attemptsOf, errorIn, finishOf, isFallback, isRetryable } from './record-view.ts';
import type { Rules } from './rule.ts';
import { TOKEN } from './secrets.ts';

/** Failures: what is repeated, what moves on, and what is told. */
export const repeatRules: Rules = {
  *'only what may be repeated is repeated'(record) {
    const { plan, openings, entry, requestsAtAbort } = record;
    if (requestsAtAbort !== undefined && entry.requests > requestsAtAbort)
      yield `${entry.requests - requestsAtAbort} requests after the abort`;
    if (plan.kind === 'embed') return;
    const outside = openings.reduce((sum, { from, to }) => sum - (to - from), entry.requests);
    if (outside !== 0) yield `${outside} requests outside of the calls`;
    let inARow = 0;
    for (const [index, opening] of openings.entries()) {
      const { rejected, from, to } = opening;
      if (to - from > plan.models.length) yield `${to - from} requests for ${plan.models.length} models`;
      inARow = rejected === undefined ? 0 : inARow + 1;
      const next = openings[index + 1];
      if (rejected === undefined || record.signal.aborted) continue;
      const mayRepeat = isRetryable(rejected) && inARow <= plan.maxRetries && plan.caller !== 'model';
      if (next !== undefined && !mayRepeat) yield `repeated after ${String(rejected)}`;
      if (next === undefined && mayRepeat) yield `not repeated after ${String(rejected)}`;
    }
  },

  *'what may be repeated is known'(record) {
    for (const opening of record.openings) {
      const last = attemptsOf(record, opening).at(-1);
      if (opening.rejected === undefined || isFallback(record) || record.signal.aborted) continue;
      if (last?.fault === 'refused' && isRetryable(opening.rejected) !== last.refusal?.retryable)
        yield `${last.refusal?.name}: ${String(opening.rejected)}`;
      if (/^silen/.test(last?.fault ?? '') && getCloudflareError(opening.rejected)?.kind !== 'timeout')
        yield `no timeout: ${String(opening.rejected)}`;
      if (/^(?:silen|reset-before)/.test(last?.fault ?? '') && !isRetryable(opening.rejected))
        yield String(opening.rejected);
    }
  },

  *'a fallback moves on when it may, and only then'(record, { lossless }) {
    if (!isFallback(record)) return;
    for (const opening of record.openings) {
      const attempts = attemptsOf(record, opening);
      for (const { outcome, saidFirst, refusal, fault, number } of attempts.slice(0, -1)) {
        if (outcome === 'good') yield `it left a good answer (attempt ${number})`;
        const begun = outcome === 'broken' && saidFirst !== '' && (lossless || fault !== 'cut');
        if (begun) yield `it left an answer that had begun (attempt ${number}, ${fault})`;
        if (fault === 'refused' && refusal?.moves === false) yield `it moved on after ${refusal.name}`;
      }
      const last = attempts.at(-1);
      const more = attempts.length < record.plan.models.length && !record.signal.aborted;
      // An error in the middle of a stream may be one of the request, which no leg would take.
      const stops =
        last?.refusal?.moves === false || getCloudflareError(opening.rejected)?.kind === 'invalid-request';
      if (more && opening.rejected !== undefined && !stops)
        yield `it stopped after ${last?.fault} ${last?.refusal?.name ?? ''}`;
      const metadata = opening.metadata ?? finishOf(opening)?.providerMetadata;
      const trace = getCloudflareMetadata({ providerMetadata: metadata as never })?.trace;
      // A real socket may break before the request has arrived.
      if (lossless && trace !== undefined && trace.length !== attempts.length)
        yield `a trace of ${trace.length} for ${attempts.length} requests`;
    }
  },

  *'errors are typed and tell no secret'({ openings, error, outcome, signal, plan }) {
    const errors = [
      ...openings.flatMap(opening => [opening.rejected, errorIn(opening)]),
      ...(outcome?.errors ?? []),
      // The SDK has errors of its own for objects.
      ...(plan.kind.includes('object') ? [] : [error]),
    ].filter(value => value !== undefined);
    for (const one of new Set(errors)) {
      if (everythingIn(one).includes(TOKEN)) yield `a secret in ${String(one)}`;
      if (!signal.aborted && getCloudflareError(one) === undefined) yield `untyped: ${String(one)}`;
    }
  },
};
