import { InvalidArgumentError } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { optionTable } from '../../../src/gateway/options/option-table.ts';
import { isRecord } from '../../../src/json-values.ts';
import { type Row, typeOf } from '../../../src/settings/check.ts';
import { connected, refused, send } from '../../support/call.ts';
import { casesOf, type OptionName, optionNames } from '../../support/option-example.ts';

const call = (cloudflare: object) => ({
  providerOptions: { cloudflare: cloudflare as Record<string, string> },
});

const month = 30 * 24 * 3600;
/** Values that no option takes, from the ranges of the contract. `null` is one of them but for two options. */
const byHand: { readonly [NAME in OptionName]?: readonly unknown[] } = {
  cacheTtl: [0, 59, month + 1, 60.5, -1, '3600', true, Number.NaN, null],
  cacheKey: ['', ' ', 'schlüssel', 'a\r\nb', 'k'.repeat(1025), 1, null],
  skipCache: ['true', 1, null],
  metadata: [
    'team',
    ['team'],
    { a: null },
    { a: { b: 1 } },
    { a: [1] },
    { a: Number.NaN },
    { a: 1 / 0 },
    { '': 1 },
    { 'cf.user_id': 'x' },
    { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 },
    { a: Symbol('x') },
    { a: () => 1 },
    null,
  ],
  collectLog: ['false', 0, null],
  collectLogPayload: ['false', null],
  eventId: ['', 'a\nb', 'é', 7, null],
  requestTimeoutMs: [0, -1, 1.5, Number.POSITIVE_INFINITY, '1000', null],
  timeouts: [
    30_000,
    [],
    { firstByteMs: 0 },
    { firstByteMs: -1 },
    { idleMs: 1.5 },
    { idleMs: '1000' },
    { idleMs: Number.POSITIVE_INFINITY },
    { idleMs: Number.NaN },
    { idleMs: 2 ** 31 },
    { idleMs: null },
    { firstByte: 1000 },
    { idleMS: 1000 },
    null,
  ],
  retries: [
    3,
    { maxAttempts: 0 },
    { maxAttempts: 6 },
    { maxAttempts: 1.5 },
    { retryDelayMs: -1 },
    { retryDelayMs: 60_001 },
    { backoff: 'random' },
    { attempts: 3 },
    null,
  ],
  byokAlias: ['', 'a\nb', 1, { openai: '' }, { openai: 1 }, { opnai: 'production' }, ['a'], null],
  requireProviderCredentials: ['true', 1, null],
  zdr: ['true', 1, null],
  customCost: [
    1,
    { perTokenIn: -1 },
    { perTokenIn: '1' },
    { perTokenIn: Number.POSITIVE_INFINITY },
    { per_token_in: 1 },
    null,
  ],
  otel: ['x', { traceId: 'abc' }, { parentSpanId: 'g'.repeat(16) }, { spanId: 'a'.repeat(16) }, null],
  autoRouter: [
    'x',
    { models: [] },
    { models: 'a/*' },
    { models: ['a,b'] },
    { providers: [1] },
    { affinity: 'no' },
    { session: 's' },
    null,
  ],
  sessionAffinity: ['', 'a\nb', 1, null],
  rejectIfBusy: ['yes', 1, null],
  tags: ['a', [], [''], ['a b'], ['é'], ['a'.repeat(51)], ['1', '2', '3', '4', '5', '6'], [1], null],
  gatewayId: ['', 'a/b', '..', 'g'.repeat(65), 1],
  reasoningEffort: ['', 1, 'a\nb', {}],
  textVerbosity: ['', 1, null],
  user: ['', 1, null],
  parallelToolCalls: ['no', 0, null],
  dimensions: [0, -1, 1.5, '512', null],
  extraBody: [
    'x',
    [],
    { model: 'x' },
    { messages: [] },
    { input: [] },
    { stream: false },
    { tools: [] },
    null,
  ],
};

/** Without cases by hand: values that no kind of option accepts. */
const wrong = casesOf(byHand, optionNames, () => [null, () => 1, Symbol('x')]);

/** What an error names: the option, or the member of an option that is an object. */
function refusalOf(name: string, row: Row, value: unknown): { path: string; problem: string } {
  const { expects, members } = typeOf(row);
  const [member] = members && isRecord(value) ? Object.keys(value) : [];
  if (members === undefined || member === undefined) return { path: name, problem: `expected ${expects}` };
  const inner = members[member];
  const problem = inner === undefined ? 'unknown option.' : `expected ${typeOf(inner).expects}`;
  return { path: `${name}.${member}`, problem };
}

describe('values out of range or of the wrong type', () => {
  const rows = Object.entries(wrong).flatMap(([name, values]) => values.map(value => [name, value] as const));

  it.each(rows)('%s: %o', async (name, value) => {
    const error = await refused('openai/gpt-4o', call({ [name]: value }));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    const row = optionTable[name as OptionName];
    const { path, problem } = refusalOf(name, row, value);
    expect(error).toMatchObject({ argument: `providerOptions.cloudflare.${path}` });
    expect(error.message).toContain(problem);
    expect(error.message).toContain(`Example: { ${name}: ${row.example} }`);
    const inSettings = await refused('openai/gpt-4o', {}, { ...connected, options: { [name]: value } });
    expect(inSettings).toMatchObject({ argument: `options.${path}` });
    expect(await refused('@cf/baai/bge-m3', call({ [name]: value }), connected, 'embed')).toBeInstanceOf(
      InvalidArgumentError,
    );
  });

  it('the message of metadata says which entry and why', async () => {
    const says = async (metadata: object) => (await refused('openai/gpt-4o', call({ metadata }))).message;
    expect(await says({ team: 'a', who: null })).toContain('"who" is not a string, number or boolean');
    expect(await says(JSON.parse('{"__proto__":{"a":1}}'))).toContain('"__proto__" is not a string');
    expect(await says({ 'cf.user_id': 'x' })).toContain('"cf.user_id" is reserved');
    expect(await says({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 })).toContain(
      '6 entries; the gateway keeps five (a, b, c, d, e, f)',
    );
  });

  it.each([
    ['cacheTtl', '60 to 2592000'],
    ['retries', '1 to 5', { maxAttempts: 6 }],
    ['retries', '0 to 60000', { retryDelayMs: -1 }],
    ['metadata', 'at most five'],
  ])('%s names its limit, %s', async (name, limit, value: unknown = 'x') => {
    expect((await refused('openai/gpt-4o', call({ [name]: value }))).message).toContain(limit);
  });
});

describe('undefined is absent', () => {
  it.each(Object.keys(wrong))('%s', async name => {
    const sent = await send('openai/gpt-4o', call({ [name]: undefined }));
    const bare = await send('openai/gpt-4o');
    expect(sent.headers).toEqual(bare.headers);
    expect(sent.text).toBe(bare.text);
    expect(sent.warnings).toEqual([]);
  });

  it.each([
    [{ retries: { maxAttempts: undefined, backoff: 'linear' } }, { 'cf-aig-backoff': 'linear' }],
    [{ retries: {} }, {}],
    [{ timeouts: {} }, {}],
    [{ timeouts: { firstByteMs: undefined, idleMs: 15_000 } }, {}],
    [{ metadata: {} }, {}],
    [{ metadata: { a: undefined } }, {}],
    [{ metadata: { a: undefined, b: 1 } }, { 'cf-aig-metadata': '{"b":1}' }],
  ])('inside %j', async (options, expected) => {
    const { headers } = await send('openai/gpt-4o', call(options));
    const ours = Object.entries(headers).filter(([name]) => /^cf-aig-(?!gateway-id)/.test(name));
    expect(Object.fromEntries(ours)).toEqual(expected);
  });
});

describe('names that do not exist', () => {
  it.each([
    ['cacheTTL', 'cacheTtl'],
    ['cache_ttl', 'cacheTtl'],
    ['cachekey', 'cacheKey'],
    ['skip_cache', 'skipCache'],
    ['metaData', 'metadata'],
    ['gatewayID', 'gatewayId'],
    ['gateway', 'gatewayId'],
    ['retrie', 'retries'],
    ['reasoning_effort', 'reasoningEffort'],
    ['requestTimeout', 'requestTimeoutMs'],
    ['parallel_tool_calls', 'parallelToolCalls'],
    ['byok_alias', 'byokAlias'],
  ])('%s → %s', async (name, nearest) => {
    const error = await refused('openai/gpt-4o', call({ [name]: 1 }));
    expect(error).toMatchObject({
      name: 'AI_InvalidArgumentError',
      argument: `providerOptions.cloudflare.${name}`,
    });
    expect(error.message).toContain(`Did you mean \`${nearest}\`?`);
  });

  it('none near: all names, and where raw fields go', async () => {
    const { message } = await refused('openai/gpt-4o', call({ chat_template_kwargs: {} }));
    expect(message).toMatch(/Known options: cacheTtl, cacheKey, .*extraBody\..*Raw fields .* `extraBody`/);
  });

  it.each(['constructor', 'toString', '__proto__'])('%s of every object is no option', async name => {
    const options = JSON.parse(`{"${name}": 1}`);
    expect(await refused('openai/gpt-4o', call(options))).toBeInstanceOf(InvalidArgumentError);
  });

  it.each(['x', 1, true, ['cacheTtl']])('a block that is no object: %j', async block => {
    const options = { providerOptions: { cloudflare: block as never } };
    const error = await refused('openai/gpt-4o', options);
    expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument: 'providerOptions.cloudflare' });
  });
});
