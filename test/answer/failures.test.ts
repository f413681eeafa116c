import { APICallError, type EmbeddingModelV2 } from '@ai-sdk/provider';
import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import {
  createLocalGateway,
  type LocalFailure,
  type LocalGateway,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { localFailures } from '../../src/testing/failures/local-failures.ts';
import { generated, rejection, streamed } from '../support/answers.ts';
import type { Mode } from '../support/call.ts';
import { HI } from '../support/prompts.ts';
import { startedTimers } from '../support/timers.ts';
import { failureTable } from './failure-table.ts';

const chat = 'openai/gpt-4o';
const embedding = '@cf/baai/bge-m3';
const modes: readonly Mode[] = ['generate', 'stream', 'embed'];

let gateway: LocalGateway;
beforeEach(() => {
  gateway = createLocalGateway();
});

async function failed(mode: Mode, failure: LocalFailure): Promise<APICallError> {
  gateway.reply({ error: failure });
  const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });
  const model: EmbeddingModelV2<string> = cloudflare.textEmbeddingModel(embedding);
  const error = await rejection(
    mode === 'embed'
      ? model.doEmbed({ values: ['a'] })
      : cloudflare(chat)[mode === 'generate' ? 'doGenerate' : 'doStream']({ prompt: HI }),
  );
  if (!APICallError.isInstance(error)) throw new Error(`no APICallError: ${String(error)}`);
  return error;
}

describe.each(modes)('a failed %s', mode => {
  it.each(failureTable)('tells of %s', async (name, { source, kind, code, status, retryable, says }) => {
    const error = await failed(mode, name);
    const info = getCloudflareError(error);
    expect(info).toEqual(error.data);
    expect(info).toMatchObject({
      source,
      kind,
      retryable,
      endpoint: 'rest',
      modelId: mode === 'embed' ? embedding : chat,
      gatewayId: 'default',
      statusCode: status,
    });
    expect(info?.code).toBe(code);
    expect(error.isRetryable).toBe(retryable);
    expect(error.statusCode).toBe(status);

    expect(error.message).toBe(info?.message);
    expect(error.message).toContain(says);
    expect(error.message).toContain(`[${code ?? ''}`);
    expect(error.message).toContain(`HTTP ${localFailures[name].status}`);
    expect(error.message).toContain(`rest, ${mode === 'embed' ? embedding : chat}`);
    expect(error.message).not.toMatch(/<!DOCTYPE|<html|\[object|undefined|\{"/i);

    expect(error.url).toBe(gateway.requests[0]?.url);
    expect(error.requestBodyValues).toEqual(gateway.requests[0]?.body);
    expect(error.responseBody).toBe(sentBody(name));
    expect(info?.rayId).toBe(error.responseHeaders?.['cf-ray']);
    for (const [key, header] of [
      ['logId', 'cf-aig-log-id'],
      ['requestId', 'cf-aig-request-id'],
      ['eventId', 'cf-aig-event-id'],
    ] as const) {
      expect(info?.[key]).toBe(error.responseHeaders?.[header]);
    }
    expect(gateway.requests).toHaveLength(1);
  });
});

function sentBody(name: LocalFailure): string {
  const { body, status } = localFailures[name];
  if (body.shape === 'verbatim')
    return typeof body.value === 'string' ? body.value : JSON.stringify(body.value);
  const { code, message } = body;
  if (body.shape === 'v4')
    return JSON.stringify({ result: null, success: false, errors: [{ code, message }], messages: [] });
  if (body.shape === 'workers-ai')
    return JSON.stringify({ errors: [{ message, code }], success: false, result: {}, messages: [] });
  return JSON.stringify({
    success: false,
    result: [],
    messages: [],
    error: [{ code, message }],
    name: 'AiGatewayError',
    httpCode: status,
    internalCode: code,
    message,
    description: message,
  });
}

it('an error beside an answer inside of an envelope is that error', async () => {
  const choices = [{ message: { content: 'Hi' }, finish_reason: 'stop' }];
  const answer = { success: true, result: { choices, error: { message: 'boom', code: 429 } } };
  for (const ask of [generated, streamed]) {
    const error = await rejection(ask(answer));
    expect(getCloudflareError(error)).toMatchObject({ kind: 'rate-limit', code: 429, retryable: true });
    expect(error).toMatchObject({
      message: expect.stringContaining('boom'),
      responseBody: JSON.stringify(answer),
    });
  }
});

describe('what a failure carries besides', () => {
  it('the ids of the log, as long as the gateway sends them', async () => {
    const logged = getCloudflareError(await failed('generate', 'openai-rate-limited'));
    expect(logged?.logId).toBe(gateway.logs[0]?.id);
    expect(logged?.logId).toBeDefined();
    expect(logged?.message).toContain(`log ${logged?.logId}`);
    const unlogged = getCloudflareError(await failed('generate', 'no-credits-rest'));
    expect(unlogged).not.toHaveProperty('logId');
    expect(unlogged?.requestId).toBeDefined();
    const edge = getCloudflareError(await failed('generate', 'edge-1010'));
    expect(edge).not.toHaveProperty('requestId');
  });

  it('retry-after as it was sent; nothing waits', async () => {
    const timers = await startedTimers(async () => {
      const error = await failed('generate', 'edge-1015');
      expect(error.responseHeaders?.['retry-after']).toBe('30');
      expect((await failed('stream', 'openai-rate-limited')).responseHeaders?.['retry-after']).toBe('2');
    });
    expect(timers.filter(ms => ms >= 1000)).toEqual([]);
  });

  it('whose limit it was', async () => {
    expect(getCloudflareError(await failed('generate', 'rate-limited'))?.scope).toBe('gateway');
    expect(getCloudflareError(await failed('generate', 'spend-limit-2041'))?.scope).toBe('gateway');
    expect(getCloudflareError(await failed('generate', 'openai-rate-limited'))?.scope).toBe('upstream');
  });

  it('which side data loss prevention and guardrails stopped', async () => {
    const request = getCloudflareError(await failed('generate', 'dlp-request'));
    expect(request).toMatchObject({ phase: 'prompt', dlp: { action: 'BLOCK' } });
    expect(getCloudflareError(await failed('stream', 'dlp-response'))?.phase).toBe('response');
    expect(getCloudflareError(await failed('stream', 'guardrail-prompt'))?.phase).toBe('prompt');
    expect(getCloudflareError(await failed('generate', 'guardrail-response'))?.phase).toBe('response');
  });

  it('a hint, and of a stored key no list of aliases in the message', async () => {
    const gatewayToken = getCloudflareError(await failed('generate', 'unauthorized-gateway'));
    expect(gatewayToken?.hint).toMatch(/apiToken.*AI Gateway > Run/);
    const vendor = getCloudflareError(await failed('generate', 'openai-missing-key'));
    expect(vendor?.hint).toMatch(/alias 'default'.*providerKeys\.openai.*Unified Billing/);
    const alias = await failed('generate', 'unknown-alias');
    expect(alias.message).not.toContain('Configured aliases');
    expect(alias.responseBody).toContain('Configured aliases');
  });

  it('is plain JSON', async () => {
    const error = await failed('generate', 'dlp-request');
    expect(JSON.parse(JSON.stringify(error.data))).toEqual(error.data);
    expect(getCloudflareError(JSON.parse(JSON.stringify({ data: error.data })))).toEqual(error.data);
  });
});
