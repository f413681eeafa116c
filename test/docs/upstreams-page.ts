import { readdirSync, readFileSync } from 'node:fs';
import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import type { EndpointName } from '../../src/settings/connection-settings.ts';
import { parseModelId } from '../../src/upstreams/model-id.ts';
import { upstreamOf, upstreams } from '../../src/upstreams/registry.ts';
import type { Upstream } from '../../src/upstreams/upstream.ts';
import type { WireBody, WireMessage } from '../../src/wire/body.ts';
import { settingName } from '../../src/wire/fields.ts';
import type { CallWarning, PromptMessage, UpstreamProfile } from '../../src/wire/profile.ts';
import { sanitizeBody } from '../../src/wire/sanitize.ts';
import { type Member, members } from '../upstreams/members.ts';
import { workersAIModels } from './workers-ai-models.ts';

/** What a profile makes of one body. */
interface Run {
  readonly body: WireBody;
  readonly warnings: readonly CallWarning[];
}

const schema = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};
const tool = {
  type: 'function',
  function: { name: 'weather', description: 'Get weather', parameters: schema },
} as const;
const hi: WireBody = { model: 'x', messages: [{ role: 'user', content: 'Hi' }] };
const callId = 'call_abcdefghij0123456789abcdefghij0123456789abcdef';
const history: WireBody['messages'] = [
  { role: 'user', content: 'Weather?' },
  {
    role: 'assistant',
    content: null,
    reasoning_content: 'plan',
    tool_calls: [{ id: callId, type: 'function', function: { name: 'weather', arguments: '{}' } }],
  },
  { role: 'tool', tool_call_id: callId, content: '20' },
  { role: 'user', content: 'And?' },
];

function runner({ id, family, tools }: Member): {
  profile: UpstreamProfile;
  offered: Pick<WireBody, 'tools'>;
  run: (given: Partial<WireBody>, mode?: 'generate' | 'stream', at?: EndpointName) => Run;
  /** The endpoints that serve the model. */
  endpoints: readonly EndpointName[];
} {
  const { upstream, model } = parseModelId(id, 'chat');
  const profile = upstream.profile(model);
  const endpoints = (['rest', 'compat', 'native'] as const).filter(name => upstream[name] !== undefined);
  const [endpoint = 'rest'] = endpoints;
  return {
    profile,
    endpoints,
    /** Tools of a request, where the model does not refuse them. */
    offered: tools === 'refused' ? {} : { tools: [tool] },
    run: (given, mode = 'generate', at = endpoint) => {
      const warnings: CallWarning[] = [];
      const context = {
        endpoint: at,
        model,
        family,
        mode,
        vendorOptions: {},
        warn: (warning: CallWarning) => void warnings.push(warning),
      };
      const body: WireBody = JSON.parse(
        JSON.stringify(profile.body(sanitizeBody({ ...hi, ...given }), context)),
      );
      return { body, warnings };
    },
  };
}

type Runner = ReturnType<typeof runner>;

const code = (text: string): string => `\`${text}\``;
const list = (items: readonly string[]): string => (items.length === 0 ? '–' : items.join(', '));

function tokenField({ run }: Runner): string {
  const { body } = run({ max_tokens: 7 });
  const field = Object.keys(body).find(key => body[key] === 7) ?? '–';
  const unasked = run({}).body.max_tokens;
  return `${code(field)}${unasked === undefined ? '' : `, ${unasked} unless given`}`;
}

const settings: Readonly<Record<string, unknown>> = {
  temperature: 0.5,
  top_p: 0.9,
  top_k: 5,
  frequency_penalty: 0.1,
  presence_penalty: 0.1,
  stop: ['x'],
  seed: 7,
};

function leftOut({ run, endpoints }: Runner): string {
  const at = (endpoint: EndpointName): string => {
    const alone = Object.entries(settings).filter(([name, value]) => {
      const { body } = run({ [name]: value }, 'generate', endpoint);
      return !Object.values(body).some(sent => JSON.stringify(sent) === JSON.stringify(value));
    });
    return list(alone.map(([name]) => code(settingName(name))))
      .replace('`temperature`, `topP`, `topK`', 'sampling')
      .replace('`frequencyPenalty`, `presencePenalty`', 'penalties');
  };
  const [first = '–', ...others] = endpoints.map(at);
  const [other] = others.filter(cell => cell !== first);
  return other === undefined ? first : `${first} on ${endpoints[0]}; ${other} elsewhere`;
}

const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/** Three and more levels in a row as the first and the last. */
function ranges(levels: readonly string[]): readonly string[] {
  const runs: string[][] = [];
  for (const level of levels) {
    const last = runs.at(-1);
    const before = efforts[efforts.indexOf(level) - 1] ?? '';
    if (last?.at(-1) === before && before !== 'none') last.push(level);
    else runs.push([level]);
  }
  return runs.flatMap(run => (run.length > 2 ? [`${run[0]}–${run.at(-1)}`] : run));
}

function effortsOf({ run }: Runner): string {
  const plain = new Set(Object.keys(run({}, 'stream').body));
  const taken = efforts.filter(effort =>
    run({ reasoning_effort: effort }, 'stream').warnings.every(({ type }) => type === 'other'),
  );
  const fields = new Set(
    taken
      .flatMap(effort => Object.keys(run({ reasoning_effort: effort }, 'stream').body))
      .filter(key => !plain.has(key)),
  );
  const where = [...fields].filter(field => field !== 'reasoning_effort');
  return `${list(ranges(taken))}${where.length === 0 ? '' : ` (as ${where.map(code).join(', ')})`}`;
}

function schemaForm({ run }: Runner): string {
  const { body } = run({ response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } } });
  if ('guided_json' in body) return code('guided_json');
  const format = body.response_format;
  if (format === undefined) return body.tools === undefined ? 'in words' : 'a forced tool';
  if (format.type === 'json_object')
    return 'schema' in format ? 'JSON mode with `schema`' : 'JSON mode, schema in words';
  const { json_schema: envelope = {} } = format;
  if (!('schema' in envelope)) return 'the bare schema';
  const strict = envelope.strict === undefined ? '' : envelope.strict ? ', strict' : ', not strict';
  return `${code('json_schema')}${strict}`;
}

function toolForm({ run, offered }: Runner): string {
  if (offered.tools === undefined) return 'refused';
  const forced = run({ tools: [tool], tool_choice: 'required' }, 'stream').body;
  const named = run(
    { tools: [tool], tool_choice: { type: 'function', function: { name: 'weather' } } },
    'stream',
  ).body;
  if (forced.tools === undefined) return 'no tools';
  const say = (choice: unknown): string =>
    typeof choice === 'object' || choice === 'required'
      ? ''
      : choice === undefined
        ? 'left out'
        : code(String(choice));
  const [any, one] = [say(forced.tool_choice), say(named.tool_choice)];
  if (any === one) return any === '' ? 'as given' : `${any} if forced`;
  return `${any === '' ? 'a name' : 'required'} as ${any || one}`;
}

function replayForm({ run, offered }: Runner): string {
  const { messages } = run({ messages: history, ...offered }).body;
  const assistant: WireMessage | undefined = messages.find(message => message.role === 'assistant');
  const field = ['reasoning_content', 'reasoning', 'reasoning_details'].find(
    name => assistant?.[name] !== undefined,
  );
  if (field !== undefined) return code(field);
  return JSON.stringify(assistant).includes('"thinking"') ? 'thinking parts' : '–';
}

function idForm({ run, offered }: Runner): string {
  const become = (id: string): string | undefined => {
    const messages = JSON.parse(JSON.stringify(history).replaceAll(callId, id));
    return run({ messages, ...offered }).body.messages.flatMap(message => message.tool_calls ?? [])[0]?.id;
  };
  const [short, long] = [become('call_1'), become(callId)];
  if (long === undefined) return 'as text';
  if (long === callId) return 'kept';
  if (long.startsWith('functions.')) return '`functions.{name}:{n}`';
  return `${short === 'call_1' ? 'long ones become ' : ''}${long.length} letters and digits`;
}

function systemForm({ run }: Runner): string {
  const messages = [
    { role: 'system', content: 'a' },
    { role: 'system', content: 'b' },
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'Ho' },
    { role: 'system', content: 'c' },
    { role: 'user', content: 'Hi' },
  ] as const;
  const roles = run({ messages }).body.messages.map(message => message.role);
  if (!roles.includes('system')) return 'as user text';
  return roles.filter(role => role === 'system').length === 1 ? 'one, first' : 'anywhere';
}

const media: readonly (readonly [name: string, mediaType: string])[] = [
  ['images', 'image/png'],
  ['PDF', 'application/pdf'],
  ['audio', 'audio/wav'],
  ['video', 'video/mp4'],
];

function mediaOf({ profile }: Runner): string {
  const taken = media.filter(([, mediaType]) => {
    const prompt: PromptMessage[] = [{ role: 'user', content: [{ type: 'file', mediaType, data: 'AA==' }] }];
    try {
      profile.preparePrompt?.(prompt);
      return true;
    } catch (error) {
      if (UnsupportedFunctionalityError.isInstance(error)) return false;
      throw error;
    }
  });
  const byURL = Object.keys(profile.supportedUrls ?? {}).length > 0 ? ' (URLs too)' : '';
  return taken.length === 0 ? 'text only' : `${taken.map(([name]) => name).join(', ')}${byURL}`;
}

/** A property of a model, and how it is found out: by asking the profile. */
const columns: readonly (readonly [title: string, cell: (model: Runner) => string])[] = [
  ['Output limit', tokenField],
  ['Left out', leftOut],
  ['Reasoning efforts', effortsOf],
  ['JSON schema', schemaForm],
  ['Tool choice', toolForm],
  ['Tool call ids', idForm],
  ['System messages', systemForm],
  ['Earlier reasoning', replayForm],
  ['Media', mediaOf],
  ['Usage in streams', ({ profile }) => ((profile.includeUsage ?? true) ? 'asked for' : 'comes unasked')],
];

/** What holds where a section has nothing else. */
const usual: Readonly<Record<string, string>> = {
  'Left out': '`topK`',
  'Reasoning efforts': '–',
  Media: 'images',
  'Output limit': '`max_tokens`',
  'JSON schema': '`json_schema`',
  'Tool choice': 'as given',
  'Tool call ids': 'kept',
  'System messages': 'one, first',
  'Earlier reasoning': '–',
  'Usage in streams': 'asked for',
};

/** The `@open` tags above the row of an upstream; one without a profile of its own shares those of the portable profile. */
function openQuestions({ name }: Upstream): readonly string[] {
  const tags = tagsAbove(declarationOf(name)) ?? tagsAbove(/export function portableProfile\(/);
  if (tags === undefined) throw new Error(`the comment of ${name} has no @verified tag`);
  return tags;
}

/** How the row of an upstream begins in its file. Custom and unknown ones are made by a function. */
function declarationOf(name: string): RegExp {
  return name.startsWith('custom-')
    ? /export function customProvider\(/
    : new RegExp(`export const \\w+: Upstream = \\{\\s*name: '${name}',`);
}

const folder = new URL('../../src/upstreams/', import.meta.url);
const sources = readdirSync(folder).map(file => readFileSync(new URL(file, folder), 'utf8'));

function tagsAbove(declaration: RegExp): readonly string[] | undefined {
  const above = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*${declaration.source}`);
  const comment = sources.map(source => above.exec(source)?.[1]).find(text => text !== undefined) ?? '';
  const tags = comment
    .replaceAll(/\n \* {2,}/g, ' ')
    .split('\n')
    .map(line => line.replace(/^ \* ?/, ''));
  if (!tags.some(line => line.startsWith('@verified '))) return undefined;
  return tags.filter(line => line.startsWith('@open ')).map(line => line.slice('@open '.length));
}

/** Upstreams of which the account, or the future, decides the name. */
const titles: Readonly<Record<string, string>> = {
  'custom-openai-x': 'custom providers',
  newvendor: 'unknown upstreams',
};

/** What is known about all models of an upstream, and the columns that it has already. */
const tables: Readonly<Record<string, { readonly text: () => string; readonly has: readonly string[] }>> = {
  'workers-ai': { text: workersAIModels, has: ['Reasoning efforts', 'Media'] },
};

/** A cell of a table, where a dash says nothing. */
const emptyOr = (value = ''): string => (value === '–' ? '' : value);

/** What holds for all models but one, and for that one. */
function exceptionOf(values: readonly string[], names: readonly string[]): string | undefined {
  const [one, two, ...more] = new Set(values);
  if (one === undefined || two === undefined || more.length > 0 || values.length < 3) return undefined;
  const only = [one, two].find(value => values.indexOf(value) === values.lastIndexOf(value));
  if (only === undefined) return undefined;
  const other = only === one ? two : one;
  const exception = `${only === '–' ? 'nothing' : only} for ${names[values.indexOf(only)]}`;
  return other === '–' ? exception : `${other}; ${exception}`;
}

function openItems(open: readonly string[]): readonly string[] {
  return open.length === 0 ? [] : [`- *Open:* ${open.join(' ')}`];
}

/** What differs by model more often than by upstream, and has its place in the sections. */
const byModel = ['Left out', 'Reasoning efforts'];

interface Section {
  readonly title: string;
  /** What holds for all models, by property: it stands in one table for all upstreams. */
  readonly common: ReadonlyMap<string, string>;
  readonly models: readonly string[];
  readonly text: readonly string[];
}

function section(upstream: Upstream): Section {
  const models = members.filter(({ id }) => parseModelId(id, 'chat').upstream.name === upstream.name);
  const runners = models.map(runner);
  const open = openQuestions(upstream);
  const own = tables[upstream.name];
  const names = models.map(
    ({ id, family }) => code(id) + (family === undefined || id.endsWith(family) ? '' : ` as ${family}`),
  );
  const cells = columns
    .filter(([title]) => !own?.has.includes(title))
    .map(([title, cell]) => ({ title, values: runners.map(cell) }));
  const exceptions = cells.map(({ values }) => exceptionOf(values, names));
  const shared = cells.filter(
    ({ values }, index) => new Set(values).size === 1 || exceptions[index] !== undefined,
  );
  const different = cells.filter(column => !shared.includes(column));
  const exceptional = shared.flatMap(column => {
    const exception = exceptions[cells.indexOf(column)];
    return exception === undefined ? [] : [`- ${column.title}: ${exception}`];
  });
  const unusual = shared.flatMap(column => {
    const [value = ''] = column.values;
    const isUsual = exceptions[cells.indexOf(column)] !== undefined || value === usual[column.title];
    return isUsual ? [] : [[column.title, value] as const];
  });
  const ownUnusual = unusual.filter(([property]) => byModel.includes(property));
  const row = (items: readonly string[]): string => `| ${items.join(' | ')} |`;
  /** The models by their row of cells. */
  const alike = new Map<string, readonly string[]>();
  for (const [index, name] of names.entries()) {
    const cellsOfRow = different.map(({ values }) => emptyOr(values[index])).join(' | ');
    alike.set(cellsOfRow, [...(alike.get(cellsOfRow) ?? []), name]);
  }
  const table = [
    row(['Model', ...different.map(({ title }) => title)]),
    `|${'---|'.repeat(different.length + 1)}`,
    ...[...alike].map(([cellsOfRow, same]) => row([same.join(', '), cellsOfRow])),
    '',
  ];
  return {
    title: titles[upstream.name] ?? upstream.name,
    common: new Map(unusual.filter(([property]) => !byModel.includes(property))),
    models: different.length === 0 ? names : [],
    text: [
      ...(different.length === 0 ? [] : table),
      ...ownUnusual.map(([property, value]) => `- ${property}: ${value}`),
      ...exceptional,
      ...openItems(open),
      '',
      ...(own === undefined ? [] : [own.text()]),
    ],
  };
}

/** The properties that hold for all models of an upstream: what is usual, and by value the upstreams that differ. */
function commonTable(all: readonly Section[]): string {
  const rows = Object.entries(usual).map(([property, value]) => {
    const others = new Map<string, readonly string[]>();
    for (const { title, common } of all) {
      const other = common.get(property);
      if (other !== undefined) others.set(other, [...(others.get(other) ?? []), title]);
    }
    const cells = [...others].map(([other, names]) => `${other}: ${names.join(', ')}`);
    return `| ${property} | ${value} | ${cells.join('; ')} |`;
  });
  return ['| Property | Usually | For all models of an upstream |', '|---|---|---|', ...rows, ''].join('\n');
}

/** The sections; upstreams that are sent the same share one. */
function sections(all: readonly Section[]): readonly string[] {
  const alike = new Map<string, readonly Section[]>();
  for (const each of all) {
    const key = each.models.length === 0 ? each.title : each.text.join('\n');
    alike.set(key, [...(alike.get(key) ?? []), each]);
  }
  return [...alike.values()].map(same => {
    const models = same.flatMap(each => each.models);
    return [
      `## ${same.map(({ title }) => title).join(', ')}`,
      '',
      ...(models.length > 1 ? [`For ${models.join(', ')}:`, ''] : []),
      ...(same[0]?.text ?? []),
    ].join('\n');
  });
}

function options(served: readonly Upstream[]): string {
  const rows = new Map<string, readonly string[]>();
  for (const { name, profile } of served) {
    const { vendor } = profile(
      members
        .find(({ id }) => parseModelId(id, 'chat').upstream.name === name)
        ?.id.split('/')
        .slice(1)
        .join('/') ?? '',
    );
    if (vendor === undefined || Object.keys(vendor.options).length === 0) continue;
    const carried = Object.keys(vendor.options).map(option => code(option));
    const cells = carried.join(', ');
    const keys = vendor.keys.map(key => code(key)).join(', ');
    const label = keys === code(name) ? keys : `${keys} of ${name}`;
    rows.set(cells, [...(rows.get(cells) ?? []), label]);
  }
  return [
    '| `providerOptions` key | Carried |',
    '|---|---|',
    ...[...rows].map(([cells, labels]) => `| ${labelsOf(labels)} | ${cells} |`),
  ].join('\n');
}

/** "`openai` of a", "`openai` of b" as "`openai` of a, b". */
function labelsOf(labels: readonly string[]): string {
  const keys = new Set(labels.map(label => label.split(' of ')[0] ?? ''));
  if (keys.size === labels.length) return labels.join('; ');
  return [...keys]
    .map(key => {
      const of = labels.flatMap(label => (label.startsWith(`${key} of `) ? [label.split(' of ')[1]] : []));
      return of.length === 0 ? key : `${key} of ${of.join(', ')}`;
    })
    .join('; ');
}

const intro = `# Upstreams

<!-- Written by \`npm run docs:upstreams\` from the profiles; a test fails when it is stale. -->

What each upstream is sent, by one model of each family that its profile distinguishes; the sources are in the comments
of the [upstream's file](../src/upstreams). A setting that is *left out* carries a warning; a media type that is not
accepted is an \`UnsupportedFunctionalityError\` before the request. *Open* is what is done without proof;
[\`profiles\`](#changing-a-profile) change it.

*Sampling* stands for \`temperature\`, \`topP\` and \`topK\`, *penalties* for \`frequencyPenalty\` and \`presencePenalty\`. Unless
its section says otherwise:
`;

const changing = `## Changing a profile

\`\`\`ts no-request
import { createCloudflare } from 'ai-sdk-provider-cloudflare/v4';

const cloudflare = createCloudflare({
  profiles: {
    // A custom provider that serves OpenAI's models.
    'custom-acme': { like: 'openai/gpt-5' },
    // A dynamic route whose model knows only max_tokens.
    'dynamic/support': { maxTokensField: 'max_tokens', dropFields: ['seed'] },
    // By the model's id, with the last word on the body.
    mistral: model => (model.startsWith('codestral') ? { body: body => ({ ...body, safe_prompt: true }) } : undefined),
  },
});

console.log((await cloudflare.explain('custom-acme/my-gpt', { maxOutputTokens: 5 })).body);
\`\`\`

Keys are upstreams or model ids; the id wins. \`like\` uses another model's whole profile, which the other members
adjust: \`maxTokensField\`, \`dropFields\`, \`structuredOutputs\`, \`includeUsage\`, \`supportedUrls\` and the pure function
\`body\`.
`;

const vendorIntro = `## Options of the vendors' own packages

Options for \`@ai-sdk/openai\` and the like work where chat completions can carry them. Any other is a warning: options
of Responses, Messages and the Gemini format need [\`vendors\`](routing.md#wires), and the profile decides OpenAI's
\`systemMessageMode\` and \`forceReasoning\`. Options for a vendor that is not called are ignored. What a package does not
know goes into [\`extraBody\`](gateway-options.md#raw-fields-extrabody).
`;

/** The page as it must stand in docs/upstreams.md. */
export function upstreamsPage(): string {
  const known = upstreams.filter(({ rest, compat, native }) => rest ?? compat ?? native);
  const served = [...known, upstreamOf('custom-openai-x'), upstreamOf('newvendor')];
  const all = served.map(section);
  return [intro, commonTable(all), ...sections(all), vendorIntro, options(known), '', changing].join('\n');
}
