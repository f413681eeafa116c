import fc from 'fast-check';
import { optionTable } from '../../src/gateway/options/option-table.ts';
import { exampleOf, type OptionName, optionNames } from '../support/option-example.ts';

/** Printable ASCII that says something, as header texts must. */
const text = fc
  .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 })
  .filter(value => value.trim() !== '');
const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const price = fc.double({ min: 0, max: 1, noNaN: true });
const name = fc.stringMatching(/^[a-z][a-z0-9*/.-]{0,12}$/);
/** A key of metadata. */
export const key: fc.Arbitrary<string> = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1 }),
);

/** Whatever JSON can carry as a scalar, from outside ASCII too. */
export const metadata: fc.Arbitrary<Record<string, string | number | boolean>> = fc.dictionary(
  key.filter(value => !/^cf\./i.test(value)),
  fc.oneof(fc.string({ unit: 'binary' }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
  { maxKeys: 5 },
);

/** Any of the members. */
export function partly(shape: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(shape, { requiredKeys: [] });
}

const byHand: { readonly [NAME in OptionName]?: fc.Arbitrary<unknown> } = {
  cacheTtl: fc.integer({ min: 60, max: 2_592_000 }),
  cacheKey: text,
  skipCache: fc.boolean(),
  metadata,
  collectLog: fc.boolean(),
  collectLogPayload: fc.boolean(),
  eventId: text,
  requestTimeoutMs: fc.integer({ min: 1 }),
  timeouts: partly({
    firstByteMs: fc.integer({ min: 1, max: 100_000 }),
    idleMs: fc.integer({ min: 1, max: 100_000 }),
  }),
  retries: partly({
    maxAttempts: fc.integer({ min: 1, max: 5 }),
    retryDelayMs: fc.integer({ min: 0, max: 60_000 }),
    backoff: fc.constantFrom('constant', 'linear', 'exponential'),
  }),
  byokAlias: fc.oneof(text, fc.dictionary(fc.constantFrom('openai', 'groq', 'anthropic'), text)),
  requireProviderCredentials: fc.boolean(),
  zdr: fc.boolean(),
  customCost: partly({
    perTokenIn: price,
    perTokenOut: price,
    perCacheReadToken: price,
    perCacheWriteToken: price,
  }),
  otel: partly({ traceId: hex(32), parentSpanId: hex(16) }),
  autoRouter: partly({
    sessionId: text,
    turnId: text,
    affinity: fc.boolean(),
    models: fc.array(name, { minLength: 1, maxLength: 3 }),
    providers: fc.array(name, { minLength: 1, maxLength: 3 }),
  }),
  sessionAffinity: text,
  rejectIfBusy: fc.boolean(),
  tags: fc.array(fc.stringMatching(/^[A-Za-z0-9:./@-]{1,50}$/), { minLength: 1, maxLength: 5 }),
  gatewayId: fc.oneof(fc.constant(null), fc.stringMatching(/^[A-Za-z0-9][\w-]{0,20}$/)),
};

/** Valid values for each gateway option; without any by hand, the example of its row. */
export const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = Object.fromEntries(
  optionNames
    .filter(option => optionTable[option].headers ?? byHand[option])
    .map(option => [option, byHand[option] ?? fc.constant(exampleOf(option)[option])]),
);
export const options: fc.Arbitrary<Record<string, unknown>> = partly(values);
