import { cloudflareAPICodes, edgeCodes } from '../../src/gateway/errors/codes/cloudflare.ts';
import type { FailureRow, FailureTable } from '../../src/gateway/errors/codes/failure-row.ts';
import { failureTables, findFailureRow } from '../../src/gateway/errors/codes/find-row.ts';
import { gatewayCodes } from '../../src/gateway/errors/codes/gateway.ts';
import { kindFacts } from '../../src/gateway/errors/codes/kinds.ts';
import { upstreamCodes, workersAICodes } from '../../src/gateway/errors/codes/models.ts';
import { statusRows, textRows } from '../../src/gateway/errors/codes/without-code.ts';
import { tidyMessage } from '../../src/gateway/errors/envelope.ts';
import type { CloudflareErrorSource } from '../../src/gateway/errors/error-info.ts';
import {
  apiFailures,
  gatewayFailures,
  workersAIFailures,
} from '../../src/testing/failures/coded-failures.ts';
import { clientFailures } from './lib/client-failures.ts';
import { remedyOf } from './lib/error-hints.ts';

type Code = number | string;
type CodedFailure = readonly [status: number, code: number, message: string];

const code = (text: Code): string => `\`${text}\``;
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const table = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(titles), `|${'---|'.repeat(titles.length)}`, ...rows.map(row)].join('\n');
const unique = (texts: readonly string[], separator: string): string => [...new Set(texts)].join(separator);

/** A line of a table. Lines with the same remedy and kind become one row. */
interface Line {
  readonly label: string;
  /** What is said behind the label; labels with the same stand together. */
  readonly detail?: string;
  /** Rows with a condition keep their place: the first that fits decides. */
  readonly fixed: boolean;
  readonly remedy: string;
  readonly kind: string;
  readonly retried: boolean;
  readonly status: string;
}

/** `3007` “Request timeout”, `3008` “Request was aborted”; `2041`, `2045` “Spend limit exceeded”. */
function labelsOf(lines: readonly Line[], separator: string): string {
  const labels = lines.map(({ label, detail = '' }, index) =>
    detail === '' || lines[index + 1]?.detail === detail ? label : `${label} ${detail}`,
  );
  const general = labels.filter(label => !labels.some(other => label.startsWith(`${other}, of `)));
  return unique(general, separator);
}

/** Joins lines that differ in label and status only, at the place of the last. */
function merge(lines: readonly Line[]): readonly (readonly Line[])[] {
  const groups: (readonly Line[])[] = [];
  for (const line of lines) {
    const alike = groups.findIndex(
      ([first]) =>
        first !== undefined &&
        (!first.fixed || first === groups.at(-1)?.[0]) &&
        (!line.fixed || first === groups.at(-1)?.[0]) &&
        first.remedy === line.remedy &&
        first.kind === line.kind &&
        first.retried === line.retried,
    );
    const [group = []] = alike === -1 ? [] : groups.splice(alike, 1);
    groups.push([...group, line]);
  }
  return groups;
}

/** Hints that say no more than the sender's words, or than docs/results-and-errors.md says of the kind. */
const plainHints = [
  'A guardrail of the gateway blocked the prompt.',
  'A guardrail of the gateway blocked the response.',
  "Check gatewayId ('{gateway}') and the account.",
  "Check the spelling of '{model}' for the endpoint '{endpoint}'.",
  "Check the model's spelling in the catalogue.",
  'Choose another model.',
  "Cloudflare's edge refused the client: check its user-agent header.",
  "Cloudflare's edge refused the connection: check firewall rules.",
  'Data loss prevention blocked the content: see `dlp`.',
  'No policy of the gateway allows this call.',
  'Raise the time limits, or stream long answers.',
  'Retry, or add a fallback.',
  'Retry the call.',
  'Retry the call, or raise timeouts.firstByteMs.',
  'Retry the call, or raise timeouts.idleMs.',
  'Shorten the messages, or send fewer files.',
  'Start over, or raise timeouts.idleMs.',
  'The prompt was refused as unsafe.',
  "The request does not match the model's schema.",
  'The request exceeds the context window: shorten the prompt or lower maxOutputTokens.',
  "The upstream's content policy blocked the call.",
  'Wait as long as retry-after says.',
  "Wait until the gateway's limit resets, or raise it.",
];

const remedyIn = (hint = ''): string => (plainHints.includes(hint) ? '' : hint);

/** Long remedies, by the row that has them: later rows refer to it. */
const remedies = new Map<string, string>();

function shortly(remedy: string, [first]: readonly Line[]): string {
  const before = remedies.get(remedy);
  if (before !== undefined) return `As for ${before}.`;
  if (remedy.length > 120)
    remedies.set(
      remedy,
      first?.label
        .replace(/^\[?(`\w+`).*$/, '$1')
        .replace(/^.*“.*$/, 'HTTP 400 [with these words](#by-message)') ?? '',
    );
  return remedy;
}

/** A table of label, kind with its status unless the label has that, and remedy. */
function tableOf(first: string, lines: readonly Line[], separator: string): string {
  const withStatus = lines.some(({ status }) => status !== '');
  const rows = merge(lines).map(group => {
    const statuses = unique(
      group.map(({ status }) => status),
      ' or ',
    );
    const { kind = '', retried = false, remedy = '' } = group[0] ?? {};
    return [
      labelsOf(group, separator),
      [code(kind), ...(withStatus ? [statuses] : []), ...(retried ? ['retried'] : [])].join(', '),
      shortly(remedy, group),
    ];
  });
  return table([first, withStatus ? 'Kind, HTTP' : 'Kind', 'What to do'], rows);
}

const isRetried = ({ kind, retryable = kindFacts[kind][2] }: FailureRow): boolean => retryable === true;

const coded: readonly CodedFailure[] = [apiFailures, gatewayFailures, workersAIFailures].flatMap(failures =>
  Object.values<CodedFailure>(failures),
);

/** What a sender was seen to say with a code, where a row explains it. */
function wordsOf(failure: FailureRow, wanted: Code, source: CloudflareErrorSource): string | undefined {
  const found = coded.find(
    ([status, sent, message]) =>
      sent === wanted && findFailureRow({ source, message, code: sent }, status)[0] === failure,
  );
  return found && beginningOf(tidyMessage(found[2]).message);
}

/** The first words of the first sentence: enough to recognise a message by. */
function beginningOf(message: string): string {
  const [sentence = ''] = message.split(/\. (?=[A-Z])/);
  const words = sentence.split(' ');
  return words.length > 7 ? `${words.slice(0, 6).join(' ')} …` : sentence.replace(/\.$/, '');
}

/** A table of codes, which link to the page that explains them unless all of them do to one. */
function codeTable({ rows, source = 'gateway', docs: page }: FailureTable): string {
  const lines = rows.flatMap(failure =>
    (failure.codes ?? []).map((wanted): Line => {
      const { docs, statuses, text } = failure;
      const words = wordsOf(failure, wanted, failure.source ?? source);
      const link =
        docs === undefined || docs === page
          ? code(wanted)
          : `[${code(wanted)}](https://developers.cloudflare.com/${docs})`;
      const said = words === undefined ? '' : `“${words.replaceAll('`', "'")}”`;
      return {
        label: link,
        detail: text === undefined ? said : `with ${phrasesOf(text)}`,
        fixed: text !== undefined || statuses !== undefined,
        remedy: remedyIn(remedyOf(failure)),
        kind: failure.kind,
        retried: isRetried(failure),
        status: `${statuses === undefined ? '' : 'only '}${statusOf(failure)}`,
      };
    }),
  );
  return tableOf('Code', lines, ', ');
}

function conditionTable({ rows }: FailureTable): string {
  const byStatus = rows === statusRows.rows;
  const lines = rows.map((failure): Line => {
    const { codes = [], source, shape, sources, statuses, text } = failure;
    const senders = source === undefined ? sources : [source];
    const known = [
      ...(shape === undefined ? [] : [`a body of the form ${code(shape)}`]),
      ...(codes.length === 0 ? [] : [codes.map(words => `“${words}”`).join(', ')]),
      ...(text === undefined ? [] : [phrasesOf(text)]),
    ];
    if (byStatus && statuses !== undefined) known.unshift(statuses.map(rangeOf).join(', '));
    return {
      label: `${known.join(' with ') || 'anything else'}${senders === undefined ? '' : `, of ${senders.map(code).join(', ')}`}`,
      fixed: true,
      remedy: remedyIn(remedyOf(failure)),
      kind: failure.kind,
      retried: isRetried(failure),
      status: byStatus ? '' : `${statuses === undefined ? '' : 'only '}${statusOf(failure)}`,
    };
  });
  return tableOf(byStatus ? 'Status' : 'Known by', lines, '; or ');
}

const rangeOf = (status: number): string => (status < 10 ? `${status}00–${status}99` : String(status));

function statusOf({ kind, status = kindFacts[kind][1], statuses = [] }: FailureRow): string {
  if (statuses.length > 0) return statuses.map(rangeOf).join(', ');
  return status === undefined ? 'any' : String(status);
}

/** A pattern as the phrases, or the first of many, that it was made of. */
function phrasesOf({ source }: RegExp): string {
  const plain = source.replaceAll(/\(\?:\w+\)\?|\^|\\b/g, '').replaceAll('[_ ]', ' ');
  if (/[\\[\](){}*+?]/.test(plain)) throw new Error(`no phrase: ${source}`);
  const phrases = [...new Set(plain.split('|'))].map(phrase => `“${phrase}”`);
  if (phrases.length > 5) return [...phrases.slice(0, 4), '…'].join(', ');
  return phrases.join(', ').replace(/, (?=[^,]*$)/, ' or ');
}

function clientTable(): string {
  const lines = clientFailures.map(
    ({ when, info }): Line => ({
      label: when,
      fixed: false,
      remedy: remedyIn(info.hint),
      kind: info.kind,
      retried: isRetried(info),
      status: '',
    }),
  );
  return tableOf('When', lines, '; or ');
}

const intro = `# Errors by code

<!-- Written by \`npm run docs:errors\` from the tables of codes; a test fails when it is stale. -->

[\`getCloudflareError\`](results-and-errors.md#errors) reads these from an error. Codes are tried first, then words, then
the status; in each table the first row that fits decides.

- **Code**: linked to Cloudflare's page, with the beginning of the sender's words where known; values are examples.
- **Kind**: [decides](fallback.md#when-it-moves-on) whether a fallback moves on. *Retried*: by the AI SDK, up to
  \`maxRetries\` times. The documented status decides only after *only*.
- **What to do**: the error's \`hint\`, where it says more than its [kind](results-and-errors.md#kinds); braces stand for
  values of your call.
`;

const developers = 'https://developers.cloudflare.com/';

/** Title, who sends what is in it, and the table. */
const sections: readonly (readonly [title: string, source: string, text: string])[] = [
  [
    "Cloudflare's API",
    `Source \`cloudflare-api\`; without a link, see the [REST API](${developers}${cloudflareAPICodes.docs}).`,
    codeTable(cloudflareAPICodes),
  ],
  [
    'AI Gateway',
    `Source \`gateway\`; without a link, see the [REST API](${developers}${gatewayCodes.docs}).`,
    codeTable(gatewayCodes),
  ],
  [
    'Workers AI',
    `Source \`workers-ai\`; without a link, see its [errors](${developers}${workersAICodes.docs}).`,
    codeTable(workersAICodes),
  ],
  [
    "Cloudflare's edge",
    `Source \`edge\`; see [1xxx errors](${developers}${edgeCodes.docs}).`,
    codeTable(edgeCodes),
  ],
  ["Vendors' codes", 'Source `upstream`, or `gateway` if the gateway relays one.', codeTable(upstreamCodes)],
  ['By message', '', conditionTable(textRows)],
  ['By status', '', conditionTable(statusRows)],
  ['Without a response', 'Source `client`; `edge` for redirects.', clientTable()],
];

/** The page as it must stand in docs/errors.md. */
export function errorsPage(): string {
  // One section for each table, and one for what fails without a response.
  if (sections.length !== failureTables.length + 1) throw new Error('a table of codes has no section');
  const texts = sections.map(
    ([title, source, text]) => `## ${title}\n\n${source === '' ? '' : `${source}\n\n`}${text}\n`,
  );
  return [intro, ...texts].join('\n');
}
