import type { LocalGateway, LocalGatewayOptions } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { type UnauthorizedKind, unauthorizedKinds } from '../../src/cli/doctor/unauthorized-kinds.ts';
import { connectTo, ownEnvironment, runCLI, setEnvironment, withGateway } from './support.ts';

ownEnvironment();

interface Case {
  readonly what: string;
  readonly kind: UnauthorizedKind;
  readonly options: LocalGatewayOptions;
  readonly token: string;
  readonly argv: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly prepare?: (gateway: LocalGateway) => void;
}

const openai = ['-m', 'openai/gpt-4o'];
const workersAI = ['-m', '@cf/zai-org/glm-4.7-flash'];
const unpaid = { gateways: { default: { unifiedBilling: 'off' as const } } };

/** The refusals that all look like 401, each as the local gateway makes it. */
const cases: readonly Case[] = [
  {
    what: 'REST refuses a token that is none',
    kind: 'token-invalid',
    options: {},
    token: 'unknown-token',
    argv: openai,
  },
  {
    what: 'REST refuses a token that may use gateways only',
    kind: 'permission-missing',
    options: { tokens: { 'gateway-only': ['ai-gateway-run', 'ai-gateway-read'] } },
    token: 'gateway-only',
    argv: openai,
  },
  {
    what: 'the gateway refuses a token that may use Workers AI only',
    kind: 'gateway-token',
    options: { tokens: { 'workers-only': ['workers-ai-read'] } },
    token: 'workers-only',
    argv: [...openai, '--endpoint', 'compat'],
  },
  {
    what: 'Workers AI behind the gateway refuses the second token',
    kind: 'second-token',
    options: { tokens: { 'gateway-only': ['ai-gateway-run', 'ai-gateway-read'] } },
    token: 'gateway-only',
    argv: [...workersAI, '--endpoint', 'compat'],
  },
  {
    what: 'the vendor refuses the passed key',
    kind: 'passed-key',
    options: {},
    token: 'local-token',
    argv: [...openai, '--provider-key', 'openai=WRONG_ONE'],
    variables: { WRONG_ONE: 'nothing-that-opens' },
  },
  {
    what: 'the vendor refuses the stored key, on REST',
    kind: 'stored-key',
    options: {},
    token: 'local-token',
    argv: openai,
    prepare: gateway => gateway.reply({ error: 'unauthorized-gateway' }),
  },
  {
    what: 'no key reaches the vendor',
    kind: 'no-key',
    options: unpaid,
    token: 'local-token',
    argv: [...openai, '--endpoint', 'native'],
  },
];

describe('the kinds of 401', () => {
  it('are all tried', () => {
    expect(cases.map(({ kind }) => kind)).toEqual(Object.keys(unauthorizedKinds));
  });

  it.each(cases)('$kind: $what', async ({ kind, options, token, argv, variables = {}, prepare }) => {
    setEnvironment(variables);
    await withGateway(options, async ({ gateway, url }) => {
      prepare?.(gateway);
      const { code, stdout } = await runCLI(['doctor', '--json', ...connectTo(url, token), ...argv]);
      const { rows } = JSON.parse(stdout);
      expect(code).toBe(1);
      expect(rows.at(-1)).toMatchObject({
        id: 'model',
        status: 'fail',
        unauthorized: kind,
        detail: expect.stringContaining('HTTP 401'),
        fix: unauthorizedKinds[kind].fix,
      });
    });
  });
});
