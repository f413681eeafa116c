import { fallbackPolicy } from '../../src/fallback/fallback-policy.ts';
import type { CloudflareErrorKind } from '../../src/gateway/errors/cloudflare-error-info.ts';
import { findFailureRow } from '../../src/gateway/errors/find-failure-row.ts';
import { cloudflareAPICodes } from '../../src/gateway/errors/tables/cloudflare-api-codes.ts';
import { codeRows } from '../../src/gateway/errors/tables/code-table.ts';
import { edgeCodes } from '../../src/gateway/errors/tables/edge-codes.ts';
import type { FailureCondition, FailureRow } from '../../src/gateway/errors/tables/failure-row.ts';
import { gatewayCodes } from '../../src/gateway/errors/tables/gateway-codes.ts';
import { statusRows } from '../../src/gateway/errors/tables/status-rows.ts';
import { textRows } from '../../src/gateway/errors/tables/text-rows.ts';
import { upstreamCodes } from '../../src/gateway/errors/tables/upstream-codes.ts';
import { workersAICodes } from '../../src/gateway/errors/tables/workers-ai-codes.ts';
import { tidyMessage } from '../../src/gateway/errors/tidy-message.ts';
import {
  apiFailures,
  gatewayFailures,
  workersAIFailures,
} from '../../src/testing/failures/coded-failures.ts';
import { clientFailures } from './lib/client-failures.ts';
import { remedyOf } from './lib/error-hints.ts';
import { kindWords } from './lib/kind-words.ts';

type Code = number | string;
type CodedFailure = readonly [status: number, code: number, message: string];

const code = (text: Code): string => `\`${text}\``;
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const table = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(titles), `|${'---|'.repeat(titles.length)}`, ...rows.map(row)].join('\n');

const titles = ['What it means', 'What to do', 'Kind', 'Source', 'HTTP', 'Repeated', 'Fallback'];

/** The columns that all tables share. */
function facts(
  { kind, retryable }: { readonly kind: CloudflareErrorKind; readonly retryable: boolean },
  { source, status, meaning, remedy }: Readonly<Record<'source' | 'status' | 'meaning' | 'remedy', string>>,
): readonly string[] {
  const then = fallbackPolicy[kind] === 'next' ? 'moves on' : 'stops';
  return [meaning, remedy, code(kind), source, status, retryable ? 'yes' : 'no', then];
}

function factsOf(failure: FailureRow, status: string, meaning: string): readonly string[] {
  const sources = failure.source === undefined ? failure.when.sources : [failure.source];
  return facts(failure, {
    ...{ status, meaning },
    source: sources?.map(code).join(', ') ?? 'whoever sent it',
    remedy: remedyOf(failure) ?? kindWords[failure.kind].remedy,
  });
}

const coded: readonly CodedFailure[] = [apiFailures, gatewayFailures, workersAIFailures].flatMap(failures =>
  Object.values<CodedFailure>(failures),
);

/** What a sender was seen to say with a code, where a row explains it. */
function wordsOf(failure: FailureRow, wanted: Code): string | undefined {
  const found = coded.find(([status, sent, message]) => {
    const source = failure.source ?? 'gateway';
    return (
      sent === wanted && findFailureRow({ shape: 'gateway', source, message, code: sent }, status) === failure
    );
  });
  return found && tidyMessage(found[2]).message;
}

function codeTable(rows: readonly FailureRow[]): string {
  const lines = rows.flatMap(failure =>
    (failure.when.codes ?? []).map(wanted => {
      const words = wordsOf(failure, wanted);
      const shown = words === undefined ? kindWords[failure.kind].meaning : `“${words.replaceAll('`', "'")}”`;
      const link = failure.docs === undefined ? code(wanted) : `[${code(wanted)}](${failure.docs})`;
      const condition = conditionOf({ ...failure.when, codes: [] });
      const status = statusOf(failure);
      return [`${link}${condition === '' ? '' : `, ${condition}`}`, ...factsOf(failure, status, shown)];
    }),
  );
  return table(['Code', ...titles], lines);
}

function conditionTable(rows: readonly FailureRow[]): string {
  const lines = rows.map(failure => {
    const known = conditionOf(failure.when);
    return [
      known === '' ? 'anything else' : known,
      ...factsOf(failure, statusOf(failure), kindWords[failure.kind].meaning),
    ];
  });
  return table(['Known by', ...titles], lines);
}

const rangeOf = (status: number | readonly [number, number]): string =>
  typeof status === 'number' ? String(status) : status.join('–');

function statusOf({ status, when: { statuses = [] } }: FailureRow): string {
  if (status !== undefined) return String(status);
  return statuses.length === 0 ? 'any' : statuses.map(rangeOf).join(', ');
}

/** What must hold besides the code and the source. */
function conditionOf({ shapes, statuses, text }: FailureCondition): string {
  return [
    ...(shapes === undefined ? [] : [`a body of the form ${shapes.map(code).join(', ')}`]),
    ...(statuses === undefined ? [] : [`HTTP ${statuses.map(rangeOf).join(', ')}`]),
    ...(text === undefined ? [] : [`says ${phrasesOf(text)}`]),
  ].join(', ');
}

/** A pattern as the phrases that it was made of. */
function phrasesOf({ source }: RegExp): string {
  const plain = source.replaceAll(/\(\?:\w+\)\?|\^|\\b/g, '').replaceAll('[_ ]', ' ');
  if (/[\\[\](){}*+?]/.test(plain)) throw new Error(`no phrase: ${source}`);
  return [...new Set(plain.split('|'))].map(phrase => `“${phrase}”`).join(' or ');
}

function clientTable(): string {
  const lines = clientFailures.map(({ when, info }) => {
    const { source, statusCode, hint } = info;
    const remedy = hint ?? kindWords[info.kind].remedy;
    const status = statusCode === undefined ? '–' : String(statusCode);
    return [
      when,
      ...facts(info, { source: code(source), status, meaning: kindWords[info.kind].meaning, remedy }),
    ];
  });
  return table(['When', ...titles], lines);
}

const intro = `# Errors by code

<!-- Written by \`npm run docs:errors\` from the tables of codes; a test fails when it is stale. -->

Look up a code, or what an answer without one was known by. How to read these facts from an error, and what holds for
all of them, is in [results and errors](results-and-errors.md#errors).

- [Cloudflare's API](#cloudflares-api)
- [AI Gateway](#ai-gateway)
- [Workers AI](#workers-ai)
- [Cloudflare's edge](#cloudflares-edge)
- [Vendors, by name](#vendors-by-name)
- [Known by its words](#known-by-its-words)
- [Known by its status](#known-by-its-status)
- [Without an answer](#without-an-answer)

Codes are tried first, then words, then the status, from the top of each table down: the first line that fits counts.

| Column | Meaning |
|---|---|
| What it means | the sender's words where they are known, in quotation marks, with example values |
| What to do | the error's \`hint\`; in braces stand the model, the alias and the like of your call |
| Kind, Source | \`kind\` and \`source\` of [\`getCloudflareError\`](results-and-errors.md#errors); a code in a link leads to Cloudflare's own page |
| HTTP | the documented status; codes count whatever status comes with them, unless the line says more |
| Repeated | whether the AI SDK repeats the call by itself, up to \`maxRetries\` |
| Fallback | whether a [fallback](fallback.md#when-it-moves-on) moves on to its next model; within an answer that has begun it never does |
`;

const sections: readonly (readonly [title: string, text: string])[] = [
  ["Cloudflare's API", codeTable(cloudflareAPICodes)],
  ['AI Gateway', codeTable(gatewayCodes)],
  ['Workers AI', codeTable(workersAICodes)],
  ["Cloudflare's edge", codeTable(edgeCodes)],
  ['Vendors, by name', codeTable(upstreamCodes)],
  ['Known by its words', conditionTable(textRows)],
  ['Known by its status', conditionTable(statusRows)],
  ['Without an answer', clientTable()],
];

const outro = `What is wrong before anything is sent is one of the SDK's own errors, named in
[results and errors](results-and-errors.md#errors): the source is \`client\`, nothing is repeated, and a fallback goes
by the kind, as above.
`;

/** The page as it must stand in docs/errors.md. */
export function errorsPage(): string {
  const shown = [cloudflareAPICodes, gatewayCodes, workersAICodes, edgeCodes, upstreamCodes].flat();
  if (shown.length !== codeRows.length) throw new Error('a table of codes has no section');
  return [intro, ...sections.map(([title, text]) => `## ${title}\n\n${text}\n`), outro].join('\n');
}
