import { streamErrorCases } from '../answer/stream-error-cases.ts';
import { chunkOf, events } from '../support/answers.ts';
import { WX } from '../support/prompts.ts';
import { type Answer, type Asking, answers, noAnswers, openings } from './answer-values.ts';
import { answering, connected, type Mode, modes, resultOf, settled } from './calls.ts';
import { versions } from './entries.ts';
import type { Group, Recorder } from './recorder.ts';

/** Bytes of a read: one event, an odd number, everything at once. */
const whole = 1_000_000;
const sizes = [undefined, 17, whole];

type EventOptions = NonNullable<Parameters<typeof events>[1]>;

const inReads = (size: number | undefined): EventOptions => (size === undefined ? {} : { size });

export async function recordAnswers(recorder: Recorder): Promise<void> {
  const add = recorder.group('answers');
  for (const answer of answers) {
    if ('whole' in answer) await recordWhole(add, answer);
    if (answer.chunks !== undefined) await recordChunks(add, answer, answer.chunks);
  }
  await recordBroken(recorder.group('answers-broken'));
  await recordErrors(recorder.group('answers-errors'));
}

/** What a call makes of a response. */
function read(
  { model = 'openai/gpt-4o', options }: Asking,
  mode: Mode,
  respond: () => Response,
  { version = 'v2', settings = connected }: { version?: (typeof versions)[number]; settings?: object } = {},
): Promise<object> {
  const { provider } = answering(respond, settings, version);
  return settled(() => resultOf(provider(model), mode, options, version));
}

async function recordWhole(add: Group, answer: Answer): Promise<void> {
  const respond = (): Response => Response.json(answer.whole, { headers: answer.headers ?? {} });
  for (const version of versions)
    await add(`${answer.label}/whole/${version}`, async () => ({
      generate: await read(answer, 'generate', respond, { version }),
      stream: await read(answer, 'stream', respond, { version }),
    }));
}

async function recordChunks(add: Group, answer: Answer, chunks: readonly unknown[]): Promise<void> {
  const headers = { ...answer.headers };
  const reading = (options: EventOptions, setup: Parameters<typeof read>[3] = {}): Promise<object> =>
    read(answer, 'stream', () => events(chunks, { headers, ...options }), setup);
  await add(`${answer.label}/events`, async () => {
    const told: Record<string, object> = {};
    for (const size of /^(?:everything|pieces)/.test(answer.label) ? [1, ...sizes] : sizes)
      told[`in reads of ${size}`] = await reading(inReads(size));
    return told;
  });
  await add(`${answer.label}/events, other ways`, async () => ({
    v3: await reading({}, { version: 'v3' }),
    v4: await reading(inReads(whole), { version: 'v4' }),
    unmerged: await reading(inReads(whole), { settings: { ...connected, streamMerging: false } }),
    raw: await read({ ...answer, options: { ...answer.options, includeRawChunks: true } }, 'stream', () =>
      events(chunks, { headers }),
    ),
    'no end': await reading({ ending: 'none' }),
    cut: await reading({ ending: 'cut' }),
  }));
}

/** Streams that end where something is open. */
async function recordBroken(add: Group): Promise<void> {
  const breaks: readonly (readonly [string, readonly unknown[], 'done' | 'none' | 'cut'])[] = [
    ['a cut', [], 'cut'],
    ['no end', [], 'none'],
    ['[DONE]', [], 'done'],
    ['half an event', ['data: {"choices":[{"del'], 'cut'],
    ['an error', [{ error: { message: 'Overloaded', code: 529 } }], 'done'],
    [
      'an error and more',
      [{ error: { message: 'Overloaded', code: 529 } }, chunkOf({ content: '!' })],
      'done',
    ],
    ['no JSON', ['data: {"oops\n\n', chunkOf({ content: ' again' }), chunkOf({}, 'stop')], 'done'],
    ['a nameless call', [chunkOf({ tool_calls: [{ index: 7, id: 'x', function: {} }] })], 'done'],
    ['usage alone', [{ choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } }], 'none'],
  ];
  for (const [opening, chunks] of Object.entries(openings)) {
    for (const [name, broken, ending] of breaks) {
      await add(`${opening}, ${name}`, async () => {
        const told: Record<string, object> = {};
        const respond = (size: number | undefined) => () =>
          events([...chunks, ...broken], {
            ending,
            headers: { 'cf-aig-log-id': 'L1' },
            ...inReads(size),
          });
        for (const version of versions) {
          told[version] = await read({}, 'stream', respond(undefined), { version });
          told[`${version}, tools`] = await read({ options: { tools: [WX] } }, 'stream', respond(whole), {
            version,
          });
        }
        return told;
      });
    }
  }
}

/** Every envelope of an error inside of status 200. */
async function recordErrors(add: Group): Promise<void> {
  const headers = { 'cf-aig-log-id': 'L1', 'cf-ray': 'R1' };
  const before = [chunkOf({ role: 'assistant', content: 'Hel' }), chunkOf({ content: 'lo' })];
  const role = chunkOf({ role: 'assistant', content: '' });
  for (const [name, error] of streamErrorCases) {
    const places: Readonly<Record<string, readonly unknown[]>> = {
      'in the middle': [...before, error],
      first: [error, ...before],
      'after a comment': [': hello\n\n', error],
      'after the role': [role, error],
      'beside empty choices': [...before, { ...error, choices: [] }],
      'beside a finish reason': [...before, { ...error, ...chunkOf({}, 'stop') }],
    };
    for (const [place, chunks] of Object.entries(places))
      await add(`${name}, ${place}`, async () => ({
        v2: await read({}, 'stream', () => events(chunks, { headers })),
        'v4, at once': await read({}, 'stream', () => events(chunks, { headers, size: 1_000_000 }), {
          version: 'v4',
        }),
      }));
    for (const [place, body] of [
      ['alone', error],
      ['beside no choices', { ...error, choices: [] }],
      ['beside an answer', { choices: [{ message: { content: 'half' } }], ...error }],
    ] as const)
      await add(`${name}, whole, ${place}`, () => inBoth(() => Response.json(body, { headers })));
  }
  for (const body of noAnswers)
    await add(`no answer: ${JSON.stringify(body)}`, () => inBoth(() => new Response(body, { headers })));
}

async function inBoth(respond: () => Response): Promise<object> {
  const told: Record<string, object> = {};
  for (const mode of modes) {
    for (const version of versions) told[`${mode}, ${version}`] = await read({}, mode, respond, { version });
  }
  return told;
}
