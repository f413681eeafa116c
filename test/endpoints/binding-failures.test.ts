import type { APICallError } from '@ai-sdk/provider';
import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import {
  createLocalGateway,
  type LocalFailure,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { rejection } from '../support/answers.ts';
import { HI } from '../support/prompts.ts';
import { callThrough, recordedBinding } from './recorded-binding.ts';

const run = '@cf/zai-org/glm-5.2';

/** An error as the binding throws it: code and words in the message, status and headers lost. */
function thrown(message: string, name = 'InferenceUpstreamError'): Error {
  return Object.assign(new Error(message), { name });
}

async function failing(
  answer: () => unknown,
  modelId = run,
  mode: 'generate' | 'stream' | 'embed' = 'generate',
) {
  const recorded = recordedBinding(answer);
  const error = (await rejection(callThrough(recorded.binding, modelId, {}, {}, mode))) as APICallError;
  return { error, info: getCloudflareError(error), recorded };
}

describe('what the binding throws is the error that REST would have answered', () => {
  it.each([
    [
      thrown('3040: Capacity temporarily exceeded, please try again.'),
      429,
      'capacity',
      3040,
      'workers-ai',
      true,
    ],
    [
      new Error('InferenceUpstreamError: 3040: Capacity temporarily exceeded'),
      429,
      'capacity',
      3040,
      'workers-ai',
      true,
    ],
    [
      thrown('3036: You have used up your daily free allocation'),
      429,
      'quota-exhausted',
      3036,
      'workers-ai',
      false,
    ],
    [
      thrown('4006: AiError: you have used up your daily free allocation'),
      429,
      'quota-exhausted',
      4006,
      'workers-ai',
      false,
    ],
    [
      thrown('5007: No such model @cf/x/y or task', 'AiError'),
      400,
      'model-not-found',
      5007,
      'workers-ai',
      false,
    ],
    [{ code: 5007, message: 'No such model or task' }, 400, 'model-not-found', 5007, 'workers-ai', false],
    [thrown('3007: Inference timed out'), 408, 'timeout', 3007, 'workers-ai', true],
    [
      thrown('5021: The estimated number of tokens exceeded the context window'),
      413,
      'request-too-large',
      5021,
      'workers-ai',
      false,
    ],
    [
      thrown('2021: Insufficient AI Gateway credits', 'AiGatewayError'),
      402,
      'billing',
      2021,
      'gateway',
      false,
    ],
    [
      thrown('2001: Please configure AI Gateway in the Cloudflare dashboard', 'AiGatewayError'),
      400,
      'gateway-not-found',
      2001,
      'gateway',
      false,
    ],
    [thrown('2003: Rate limited', 'AiGatewayError'), 429, 'rate-limit', 2003, 'gateway', true],
    [thrown('2009: Unauthorized', 'AiGatewayError'), 401, 'authentication', 2009, 'gateway', false],
    [thrown('7003: User Input Error', 'AiGatewayError'), 400, 'invalid-request', 7003, 'gateway', false],
    [thrown('AiError: something broke'), 500, 'upstream-unavailable', undefined, 'workers-ai', true],
  ] as const)('%s', async (error, statusCode, kind, code, source, retryable) => {
    for (const mode of ['generate', 'stream'] as const) {
      const seen = await failing(() => Promise.reject(error), run, mode);
      expect(seen.error).toMatchObject({ name: 'AI_APICallError', statusCode, isRetryable: retryable });
      expect(seen.info).toMatchObject({ kind, source, retryable, endpoint: 'binding', modelId: run });
      expect(seen.info?.code).toBe(code);
      expect(seen.error.message).not.toContain('accountId'); // a binding has none
      expect(seen.error.url).toBe('https://workers-binding.ai/ai-gateway/run?version=3');
      expect(seen.error.requestBodyValues).toMatchObject({ messages: [{}] });
      expect(seen.recorded.calls).toHaveLength(1);
    }
  });

  it('a body that it could not read comes as it is', async () => {
    const body = { error: { message: 'The model does not exist', type: 'x', code: 'model_not_found' } };
    const { error, info } = await failing(() => Promise.reject(thrown(JSON.stringify(body))));
    expect(info).toMatchObject({ kind: 'model-not-found', source: 'upstream' });
    expect(JSON.parse(error.responseBody ?? '')).toEqual(body);
    const page = await failing(() => Promise.reject(thrown('<!doctype html><title>Bad gateway</title>')));
    expect(page.info).toMatchObject({ source: 'edge', retryable: true, statusCode: 500 });
    expect(page.error.message).toContain('HTML page "Bad gateway"');
  });

  const capacity = { code: 3040, message: 'Capacity temporarily exceeded' };
  const ofREST = { success: false, errors: [capacity], messages: [], result: null };
  const ofGateway = {
    success: false,
    error: [{ code: 2003, message: 'Rate limited' }],
    name: 'AiGatewayError',
    internalCode: 2003,
    httpCode: 429,
  };
  const ofVendor = { error: { message: 'The model does not exist', code: 'model_not_found' } };
  const full = { kind: 'capacity', code: 3040, source: 'workers-ai', retryable: true };
  const limited = { kind: 'rate-limit', code: 2003, source: 'gateway', retryable: true };
  const unknown = { kind: 'model-not-found', source: 'upstream', retryable: false };

  it.each([
    ['behind a name', new Error(`InferenceUpstreamError: ${JSON.stringify(ofREST)}`), full],
    ['of a gateway, behind its name', new Error(`AiGatewayError: ${JSON.stringify(ofGateway)}`), limited],
    ['behind another name', new Error(`UpstreamError: ${JSON.stringify(ofVendor)}`), unknown],
    ['behind two names', new Error(`Error: InferenceUpstreamError: ${JSON.stringify(ofREST)}`), full],
    ['behind no name', new Error(JSON.stringify(ofVendor)), unknown],
    ['in a copy of the error', { message: `InferenceUpstreamError: ${JSON.stringify(ofREST)}` }, full],
    ['in a text', `InferenceUpstreamError: ${JSON.stringify(ofREST)}`, full],
    ['as an object', ofREST, full],
    ['as an object of the vendor', ofVendor, unknown],
    ['as an object of the gateway', ofGateway, limited],
    ['as the members of an error', { name: 'AiError', internalCode: 3040, message: 'Capacity' }, full],
    ['as words of the gateway', new Error('AiGatewayError: 2003: Rate limited'), limited],
  ])('a body %s', async (_, error, facts) => {
    for (const mode of ['generate', 'stream', 'embed'] as const) {
      const model = mode === 'embed' ? '@cf/baai/bge-m3' : run;
      expect((await failing(() => Promise.reject(error), model, mode)).info).toMatchObject(facts);
    }
  });

  it('a response, with its headers', async () => {
    const headers = { 'cf-aig-log-id': '01LOG', 'retry-after': '7' };
    for (const mode of ['generate', 'stream', 'embed'] as const) {
      const response = Response.json(ofREST, { status: 429, headers });
      const model = mode === 'embed' ? '@cf/baai/bge-m3' : run;
      const { error, info } = await failing(() => Promise.reject(response), model, mode);
      expect(info).toMatchObject({ ...full, logId: '01LOG' });
      expect(error).toMatchObject({ statusCode: 429, responseBody: JSON.stringify(ofREST) });
      expect(error.responseHeaders).toMatchObject(headers);
    }
  });

  it('thrown at once, and by a gateway', async () => {
    const throwing = () => {
      throw thrown('2018: Wholesale rate limited', 'AiGatewayError');
    };
    expect((await failing(throwing, 'openai/gpt-4o')).info).toMatchObject({
      kind: 'rate-limit',
      code: 2018,
      endpoint: 'binding',
    });
  });

  it('2009 says what a binding can do about it', async () => {
    const { error } = await failing(() => Promise.reject(thrown('2009: Unauthorized', 'AiGatewayError')));
    expect(error.message).toContain('Set gatewayToken');
    expect(error.message).not.toContain('CLOUDFLARE_API_TOKEN');
  });
});

describe('what is no answer stays a failed connection', () => {
  it.each([
    ['a lost network', new Error('Network connection lost.')],
    ['a lost network in a copy of the error', { message: 'Network connection lost.' }],
    ['a lost network with another type', new TypeError('Network connection lost.')],
    ['a lost connection with another type', new TypeError('Connection closed.')],
    ['a reset one', Object.assign(new TypeError('read ECONNRESET'), { code: 'ECONNRESET' })],
  ])('%s', async (_, error) => {
    const { info } = await failing(() => Promise.reject(error));
    expect(info).toMatchObject({ source: 'client', kind: 'upstream-unavailable', retryable: true });
    expect(info?.message).toContain(`The binding failed: ${error.message}`);
    expect(info?.message).not.toContain('workers-binding.ai');
  });
});

describe('what a binding refuses again', () => {
  // workers-sdk#11758, cloudflare/computer#63, cheatcode#182: three tries and six seconds, for nothing.
  it.each([
    [new Error('Binding AI needs to be run remotely'), 'invalid-request', /"remote": true/],
    [new Error('You must be logged in to use AI in remote mode'), 'authentication', /wrangler login/],
    [new Error('Too many subrequests.'), 'invalid-request', /limits\.subrequests/],
    [
      new Error('Cannot perform I/O on behalf of a different request.'),
      'invalid-request',
      /in the handler of the request/,
    ],
    [new TypeError('binding.run is not a function'), 'invalid-request', /env\.AI/],
  ] as const)('%s', async (error, kind, hint) => {
    for (const mode of ['generate', 'stream', 'embed'] as const) {
      const seen = await failing(
        () => Promise.reject(error),
        mode === 'embed' ? '@cf/baai/bge-m3' : run,
        mode,
      );
      expect(seen.info).toMatchObject({ source: 'client', kind, retryable: false, endpoint: 'binding' });
      expect(seen.error.message).toContain(`The binding failed: ${error.message}`);
      expect(seen.error.message).toMatch(hint);
      expect(seen.recorded.calls).toHaveLength(1);
    }
  });
});

describe('raw responses meet the same table, headers included', () => {
  const failures: readonly LocalFailure[] = [
    'workers-ai-capacity',
    'workers-ai-free-quota',
    'workers-ai-no-such-model',
    'workers-ai-bad-input',
    'workers-ai-context-window',
    'workers-ai-internal',
    'rate-limited',
    'spend-limit',
    'no-credits-rest',
    'guardrail-prompt',
    'dlp-request',
    'html-500',
  ];

  const facts = async (failure: LocalFailure, endpoint: 'rest' | 'binding') => {
    const gateway = createLocalGateway();
    gateway.reply({ error: failure });
    const settings =
      endpoint === 'rest'
        ? { ...localGatewayDefaults, fetch: gateway.fetch }
        : { gatewayId: localGatewayDefaults.gatewayId, binding: gateway.binding() };
    const error = (await rejection(
      createCloudflare(settings)(run).doGenerate({ prompt: HI }),
    )) as APICallError;
    const info = getCloudflareError(error);
    expect(info?.endpoint).toBe(endpoint);
    const { statusCode, responseBody, isRetryable } = error;
    // Message and hint say where the call went.
    return {
      ...JSON.parse(JSON.stringify(info).replaceAll('binding', 'rest')),
      statusCode,
      responseBody,
      isRetryable,
    };
  };

  it.each(failures)('%s', async failure => {
    expect(await facts(failure, 'binding')).toEqual(await facts(failure, 'rest'));
  });

  it('the local binding throws them as the real one, where raw responses are not asked for', async () => {
    const gateway = createLocalGateway();
    const messages = [{ role: 'user', content: 'hi' }];
    const ask = (id?: string) =>
      gateway.binding().run(run, { messages }, id === undefined ? {} : { gateway: { id } });
    gateway.reply({ error: 'workers-ai-capacity' });
    expect(await rejection(ask())).toMatchObject({
      name: 'InferenceUpstreamError',
      message: expect.stringMatching(/^3040: /),
    });
    expect(await rejection(ask('missing'))).toMatchObject({
      name: 'AiGatewayError',
      message: '2001: Please configure AI Gateway in the Cloudflare dashboard',
    });
    gateway.reply({ error: 'html-500' });
    expect(await rejection(ask())).toMatchObject({
      name: 'InferenceUpstreamError',
      message: expect.stringMatching(/^</),
    });
  });
});
