import { getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { parseRecord } from '../../src/json-values.ts';
import { tokenPattern } from './call-plan.ts';
import { attemptsOf, count, errorIn, finishOf, readStreams, streamsOf, textOf } from './record-view.ts';
import type { Rules } from './rule.ts';

/** Answers: whose they are, and whether they are whole. */
export const answerRules: Rules = {
  *'every answer belongs to its caller'({ plan, outcome, openings, error, entry }) {
    const { embeddings: _, ...told } = outcome ?? {};
    const seen = JSON.stringify([told, openings.map(({ parts, text: said }) => [parts, said])]);
    const strangers = [...new Set(`${seen}${String(error)}`.match(tokenPattern))].filter(
      token => token !== plan.token,
    );
    if (strangers.length > 0) yield `it holds ${strangers}`;
    const ids = entry.attempts.map(({ logId }) => logId);
    for (const opening of openings) {
      const metadata = opening.metadata ?? finishOf(opening)?.providerMetadata;
      const logId = getCloudflareMetadata({ providerMetadata: metadata as never })?.logId;
      const own = entry.attempts.find(({ number }) => number === opening.to)?.logId;
      if (logId !== undefined && logId !== own) yield `log id ${logId}, of ${ids}`;
      if (logId === undefined && metadata !== undefined && own !== undefined) yield 'no log id';
    }
    for (const { metadata } of entry.attempts)
      if (!plan.route.startsWith('binding') && metadata !== JSON.stringify({ call: plan.token }))
        yield `sent with the metadata ${metadata}`;
  },

  *'the text is what was sent'(record, { lossless }) {
    for (const opening of streamsOf(record)) {
      const sent = attemptsOf(record, opening).at(-1);
      if (sent === undefined || record.plan.kind === 'embed') continue;
      const got = textOf(opening);
      if (!sent.said.startsWith(got)) yield `got ${JSON.stringify(got)}, sent ${JSON.stringify(sent.said)}`;
      // Requested JSON ends where it is whole: what a repeated frame adds behind it is left out.
      const ended =
        sent.fault === 'duplicated-frames' &&
        record.plan.kind.includes('object') &&
        parseRecord(got) !== undefined;
      const whole = (lossless || sent.body !== 'errored') && !ended;
      if (readStreams(record).includes(opening) && whole && got !== sent.said)
        yield `lost ${JSON.stringify(sent.said.slice(got.length))} (${sent.fault})`;
    }
    for (const opening of record.openings) {
      const sent = attemptsOf(record, opening).at(-1);
      if (opening.text !== undefined && opening.text !== sent?.said)
        yield `generated ${JSON.stringify(opening.text)}, sent ${JSON.stringify(sent?.said)}`;
    }
  },

  *'the finish tells the truth'(record) {
    for (const opening of readStreams(record)) {
      const sent = attemptsOf(record, opening).at(-1);
      const reason = finishOf(opening)?.finishReason;
      if (count(opening, 'finish') !== 1 || opening.parts.at(-1)?.type !== 'finish')
        yield `it ends with ${opening.parts.at(-1)?.type}`;
      if (sent?.outcome === 'good' && (reason === 'error' || count(opening, 'error') > 0))
        yield `a good answer (${sent.fault}) ends with ${reason}: ${String(errorIn(opening))}`;
      if (sent?.outcome === 'broken' && reason !== 'error')
        yield `a broken answer (${sent.fault}) ends with ${reason}`;
      if (count(opening, 'error') !== (reason === 'error' ? 1 : 0))
        yield `${count(opening, 'error')} error parts and ${reason}`;
    }
  },

  *'a refused or broken whole answer rejects'(record) {
    for (const opening of record.openings) {
      const sent = attemptsOf(record, opening).at(-1);
      if (sent?.outcome === 'refused' && opening.rejected === undefined && !record.signal.aborted)
        yield `${sent.fault} ${sent.refusal?.name ?? ''} did not reject`;
      if (sent?.outcome === 'good' && opening.rejected !== undefined && !record.signal.aborted)
        yield `a good answer (${sent.fault}) rejects with ${String(opening.rejected)}`;
    }
  },

  *'the answer reaches the caller'({ plan, outcome, entry, signal }) {
    const last = entry.attempts.at(-1);
    if (outcome === undefined || signal.aborted || last?.outcome !== 'good' || plan.caller === 'model')
      return;
    if (outcome.errors.length > 0) yield `errors: ${outcome.errors.map(String)}`;
    if (outcome.text !== undefined && outcome.text !== last.said) yield `text ${outcome.text}`;
    // A duplicated frame may stand in the middle of the token, or of the object.
    const changed = last.fault === 'duplicated-frames';
    if (!changed && outcome.text?.includes(plan.token) === false) yield `no token in ${outcome.text}`;
    if (
      plan.kind.includes('object') &&
      !changed &&
      JSON.stringify(outcome.object) !== JSON.stringify({ subject: plan.token, known: true })
    )
      yield `object ${JSON.stringify(outcome.object)}`;
    if (plan.kind.includes('tools') && (outcome.steps !== 2 || outcome.toolInputs.length !== 1))
      yield `${outcome.steps} steps, ${outcome.toolInputs.length} tool calls`;
    if (
      plan.kind === 'embed' &&
      JSON.stringify(outcome.embeddings) !==
        JSON.stringify(
          entry.attempts.flatMap(({ outcome: sent, embeddings }) =>
            sent === 'good' ? (embeddings ?? []) : [],
          ),
        )
    )
      yield 'other embeddings than were sent';
  },
};
