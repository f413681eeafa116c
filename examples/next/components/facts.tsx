'use client';

import { useState } from 'react';
import type { AnswerFacts } from '../lib/answer-facts.ts';
import { labelOf, vendorOf } from '../lib/models.ts';
import { Icon } from './icon.tsx';

/** The gateway's metadata about a response: a summary line, with details on demand. */
export function Facts({ facts }: { facts: AnswerFacts }) {
  const { steps = [], model, durationMs, firstTextMs, inputTokens, outputTokens } = facts;
  const last = steps.at(-1);
  const cache = cacheOf(steps);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Cache', cache],
    ['Model', last?.model ?? model],
    ['Provider', last?.provider ?? vendorOf(model)],
    ['Gateway', last?.gatewayId],
    ['Calls', String(steps.length)],
    ['Tokens', tokens(inputTokens, outputTokens)],
    ['First text', seconds(firstTextMs)],
    ['Full answer', seconds(durationMs)],
  ];
  return (
    <details className="facts" data-cache={cache}>
      <summary>
        <span className={`pill ${cache.toLowerCase().replaceAll(' ', '-')}`}>{cache}</span>
        <span className="facts-model">{labelOf(model)}</span>
        {durationMs !== undefined && <span>{seconds(durationMs)}</span>}
      </summary>
      <dl>
        {rows.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
        {last?.logId !== undefined && (
          <div className="wide">
            <dt>Log id</dt>
            <dd>
              <LogId id={last.logId} />
            </dd>
          </div>
        )}
      </dl>
    </details>
  );
}

function LogId({ id }: { id: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(id);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <>
      <code data-log-id={id}>{id}</code>
      <button type="button" className="quiet tiny" onClick={() => void copy()}>
        <Icon name={copied ? 'check' : 'copy'} />
        <span className="sr-only">{copied ? 'Copied' : 'Copy the log id'}</span>
      </button>
    </>
  );
}

/** A hit only if every call of the response was a hit. */
function cacheOf(steps: NonNullable<AnswerFacts['steps']>): string {
  const statuses = steps.flatMap(({ cacheStatus }) => (cacheStatus === undefined ? [] : [cacheStatus]));
  if (statuses.length === 0) return 'Not cached';
  const hits = statuses.filter(status => status === 'HIT').length;
  if (hits === steps.length) return 'Cache hit';
  return hits === 0 ? 'Cache miss' : `Cache hit ${hits} of ${steps.length}`;
}

function tokens(input: number | undefined, output: number | undefined): string | undefined {
  return input === undefined || output === undefined ? undefined : `${input} in, ${output} out`;
}

function seconds(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 0)} s`;
}
