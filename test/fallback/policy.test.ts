import { APICallError, InvalidArgumentError, LoadAPIKeyError, NoSuchModelError } from '@ai-sdk/provider';
import { type CloudflareErrorKind, createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import {
  type LocalFailure,
  localGatewayDefaults,
  type ScriptedReply,
} from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { kindFacts } from '../../src/gateway/errors/codes/kinds.ts';
import { localFailures } from '../../src/testing/failures/local-failures.ts';
import { rejection } from '../support/answers.ts';
import { ask, FIRST, foreign, modes, outcomes, SECOND, world } from './support.ts';

/** A real failure of each kind; a new kind is a compile error until it has one. */
const failures: Readonly<Record<CloudflareErrorKind, ScriptedReply>> = {
  authentication: { error: 'unauthorized-gateway' },
  permission: { error: 'workers-ai-not-allowed' },
  'gateway-not-found': { error: 'gateway-not-found' },
  'invalid-provider': { error: 'invalid-provider' },
  'model-not-found': { error: 'model-not-found' },
  'model-deprecated': {
    status: 410,
    body: { errors: [{ code: 5028, message: 'This model was deprecated.' }] },
  },
  'invalid-request': { error: 'openai-unsupported-parameter' },
  'request-too-large': { error: 'openai-context-length' },
  'rate-limit': { error: 'rate-limited' },
  'spend-limit': { error: 'spend-limit' },
  'quota-exhausted': { error: 'openai-insufficient-quota' },
  capacity: { error: 'workers-ai-capacity' },
  billing: { error: 'no-credits' },
  'credential-missing': { error: 'unknown-alias' },
  guardrail: { error: 'guardrail-prompt' },
  dlp: { error: 'dlp-request' },
  policy: { error: 'policy-denied' },
  timeout: { error: 'workers-ai-timeout' },
  'upstream-unavailable': { error: 'no-response' },
  'stream-truncated': { chunks: [], ending: 'none' },
  'edge-blocked': { error: 'edge-1010' },
  unknown: { error: 'unparsable-model-output' },
};
const kinds = Object.entries(failures) as [CloudflareErrorKind, ScriptedReply][];

describe.each(modes)('a failed leg (%s)', mode => {
  // A whole answer cannot end without its end.
  const possible = kinds.filter(([kind]) => mode === 'stream' || kind !== 'stream-truncated');

  it.each(possible)('%s', async (kind, reply) => {
    const { gateway, cloudflare } = world();
    gateway.reply(reply, { model: FIRST });
    const call = ask(cloudflare.fallback([FIRST, SECOND]), mode);
    if (kindFacts[kind][0] === 'next') {
      const { text, trace } = await call;
      expect(text).toContain('Hi');
      expect(outcomes(trace)).toEqual([`0 failed ${kind}`, '1 answered']);
      expect(gateway.requests).toHaveLength(2);
    } else {
      const error = await rejection(call);
      expect(getCloudflareError(error)).toMatchObject({ kind, modelId: FIRST });
      expect(getCloudflareError(error)).not.toHaveProperty('trace');
      expect(gateway.requests).toHaveLength(1);
    }
  });
});

describe('every failure of the local gateway', () => {
  const names = Object.keys(localFailures) as LocalFailure[];

  it.each(names)('%s: as the kind of the failure says', async name => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: name }, { model: FIRST });
    const alone = await rejection(ask(cloudflare(FIRST), 'generate'));
    const kind = getCloudflareError(alone)?.kind ?? 'none';
    gateway.reset();
    gateway.reply({ error: name }, { model: FIRST });
    const model = cloudflare.fallback([FIRST, SECOND]);
    if (kindFacts[kind as CloudflareErrorKind]?.[0] === 'next') {
      const { trace } = await ask(model, 'generate');
      expect(outcomes(trace)).toEqual([`0 failed ${kind}`, '1 answered']);
    } else {
      expect(getCloudflareError(await rejection(ask(model, 'generate')))?.kind).toBe(kind);
    }
    expect(gateway.requests).toHaveLength(kindFacts[kind as CloudflareErrorKind]?.[0] === 'next' ? 2 : 1);
  });
});

describe('the policy', () => {
  it('moves on for 2005, which the SDK does not repeat', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'no-response' }, { model: FIRST });
    const { trace } = await ask(cloudflare.fallback([FIRST, SECOND]), 'generate');
    expect(trace[0]).toMatchObject({ outcome: 'failed', code: 2005, status: 400, logId: expect.any(String) });
  });

  it('can be changed, kind by kind', async () => {
    const { gateway, cloudflare } = world();
    const model = cloudflare.fallback([FIRST, SECOND], {
      policy: { 'spend-limit': 'stop', billing: 'next', capacity: undefined },
    });
    gateway.reply({ error: 'spend-limit' }, { model: FIRST });
    expect(getCloudflareError(await rejection(ask(model, 'generate')))?.kind).toBe('spend-limit');
    gateway.reply({ error: 'no-credits' }, { model: FIRST });
    expect(outcomes((await ask(model, 'generate')).trace)).toEqual(['0 failed billing', '1 answered']);
    gateway.reply({ error: 'workers-ai-capacity' }, { model: FIRST });
    expect(outcomes((await ask(model, 'generate')).trace)).toEqual(['0 failed capacity', '1 answered']);
  });

  it('stops at the second leg too, and says what came before', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'workers-ai-capacity' }, { model: FIRST });
    gateway.reply({ error: 'guardrail-prompt' }, { model: SECOND });
    const last = foreign();
    const error = await rejection(ask(cloudflare.fallback([FIRST, SECOND, last]), 'generate'));
    const info = getCloudflareError(error);
    expect(info).toMatchObject({ kind: 'guardrail', modelId: SECOND, retryable: false });
    expect(outcomes(info?.trace)).toEqual(['0 failed capacity', '1 failed guardrail']);
    expect(APICallError.isInstance(error) && error.data).not.toHaveProperty('trace');
    expect(last.calls).toHaveLength(0);
  });
});

describe('what is wrong before a request', () => {
  it.each<[string, Record<string, unknown>, { isInstance: (error: unknown) => boolean }]>([
    ['a missing token', { ...localGatewayDefaults, apiToken: '' }, LoadAPIKeyError],
    [
      'an endpoint that does not serve the model',
      { ...localGatewayDefaults, endpoint: 'rest' },
      InvalidArgumentError,
    ],
  ])('stops: %s', async (_, settings, type) => {
    const cloudflare = createCloudflare({
      ...settings,
      fetch: () => Promise.reject(new Error('no network')),
    });
    const second = foreign();
    const error = await rejection(ask(cloudflare.fallback(['openrouter/some/model', second]), 'generate'));
    expect(type.isInstance(error)).toBe(true);
    expect(second.calls).toHaveLength(0);
  });

  it('refuses an id without a known form when the fallback is made', () => {
    const { cloudflare } = world();
    expect(() => cloudflare.fallback([FIRST, 'gpt-4o'])).toThrow(NoSuchModelError);
    expect(() => cloudflare.fallback([{ model: 'openai/' }])).toThrow(NoSuchModelError);
  });
});
