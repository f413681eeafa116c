import { expect, it } from 'vitest';
import { nearest } from '../../src/settings/nearest.ts';

const known = ['cacheTtl', 'cacheKey', 'skipCache', 'metadata', 'gatewayId'];

it.each([
  ['cacheTTL', 'cacheTtl'],
  ['cache_ttl', 'cacheTtl'],
  ['cache-ttl', 'cacheTtl'],
  ['cacheTtls', 'cacheTtl'],
  ['metdata', 'metadata'],
  ['gateway', 'gatewayId'],
  ['temperature', undefined],
  ['x', undefined],
])('%s → %s', (name, expected) => {
  expect(nearest(name, known)).toBe(expected);
});

it.each([
  ['foo', undefined],
  ['ai', 'xai'],
  ['x', undefined],
  ['fall', 'fal'],
  ['gorq', 'groq'],
  ['acme', undefined],
  ['opnai', 'openai'],
])('of short names, %s → %s', (name, expected) => {
  expect(nearest(name, ['fal', 'xai', 'groq', 'krea', 'openai', 'zdr'])).toBe(expected);
});
