import { runInNewContext } from 'node:vm';
import { InvalidArgumentError } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { optionTable } from '../../../src/gateway/options/option-table.ts';
import { parseOptions } from '../../../src/gateway/options/parse-options.ts';
import { isRecord } from '../../../src/json-values.ts';
import { type Row, typeOf } from '../../../src/settings/check.ts';
import { connected, refused, send } from '../../support/call.ts';
import { casesOf, type OptionName, optionNames } from '../../support/option-example.ts';
import { refusedValues } from '../../support/refused-options.ts';

const call = (cloudflare: object) => ({
  providerOptions: { cloudflare: cloudflare as Record<string, string> },
});

/** Without cases by hand: values that no kind of option accepts. */
const wrong = casesOf(refusedValues, optionNames, () => [null, () => 1, Symbol('x')]);

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
    // The example sets what the error is about, to a value that is accepted.
    const [, example = ''] = /Example: (.+)$/.exec(error.message) ?? [];
    const [, member] = path.split('.');
    if (member === undefined || problem === 'unknown option.') expect(example).toContain(`{ ${name}: `);
    else expect(example).toContain(`{ ${name}: { ${member}: `);
    const { [name]: valid } = runInNewContext(`(${example})`);
    expect(parseOptions({ [name]: valid }, 'options')).toEqual({ [name]: valid });
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

it.each([
  ['openai/gpt-5.1', 'openai', 'reasoningEffort', 'lwo'],
  ['openai/gpt-5.1', 'openai', 'textVerbosity', 'x'],
  ['openai/gpt-4o', 'openai', 'user', null],
  ['openai/gpt-4o', 'openai', 'parallelToolCalls', 'yes'],
  ['groq/qwen/qwen3-32b', 'groq', 'reasoningEffort', 5],
  ['openai/text-embedding-3-small', 'openai', 'dimensions', 0],
])('an option of a package that is ours too: %s %s.%s: %o', async (id, vendor, name, value) => {
  const providerOptions = { [vendor]: { [name]: value } } as never;
  const mode = name === 'dimensions' ? 'embed' : 'generate';
  const error = await refused(id, { providerOptions }, connected, mode);
  expect(error).toMatchObject({ argument: `providerOptions.${vendor}.${name}` });
  expect(error.message).toContain(`Example: { ${name}: `);
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
