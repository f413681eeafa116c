import { InvalidArgumentError } from '@ai-sdk/provider';
import type { CloudflareOptions } from 'ai-sdk-provider-cloudflare';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headersOf } from '../../src/gateway/options/apply-options.ts';
import type { OptionRow } from '../../src/gateway/options/option-row.ts';
import { optionTable } from '../../src/gateway/options/option-table.ts';
import { parseOptions } from '../../src/gateway/options/parse-options.ts';
import { parseModelId } from '../../src/upstreams/model-id.ts';
import { connected, refused, send } from '../support/call.ts';
import { check, checkAsync, deepFreeze } from './check.ts';
import { key, metadata, options, partly, values } from './option-values.ts';

/** What `fetch` puts on the wire as it is: printable ASCII. */
const headerValue = /^[\x20-\x7e]*$/;

describe('valid options', () => {
  const targets = ['openai/gpt-4o', '@cf/zai-org/glm-4.7-flash', 'cloudflare/auto'] as const;

  it('are taken as they are', () => {
    check(
      fc.property(options, given => {
        expect(parseOptions(deepFreeze(given), 'options')).toBe(given);
      }),
    );
  });

  it('become headers of printable ASCII', () => {
    check(
      fc.property(options, fc.constantFrom(...targets), (given, id) => {
        const target = {
          endpoint: 'compat',
          reference: parseModelId(id, 'chat'),
          wire: 'chat',
          gatewayId: 'g',
          providerKey: false,
        } as const;
        for (const [option, value] of Object.entries(given)) {
          const row = optionTable[option as keyof typeof optionTable];
          // Each row takes the values of its own option.
          const headers = headersOf(row as OptionRow<unknown>, value, target);
          for (const header of Object.values(headers)) expect(header).toMatch(headerValue);
        }
      }),
    );
  });

  it('reach the wire, and no header of a request is anything else', async () => {
    const honoured = [
      'cacheTtl',
      'cacheKey',
      'skipCache',
      'metadata',
      'collectLog',
      'eventId',
      'requestTimeoutMs',
      'retries',
      'customCost',
      'otel',
    ] as const;
    const some = partly(
      Object.fromEntries(honoured.map(option => [option, values[option] ?? fc.constant(undefined)])),
    );
    await checkAsync(
      fc.asyncProperty(some, async given => {
        // The table of valid values holds for what the type says.
        const cloudflare = given as CloudflareOptions;
        const sent = await send(
          'openai/gpt-4o',
          { providerOptions: { cloudflare } },
          { ...connected, endpoint: 'compat' },
        );
        for (const [header, value] of Object.entries(sent.headers))
          expect(value, header).toMatch(headerValue);
        expect(sent.headers['cf-aig-cache-ttl']).toBe(cloudflare.cacheTtl?.toString());
        expect(sent.headers['cf-aig-cache-key']).toBe(cloudflare.cacheKey?.trim());
        expect(sent.headers['cf-aig-max-attempts']).toBe(cloudflare.retries?.maxAttempts?.toString());
        expect(sent.warnings).toEqual([]);
      }),
    );
  });
});

describe('metadata', () => {
  it('is read back as it was written', async () => {
    await checkAsync(
      fc.asyncProperty(metadata, async given => {
        const sent = await send('openai/gpt-4o', { providerOptions: { cloudflare: { metadata: given } } });
        const header = sent.headers['cf-aig-metadata'];
        if (Object.keys(given).length === 0) expect(header).toBeUndefined();
        else expect(JSON.parse(header ?? '')).toEqual(JSON.parse(JSON.stringify(given)));
      }),
    );
  });

  it('of more than five entries, or of anything but scalars, is refused', async () => {
    const many = fc.dictionary(key, fc.boolean(), { minKeys: 6, maxKeys: 9 });
    const nested = fc.dictionary(key, fc.oneof(fc.constant(null), fc.object(), fc.constant(Number.NaN)), {
      minKeys: 1,
      maxKeys: 5,
    });
    await checkAsync(
      fc.asyncProperty(fc.oneof(many, nested), async given => {
        // Not what the type allows: that is the point.
        const error = await refused('openai/gpt-4o', {
          providerOptions: { cloudflare: { metadata: given as never } },
        });
        expect(error).toBeInstanceOf(InvalidArgumentError);
        expect(error.message).toContain('metadata');
      }),
    );
  });
});

describe('texts for headers', () => {
  it('arrive as they are, or are refused', async () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom('a\r\nx-evil: 1', 'a\u0000', 'ä', '🙂', '\ud800'),
    );
    const good = (value: string): boolean => /^[\x20-\x7e]+$/.test(value) && value.trim() !== '';
    await checkAsync(
      fc.asyncProperty(any, fc.constantFrom('cacheKey', 'eventId'), async (value, option) => {
        const call = { providerOptions: { cloudflare: { [option]: value } } };
        if (!good(value)) {
          expect((await refused('openai/gpt-4o', call)).message).toContain(option);
          return;
        }
        const header = option === 'cacheKey' ? 'cf-aig-cache-key' : 'cf-aig-event-id';
        expect((await send('openai/gpt-4o', call)).headers[header]).toBe(value.trim());
      }),
    );
  });
});

describe('an unknown option', () => {
  const known: readonly string[] = Object.keys(optionTable);

  it('is refused by name, before any request', async () => {
    const unknown = fc.oneof(
      fc.string({ minLength: 1, maxLength: 30 }),
      fc.constantFrom(
        'cachettl',
        'CacheTTL',
        'cacheTTL',
        'toString',
        'constructor',
        'hasOwnProperty',
        'skip_cache',
      ),
      // A letter too many, or one too few.
      fc.constantFrom(...known).map(option => `${option}s`),
      fc.constantFrom(...known).map(option => option.slice(0, -1)),
    );
    await checkAsync(
      fc.asyncProperty(
        unknown.filter(option => !known.includes(option)),
        fc.jsonValue(),
        async (option, value) => {
          const cloudflare = Object.fromEntries([[option, value as never]]);
          const error = await refused('openai/gpt-4o', { providerOptions: { cloudflare } });
          expect(error).toBeInstanceOf(InvalidArgumentError);
          expect(error.message).toContain(option);
        },
      ),
    );
  });
});
