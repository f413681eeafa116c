import {
  type CloudflareProviderSettings,
  createCloudflare,
  getCloudflareError,
} from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/credentials/redactor.ts';
import { ACCOUNT, GATEWAY } from '../support/account.ts';
import { chunkOf, everythingIn, frame, rejection } from '../support/answers.ts';
import { collect, connected } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';

const TOKEN = 'cfut_Ab/c+d=e.f~g-"h&i\'j<k>l\\m%n';
const hex = (char: string): string => char.charCodeAt(0).toString(16).padStart(2, '0');
const each = (spell: (char: string) => string) => (text: string) => [...text].map(spell).join('');

/** How servers, proxies and logs spell what they repeat. */
const spellings: Readonly<Record<string, (text: string) => string>> = {
  'as it is': text => text,
  JSON: text => JSON.stringify(text).slice(1, -1),
  'JSON in JSON': text => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  'JSON with escaped slashes': text => text.replaceAll('/', '\\/'),
  'JSON escapes': each(char => `\\u00${hex(char)}`),
  'JSON escapes in upper case': each(char => `\\u00${hex(char).toUpperCase()}`),
  'escapes of other languages': each(char => `\\x${hex(char)}`),
  HTML: each(char => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[char] ?? char),
  'HTML with a named apostrophe': text => text.replaceAll('&', '&amp;').replaceAll("'", '&apos;'),
  'HTML numbers': each(char => `&#${char.charCodeAt(0)};`),
  'HTML hexadecimal numbers': each(char => `&#x${hex(char).toUpperCase()};`),
  'a URL': text => encodeURIComponent(text),
  'every character of a URL': each(char => `%${hex(char)}`),
  'a URL in a URL': text => encodeURIComponent(encodeURIComponent(text)),
  'some escapes only': text => [...text].map((char, index) => (index % 3 ? char : `%${hex(char)}`)).join(''),
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a secret is replaced in every spelling', () => {
  it.each(Object.entries(spellings))('%s', (_, spell) => {
    const clean = createRedactor([TOKEN])(`before ${spell(TOKEN)} after`);
    expect(clean).toBe('before [redacted] after');
  });

  it('base64, at every position of a text, in both alphabets', () => {
    const redact = createRedactor([TOKEN]);
    for (const before of ['', 'a', 'ab', 'abc', 'Bearer ', 'user:'])
      for (const after of ['', '\n', ', and more']) {
        const whole = base64(before + TOKEN + after);
        for (const text of [whole, whole.replaceAll('+', '-').replaceAll('/', '_')]) {
          expect(redact(text)).toContain('[redacted]');
          const left = redact(text).replace('[redacted]', '');
          // Nothing of it can be read any more.
          expect(Buffer.from(left, 'base64').toString()).not.toMatch(/Ab|c\+d|n$/);
        }
      }
  });

  it('of several secrets, the longest first', () => {
    expect(createRedactor(['token', 'token-and-more'])('token-and-more, token')).toBe(
      '[redacted], [redacted]',
    );
  });

  it('leaves a text alone that only begins like one, and words for a secret of a few letters', () => {
    expect(createRedactor([TOKEN])(TOKEN.slice(0, -1))).toBe(TOKEN.slice(0, -1));
    expect(createRedactor(['a', 'is', ''])('this is a text')).toBe('this is a text');
  });
});

/** The error of a call whose server repeats its headers, in every place of an error body. */
async function echoed(
  spell: (text: string) => string,
  settings: CloudflareProviderSettings,
  headers: Record<string, string> = {},
) {
  const fetch: typeof globalThis.fetch = async (_, init) => {
    const sent = spell(Object.values(Object.fromEntries(new Headers(init?.headers))).join(' '));
    const body = { error: { message: sent, code: sent, type: sent }, [sent]: sent };
    return Response.json(body, {
      status: 400,
      headers: { 'cf-aig-log-id': 'L1', 'x-echo': encodeURI(sent) },
    });
  };
  const model = createCloudflare({ ...connected, ...settings, fetch })('openai/gpt-4o');
  return rejection(model.doGenerate({ prompt: HI, headers }));
}

describe('an error that repeats a secret does not hold it', () => {
  it.each(Object.entries(spellings))('%s', async (_, spell) => {
    const token = 'cfut_SECRET/of+the-token=1';
    const all = everythingIn(await echoed(spell, { apiToken: token }));
    expect(all).not.toContain(spell(token));
    expect(all).toContain('[redacted]');
  });

  it.each([
    ['of the settings', (headers: Record<string, string>) => echoed(text => text, { headers })],
    ['of a call', (headers: Record<string, string>) => echoed(text => text, {}, headers)],
  ])("in the user's own headers %s", async (_, fail) => {
    const all = everythingIn(
      await fail({
        'X-Team-Token': 'SECRET-team',
        cookie: 'session=SECRET-cookie',
        'x-signature': 'Hmac SECRET-signed',
        'x-team': 'public-team',
      }),
    );
    expect(all).not.toContain('SECRET');
    expect(all).toContain('public-team');
  });

  it('is still readable with a token of one letter', async () => {
    const error = await echoed(() => 'a plain answer', { apiToken: 'a' });
    expect((error as Error).message).toContain('a plain answer');
  });

  it.each([
    'data: {"error":{"message":"You sent TOKEN"}}',
    'data: no JSON, but TOKEN',
    'event: error\ndata: {"error":"TOKEN"}',
  ])('in the raw part of an error: %s', async event => {
    const token = 'cfut_SECRET-raw';
    const before = frame(chunkOf({ content: 'Hi' }));
    const body = `${before}${event.replace('TOKEN', token)}\n\ndata: [DONE]\n\n`;
    const cloudflare = createCloudflare({
      ...connected,
      apiToken: token,
      fetch: async () => new Response(body),
    });
    const { stream } = await cloudflare('openai/gpt-4o').doStream({ prompt: HI, includeRawChunks: true });
    const parts = await collect(stream);
    expect(parts.filter(part => part.type === 'raw').length).toBeGreaterThan(0);
    for (const part of parts) {
      expect(JSON.stringify(part)).not.toContain(token);
      if (part.type === 'error') expect(everythingIn(part.error)).not.toContain(token);
    }
  });
});

it('explain shows no header that looks like a secret, of the settings or of a call', async () => {
  const cloudflare = createCloudflare({
    accountId: ACCOUNT,
    gatewayId: GATEWAY,
    apiToken: 'cfut_SECRET',
    headers: { 'x-tenant-key': 'SECRET-1', 'x-team': 'docs' },
    fetch: fakeFetch().fetch,
  });
  const { headers } = await cloudflare.explain('openai/gpt-4o', { headers: { 'x-call-token': 'SECRET-2' } });
  expect(headers).toMatchObject({
    'x-tenant-key': '<headers.x-tenant-key>',
    'x-call-token': '<headers.x-call-token>',
    'x-team': 'docs',
  });
  expect(JSON.stringify(headers)).not.toContain('SECRET');
});

describe('the message of an error', () => {
  const message = async (body: unknown, status = 400): Promise<string> => {
    const fetch = async () =>
      typeof body === 'string' ? new Response(body, { status }) : Response.json(body, { status });
    const error = await rejection(
      createCloudflare({ ...connected, fetch })('openai/gpt-4o').doGenerate({ prompt: HI }),
    );
    expect(getCloudflareError(error)?.message).toBe((error as Error).message);
    return (error as Error).message;
  };

  it('has no controls and no marks that turn text around', async () => {
    const text = await message({ error: { message: 'a\u001b[2Jb\u202ec\u2066d\u0007', code: 'x\u001b' } });
    expect(text).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(text).toContain('a [2Jb c d');
  });

  it("keeps the vendor's nested message and code, whatever surrounds them", async () => {
    const inner = JSON.stringify({ error: { message: 'the real reason', code: 'real_code' } });
    for (const before of ['', 'x'.repeat(5000), '[id 1] ', 'in {braces} and [brackets]: '])
      for (const after of ['', ' [request 1]', ' (see logs)']) {
        const text = await message({ error: { message: `${before}${inner}${after}` } });
        expect(text, before.slice(0, 20) + after).toContain('the real reason');
        expect(text, before.slice(0, 20) + after).toContain('[real_code]');
      }
  });

  it('keeps its code and kind behind a long text', async () => {
    const text = await message({ success: false, errors: [{ code: 2040, message: 'long '.repeat(5000) }] });
    expect(text).toContain('[2040]');
    const page = `<html><head>${'<!-- -->'.repeat(5000)}</head><span class="cf-error-code">1015</span></html>`;
    expect(await message(page, 429)).toContain('[1015]');
  });
});
