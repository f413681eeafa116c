import { fallbackPolicy } from '../../src/fallback/fallback-policy.ts';
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

const titles = ['What it means', 'What to do', 'Kind', 'Source', 'HTTP', 'Retried', 'Fallback'];

/** The columns that all tables share. */
function facts(
  { kind, retryable }: { readonly kind: CloudflareErrorKind; readonly retryable?: boolean },
  { source, status, meaning, remedy }: Readonly<Record<'source' | 'status' | 'meaning' | 'remedy', string>>,
): readonly string[] {
  const then = fallbackPolicy[kind] === 'next' ? 'moves on' : 'stops';
  return [meaning, remedy, code(kind), source, status, retryable ? 'yes' : 'no', then];
}

function factsOf(failure: FailureRow, status: string, meaning: string): readonly string[] {
  const sources = failure.source === undefined ? failure.when?.sources : [failure.source];
  return facts(failure, {
    ...{ status, meaning },
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
      const shown = words === undefined ? kindWords[failure.kind].meaning : `“${words.replaceAll('`', "'")}”`;
      const link =
        failure.docs === undefined
          ? code(wanted)
          : `[${code(wanted)}](https://developers.cloudflare.com/${failure.docs})`;
      const condition = conditionOf(failure.when);
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
    return [
      when,
      ...facts(info, { source: code(source), status, meaning: kindWords[info.kind].meaning, remedy }),
    ];
  });
  return table(['When', ...titles], lines);
}

/** What each kind is known by: its codes, and the statuses of responses without one. */
function kindTable(): string {
  const rows = failureTables.flat();
  const lines = Object.keys(kindWords).map(kind => {
    const own = rows.filter(failure => failure.kind === kind);
    const codes = own.flatMap(({ codes: known = [] }) => known);
    const statuses = own
      .filter(({ codes: known }) => known === undefined)
      .flatMap(({ when }) => when?.statuses ?? []);
    const unique = (texts: readonly string[]): string => [...new Set(texts)].join(', ');
    return [code(kind), unique(codes.map(code)), unique(statuses.map(rangeOf))];
  });
  return table(['Kind', 'Codes', 'HTTP, without a code'], lines);
}

const intro = `# Errors by code

<!-- Written by \`npm run docs:errors\` from the tables of codes; a test fails when it is stale. -->

Look up a code, or the words or status of a response without one. [Results and errors](results-and-errors.md#errors)
explains how to read all of this from an error.

- [Cloudflare's API](#cloudflares-api)
- [AI Gateway](#ai-gateway)
- [Workers AI](#workers-ai)
- [Cloudflare's edge](#cloudflares-edge)
- [Vendors, by name](#vendors-by-name)
- [Known by its words](#known-by-its-words)
- [Known by its status](#known-by-its-status)
- [Without a response](#without-a-response)
- [By kind](#by-kind)

Codes are tried first, then words, then the status, from the top of each table down; the first row that fits decides.

| Column | Meaning |
|---|---|
| What it means | the sender's words, where known, in quotation marks with example values |
| What to do | the error's \`hint\`; braces stand for values of your call |
| Kind, Source | \`kind\` and \`source\` of [\`getCloudflareError\`](results-and-errors.md#errors); a linked code leads to Cloudflare's page |
| HTTP | the documented status; a code decides whatever the status, unless the row says more |
| Retried | whether the AI SDK retries the call, up to \`maxRetries\` times |
| Fallback | whether a [fallback](fallback.md#when-it-moves-on) moves on to its next model; it never does once an answer has begun |
`;

const sections: readonly (readonly [title: string, text: string])[] = [
  ["Cloudflare's API", codeTable(cloudflareAPICodes)],
  ['AI Gateway', codeTable(gatewayCodes)],
  ['Workers AI', codeTable(workersAICodes)],
  ["Cloudflare's edge", codeTable(edgeCodes)],
  ['Vendors, by name', codeTable(upstreamCodes)],
  ['Known by its words', conditionTable(textRows)],
  ['Known by its status', conditionTable(statusRows)],
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
