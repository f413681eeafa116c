import { expect } from 'vitest';
import { isFull } from '../support/scale.ts';

/** All values at full scale, else every third, the first among them. */
export function some<VALUE>(values: readonly VALUE[]): readonly VALUE[] {
  return values.filter((_, index) => isFull || index % 3 === 0);
}

/** Nothing of ours breaks: every failure is one of the SDK's typed errors. */
export function expectTyped(error: unknown, what: string): void {
  if (error !== undefined) expect(String((error as Error).name), `${what}: ${error}`).toMatch(/^AI_/);
}

/** Names of models that want to be somebody else's path, host or member. */
export const hostileNames: readonly string[] = [
  '../../../client/v4/user/tokens',
  '%2e%2e/%2E%2e/%2e%2E/user',
  '..%2f..%2f..%2fuser',
  '..\\..\\user',
  '%5c..%5cuser',
  './x',
  '//evil.example.com/x',
  'https://evil.example.com',
  '@evil.example.com',
  '\\\\evil.example.com\\x',
  'x?y=1#z',
  'x;y=1&z',
  '\u0000',
  'a\r\nhost: evil.example.com',
  'a\tb c',
  '\u202ex',
  '\ufeffx',
  '\ud800',
  '😀',
  '__proto__',
  'constructor',
  'constructor/prototype',
  'toString',
  'x'.repeat(100_000),
];

/** Values that want to be more than one header. */
export const injections: readonly string[] = some([
  'a\r\nx-evil: 1',
  'a\nx-evil: 1',
  'a\rx-evil: 1',
  '\u0000',
  'é\u0100',
  'a\u2028b',
  '\u{1f600}',
]);

/** No request carries a header that was hidden in a value. */
export function expectNoInjection(requests: readonly { readonly headers: object }[], what: string): void {
  for (const { headers } of requests) {
    expect(Object.keys(headers), what).not.toContain('x-evil');
    for (const value of Object.values(headers)) expect(value, what).not.toMatch(/[\r\n\0]/);
  }
}

/** JSON with own members that are names of the prototype. */
export const polluting = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';

/** An object of such members and those of another, as `JSON.parse` makes it. */
export function pollutingWith(members: object): string {
  const own = JSON.stringify(members);
  return own === '{}' ? polluting : `${own.slice(0, -1)},${polluting.slice(1)}`;
}

export function expectUnpolluted(): void {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
}

/** A body that ends, or breaks off, after some bytes. */
export function cutBody(bytes: Uint8Array, at: number, how: 'ends' | 'breaks'): ReadableStream<Uint8Array> {
  const parts = at === 0 ? [] : [bytes.slice(0, at)];
  return new ReadableStream(
    {
      pull(controller) {
        const part = parts.shift();
        if (part !== undefined) return controller.enqueue(part);
        if (how === 'ends') controller.close();
        else controller.error(new TypeError('terminated'));
      },
    },
    { highWaterMark: 0 },
  );
}

/** A Cloudflare token with characters that every spelling writes differently; a header may hold it. */
export const AWKWARD = 'cf-tok/SE+CRET&"<x>==';

/** How a server spells what it repeats. */
const spellings: readonly ((text: string) => string)[] = [
  text => text,
  text => JSON.stringify(text).slice(1, -1),
  text => encodeURIComponent(text),
  text =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  text => Buffer.from(text).toString('base64'),
];

/** Fails where a text holds a secret in any spelling. */
export function expectNoSecret(shown: string, secrets: readonly string[], what: string): void {
  for (const secret of secrets)
    for (const spell of spellings) {
      // A server may escape text that is base64 already.
      const spelled = spell(secret);
      if (shown.includes(spelled)) throw new Error(`${what} shows ${spelled}`);
    }
}
