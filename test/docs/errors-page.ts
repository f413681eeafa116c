import { cloudflareAPICodes, edgeCodes } from '../../src/gateway/errors/codes/cloudflare.ts';
import type { FailureCondition, FailureRow } from '../../src/gateway/errors/codes/failure-row.ts';
import { failureTables, findFailureRow } from '../../src/gateway/errors/codes/find-row.ts';
import { gatewayCodes } from '../../src/gateway/errors/codes/gateway.ts';
import { upstreamCodes, workersAICodes } from '../../src/gateway/errors/codes/models.ts';
import { statusRows, textRows } from '../../src/gateway/errors/codes/without-code.ts';
import { tidyMessage } from '../../src/gateway/errors/envelope.ts';
import type { CloudflareErrorKind } from '../../src/gateway/errors/error-info.ts';
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

const titles = ['What to do', 'Kind', 'Source', 'HTTP', 'Retried'];

/** Long remedies, by the row that has them: later rows refer to it. */
const remedies = new Map<string, string>();

function shortly(remedy: string, label: string): string {
  const before = remedies.get(remedy);
  if (before !== undefined) return `As for ${before}.`;
  if (remedy.length > 120) remedies.set(remedy, label);
  return remedy;
}

/** A table of rows: label, the sender's words, facts. Rows that differ in label and words only become one. */
function tableOf(first: string, lines: readonly (readonly string[])[]): string {
  const merged: [labels: string[], words: string[], facts: readonly string[]][] = [];
  for (const [label = '', words = '', ...rest] of lines) {
    const last = merged.at(-1);
    if (last !== undefined && last[2].join() === rest.join()) {
      last[0].push(label);
      if (!last[1].includes(words)) last[1].push(words);
    } else merged.push([[label], [words], rest]);
  }
  const hasWords = merged.some(([, words]) => words.some(text => text !== ''));
  const joined = merged.map(([labels, words, [remedy = '', ...rest]]) => [
    labels.join(first === 'Code' ? ', ' : '; or '),
    ...(hasWords ? [words.filter(text => text !== '').join(', ')] : []),
    shortly(
      remedy,
      (labels[0] ?? '')
        .replace(/\]\([^)]*\)/, '')
        .replace(/^\[/, '')
        .replace(/, contains .*$/, ' [with these words](#by-message)'),
    ),
    ...rest,
  ]);
  return table([first, ...(hasWords ? ["Sender's words"] : []), ...titles], joined);
}

/** The columns that all tables share. */
function facts(
  { kind, retryable }: { readonly kind: CloudflareErrorKind; readonly retryable?: boolean },
  { source, status, words, remedy }: Readonly<Record<'source' | 'status' | 'words' | 'remedy', string>>,
): readonly string[] {
  return [words, remedy, code(kind), source, status, retryable ? 'yes' : 'no'];
}

function factsOf(failure: FailureRow, status: string, words = ''): readonly string[] {
  const sources = failure.source === undefined ? failure.when?.sources : [failure.source];
  return facts(failure, {
    ...{ status, words },
    source: sources?.map(code).join(', ') ?? 'the sender',
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
    (failure.codes ?? []).map(wanted => {
      const words = wordsOf(failure, wanted);
      const shown = words === undefined ? '' : `“${words.replaceAll('`', "'")}”`;
      const link =
        failure.docs === undefined
          ? code(wanted)
          : `[${code(wanted)}](https://developers.cloudflare.com/${failure.docs})`;
      const condition = conditionOf(failure.when);
      const status = statusOf(failure);
      return [`${link}${condition === '' ? '' : `, ${condition}`}`, ...factsOf(failure, status, shown)];
    }),
  );
  return tableOf('Code', lines);
}

function conditionTable(rows: readonly FailureRow[]): string {
  const lines = rows.map(failure => {
    const known = conditionOf(failure.when);
    return [known === '' ? 'anything else' : known, ...factsOf(failure, statusOf(failure))];
  });
  return tableOf('Known by', lines);
}

const rangeOf = (status: number | readonly [number, number]): string =>
  typeof status === 'number' ? String(status) : status.join('–');

function statusOf({ status, when: { statuses = [] } = {} }: FailureRow): string {
  if (status !== undefined) return String(status);
  return statuses.length === 0 ? 'any' : statuses.map(rangeOf).join(', ');
}

/** What must hold besides the code and the source. */
function conditionOf({ shapes, statuses, text }: FailureCondition = {}): string {
  return [
    ...(shapes === undefined ? [] : [`a body of the form ${shapes.map(code).join(', ')}`]),
    ...(statuses === undefined ? [] : [`HTTP ${statuses.map(rangeOf).join(', ')}`]),
    ...(text === undefined ? [] : [`contains ${phrasesOf(text)}`]),
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
    return [when, ...facts(info, { source: code(source), status, words: '', remedy })];
  });
  return tableOf('When', lines);
}

/** What each kind means, and what it is known by: its codes, and the statuses of responses without one. */
function kindTable(): string {
  const rows = failureTables.flat();
  const lines = Object.entries(kindWords).map(([kind, { meaning }]) => {
    const own = rows.filter(failure => failure.kind === kind);
    const codes = own.flatMap(({ codes: known = [] }) => known);
    const statuses = own
      .filter(({ codes: known }) => known === undefined)
      .flatMap(({ when }) => when?.statuses ?? []);
    const unique = (texts: readonly string[]): string => [...new Set(texts)].join(', ');
    return [code(kind), meaning, unique(codes.map(code)), unique(statuses.map(rangeOf))];
  });
  return table(['Kind', 'Meaning', 'Codes', 'HTTP, without a code'], lines);
}

const intro = `# Errors by code

<!-- Written by \`npm run docs:errors\` from the tables of codes; a test fails when it is stale. -->

Look up a code, or the words or status of a response without one. [Results and errors](results-and-errors.md#errors)
explains how to read all of this from an error.

- [Cloudflare's API](#cloudflares-api)
- [AI Gateway](#ai-gateway)
- [Workers AI](#workers-ai)
- [Cloudflare's edge](#cloudflares-edge)
- [Vendors' codes](#vendors-codes)
- [By message](#by-message)
- [By status](#by-status)
- [Without a response](#without-a-response)
- [By kind](#by-kind)

Codes are tried first, then words, then the status, from the top of each table down; the first row that fits decides.
The kind decides whether a [fallback](fallback.md#when-it-moves-on) moves on.

| Column | Meaning |
|---|---|
| Sender's words | where known, with example values |
| What to do | the error's \`hint\`; braces stand for values of your call |
| Kind, Source | \`kind\` ([by kind](#by-kind)) and \`source\` of [\`getCloudflareError\`](results-and-errors.md#errors); a linked code leads to Cloudflare's page |
| HTTP | the documented status; a code decides whatever the status, unless the row says more |
| Retried | whether the AI SDK retries the call, up to \`maxRetries\` times |
`;

const sections: readonly (readonly [title: string, text: string])[] = [
  ["Cloudflare's API", codeTable(cloudflareAPICodes)],
  ['AI Gateway', codeTable(gatewayCodes)],
  ['Workers AI', codeTable(workersAICodes)],
  ["Cloudflare's edge", codeTable(edgeCodes)],
  ["Vendors' codes", codeTable(upstreamCodes)],
  ['By message', conditionTable(textRows)],
  ['By status', conditionTable(statusRows)],
  ['Without a response', clientTable()],
  ['By kind', kindTable()],
];

const outro = `What is wrong before anything is sent is one of the SDK's own errors, named in
[results and errors](results-and-errors.md#errors): the source is \`client\`, nothing is retried, and a fallback decides
by the kind, as above.
`;

/** The page as it must stand in docs/errors.md. */
export function errorsPage(): string {
  // One section for each table, one for what fails without a response, and one by kind.
  if (sections.length !== failureTables.length + 2) throw new Error('a table of codes has no section');
  return [intro, ...sections.map(([title, text]) => `## ${title}\n\n${text}\n`), outro].join('\n');
}
