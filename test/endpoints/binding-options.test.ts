import type { CloudflareGatewayOptions } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { optionTable } from '../../src/gateway/options/option-table.ts';
import { GATEWAY } from '../support/account.ts';
import { rejection } from '../support/answers.ts';
import { casesOf, exampleOf, type OptionName, optionNames, plainHeaders } from '../support/option-example.ts';
import { type BindingCall, callThrough, recordedBinding } from './recorded-binding.ts';

/** What becomes of an option on one form of the binding. */
interface Outcome {
  /** Members of the argument `gateway`, besides its id. */
  readonly gateway?: object;
  /** Added to `extraHeaders`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Added to the options of the call. */
  readonly options?: object;
  readonly warning?: RegExp;
  readonly error?: RegExp;
}

interface OptionCase {
  readonly options: CloudflareGatewayOptions;
  /** `env.AI.run`: Workers AI. */
  readonly run: Outcome;
  /** `env.AI.gateway(id).run`: OpenAI. */
  readonly gateway: Outcome;
  /** `env.AI.run` of a third party, where that differs. */
  readonly thirdParty?: Outcome;
}

const both = (options: CloudflareGatewayOptions, outcome: Outcome): OptionCase => ({
  options,
  run: outcome,
  gateway: outcome,
});
const named = (options: CloudflareGatewayOptions): OptionCase => both(options, { gateway: options });
const noNameOnRun = /the binding's `run` has no option for it; it was sent anyway/;
const onlyRouter = /only `cloudflare\/auto`/;
const trace = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', parentSpanId: '00f067aa0ba902b7' };
const onlyWorkersAI = /only Workers AI on the REST API/;

const byHand: { readonly [NAME in OptionName]?: readonly OptionCase[] } = {
  cacheTtl: [named({ cacheTtl: 3600 })],
  cacheKey: [named({ cacheKey: 'k 1' })],
  skipCache: [named({ skipCache: true }), named({ skipCache: false })],
  metadata: [
    named({ metadata: { team: 'docs', n: 1, zero: 0, ok: false } }),
    // A gateway of the binding writes headers, where only ASCII is sure to arrive.
    {
      options: { metadata: { team: 'Åse' } },
      run: { gateway: { metadata: { team: 'Åse' } } },
      gateway: { headers: { 'cf-aig-metadata': '{"team":"\\u00c5se"}' } },
    },
    // JSON has no big integers, and the binding writes JSON.
    both({ metadata: { big: 10n as never } }, { gateway: { metadata: { big: '10' } } }),
  ],
  collectLog: [named({ collectLog: false }), named({ collectLog: true })],
  collectLogPayload: [
    {
      options: { collectLogPayload: false },
      run: { error: /the binding's `run` has no option for it.*"native".*API token instead of the binding/ },
      gateway: { headers: { 'cf-aig-collect-log-payload': 'false' } },
    },
  ],
  eventId: [named({ eventId: 'e1' })],
  requestTimeoutMs: [named({ requestTimeoutMs: 30_000 })],
  timeouts: [both({ timeouts: { firstByteMs: 30_000 } }, { options: { signal: expect.any(AbortSignal) } })],
  retries: [
    named({ retries: { maxAttempts: 3, retryDelayMs: 0, backoff: 'exponential' } }),
    named({ retries: { backoff: 'linear' } }),
  ],
  byokAlias: [
    {
      options: { byokAlias: 'prod' },
      run: { warning: /accepts no stored key; it was not sent/ },
      thirdParty: { error: /binding reads only the stored key named "default"/ },
      gateway: { error: /binding reads only the stored key named "default".*"native" honours it/ },
    },
  ],
  requireProviderCredentials: [
    {
      options: { requireProviderCredentials: true },
      run: { headers: { 'cf-aig-no-wholesale': 'true' } },
      thirdParty: { error: /the binding's `run` has no option for it\. Omit the option/ },
      gateway: { headers: { 'cf-aig-no-wholesale': 'true' } },
    },
    both({ requireProviderCredentials: false }, { headers: { 'cf-aig-no-wholesale': 'false' } }),
  ],
  zdr: [
    {
      ...both({ zdr: true }, { headers: { 'cf-aig-zdr': 'true' } }),
      thirdParty: { error: /OpenAI and Anthropic only/ },
    },
  ],
  customCost: [
    {
      options: { customCost: { perTokenIn: 1 } },
      run: { headers: { 'cf-aig-custom-cost': '{"per_token_in":1}' }, warning: noNameOnRun },
      gateway: { headers: { 'cf-aig-custom-cost': '{"per_token_in":1}' } },
    },
  ],
  otel: [
    {
      options: { otel: trace },
      run: {
        headers: {
          'cf-aig-otel-trace-id': trace.traceId,
          'cf-aig-otel-parent-span-id': trace.parentSpanId,
        },
        warning: noNameOnRun,
      },
      gateway: {
        headers: {
          'cf-aig-otel-trace-id': trace.traceId,
          'cf-aig-otel-parent-span-id': trace.parentSpanId,
        },
      },
    },
  ],
  autoRouter: [
    both({ autoRouter: { sessionId: 's' } }, { warning: onlyRouter }),
    both({ autoRouter: { models: ['a/*'] } }, { error: onlyRouter }),
  ],
  sessionAffinity: [
    {
      options: { sessionAffinity: 's1' },
      run: { headers: { 'x-session-affinity': 's1' } },
      thirdParty: { warning: onlyWorkersAI },
      gateway: { warning: onlyWorkersAI },
    },
  ],
  rejectIfBusy: [
    {
      options: { rejectIfBusy: true },
      run: { options: { rejectIfBusy: true } },
      thirdParty: { warning: onlyWorkersAI },
      gateway: { warning: onlyWorkersAI },
    },
  ],
  tags: [
    {
      options: { tags: ['team:docs', 'a/b@c'] },
      run: { options: { tags: ['team:docs', 'a/b@c'] } },
      thirdParty: { warning: /only Workers AI/ },
      gateway: { warning: /only the binding's `run`/ },
    },
  ],
  gatewayId: [both({ gatewayId: 'other' }, { gateway: { id: 'other' } })],
};

/** Options of the model travel in the body, as everywhere. */
const gatewayOptions = optionNames.filter(name => optionTable[name].headers ?? byHand[name]);

/** One that is nothing but a header needs no case by hand: the binding has the option, or it travels as a header. */
const cases = casesOf(byHand, gatewayOptions, name => {
  const read = Object.values(optionTable[name].headers ?? {}).some(header => header.text !== undefined);
  const options = exampleOf(name) as CloudflareGatewayOptions;
  return [read ? named(options) : both(options, { headers: plainHeaders(name) })];
});

const models = {
  run: '@cf/zai-org/glm-5.2',
  thirdParty: 'alibaba/qwen3-max',
  gateway: 'openai/gpt-4o',
} as const;

const table = Object.entries(cases).flatMap(([name, rows]) =>
  rows.flatMap(row =>
    (['run', 'thirdParty', 'gateway'] as const).flatMap(form =>
      (['generate', 'stream'] as const).map(mode => ({
        name,
        form,
        mode,
        // Two options depend on the vendor's own path, which a third party of the catalogue has not.
        outcome: form === 'thirdParty' ? withoutElsewhere(row.thirdParty ?? row.run) : row[form],
        options: row.options,
        value: JSON.stringify(row.options, (_, item) => (typeof item === 'bigint' ? `${item}n` : item)),
      })),
    ),
  ),
);

/** The catalogue's other authors are on no other endpoint that an error could name. */
function withoutElsewhere(outcome: Outcome): Outcome {
  if (outcome.error === undefined) return outcome;
  return { ...outcome, error: new RegExp(outcome.error.source.replace(/\.\*"native".*$/, '')) };
}

describe('every gateway option on each form of the binding', () => {
  it.each(table)('$value on $form, $mode', async ({ name, form, mode, options, outcome }) => {
    const recorded = recordedBinding();
    const call = callThrough(
      recorded.binding,
      models[form],
      { providerOptions: { cloudflare: options as Record<string, string> } },
      {},
      mode,
    );
    if (outcome.error !== undefined) {
      const error = await rejection(call);
      expect(error).toMatchObject({
        name: 'AI_InvalidArgumentError',
        argument: `providerOptions.cloudflare.${name}`,
        message: expect.stringMatching(outcome.error),
      });
      expect(recorded.calls).toEqual([]);
      return;
    }
    const { warnings } = await call;
    const bare = recordedBinding();
    await callThrough(bare.binding, models[form], {}, {}, mode);
    const { gateway, extraHeaders, ...rest } = recorded.call().options;
    const before = bare.call().options;
    expect(gateway).toEqual({ id: GATEWAY, ...outcome.gateway });
    expect(extraHeaders).toEqual({ ...before.extraHeaders, ...outcome.headers });
    const { gateway: _, extraHeaders: __, ...restBefore } = before;
    expect(rest).toEqual({ ...restBefore, ...outcome.options });
    expect(bodyOf(recorded.call())).toEqual(bodyOf(bare.call()));
    expect(warnings).toEqual(outcome.warning === undefined ? [] : [expect.stringMatching(outcome.warning)]);
  });
});

const bodyOf = (call: BindingCall): object => (call.form === 'run' ? call.inputs : call.request);

describe('the auto router, documented for compat', () => {
  it('is asked through the unified endpoint, with its session as a header and a warning', async () => {
    const recorded = recordedBinding();
    const options = { autoRouter: { sessionId: 's1' } };
    const { warnings } = await callThrough(recorded.binding, 'cloudflare/auto', {
      providerOptions: { cloudflare: options },
    });
    expect(recorded.call()).toMatchObject({
      form: 'gateway',
      request: { provider: 'compat', endpoint: 'chat/completions', query: { model: 'cloudflare/auto' } },
      options: { extraHeaders: { 'cf-aig-session-id': 's1' } },
    });
    expect(warnings).toEqual([expect.stringMatching(/not documented for the binding.*sent anyway/)]);
  });

  it('with a pool it is refused: a prompt must not reach a provider that was not chosen', async () => {
    const recorded = recordedBinding();
    const options = { autoRouter: { providers: ['openai'] } };
    const call = callThrough(recorded.binding, 'cloudflare/auto', {
      providerOptions: { cloudflare: options },
    });
    expect(await rejection(call)).toMatchObject({
      argument: 'providerOptions.cloudflare.autoRouter',
      message: expect.stringMatching(/"compat" honours it, with an API token instead of the binding/),
    });
    expect(recorded.calls).toEqual([]);
  });
});

describe('without a gateway', () => {
  it('nothing that is meant for one travels', async () => {
    const recorded = recordedBinding();
    const { warnings } = await callThrough(recorded.binding, '@cf/zai-org/glm-5.2', {
      providerOptions: {
        cloudflare: { gatewayId: null, cacheTtl: 60, skipCache: true, sessionAffinity: 's1', zdr: true },
      },
    });
    const { gateway, extraHeaders } = recorded.call().options;
    expect(gateway).toBeUndefined();
    expect(Object.keys(extraHeaders ?? {}).sort()).toEqual(['user-agent', 'x-session-affinity']);
    expect(warnings).toEqual([expect.stringMatching(/cacheTtl.*no gateway/)]);
  });
});

describe('a gateway header that the caller writes', () => {
  it.each([
    ['run', '@cf/zai-org/glm-5.2'],
    ['gateway', 'openai/gpt-4o'],
  ])('is the option of the binding on %s, next to ours', async (_, model) => {
    const recorded = recordedBinding();
    const headers = {
      'cf-aig-cache-ttl': '3600',
      'cf-aig-skip-cache': 'false',
      'cf-aig-backoff': 'linear',
      'cf-aig-metadata': '{"team":"docs"}',
      'cf-aig-custom-cost': '{}',
    };
    const providerOptions = { cloudflare: { retries: { maxAttempts: 2 }, cacheKey: ' k ' } };
    await callThrough(recorded.binding, model, { headers, providerOptions });
    const { gateway, extraHeaders } = recorded.call().options;
    expect(gateway).toEqual({
      ...{ id: GATEWAY, cacheKey: 'k', cacheTtl: 3600, skipCache: false, metadata: { team: 'docs' } },
      retries: { maxAttempts: 2, backoff: 'linear' },
    });
    expect(extraHeaders).toMatchObject({ 'cf-aig-custom-cost': '{}' });
  });

  it('reaches the binding as it is written where it is no value of the option', async () => {
    const recorded = recordedBinding();
    const headers = {
      'cf-aig-skip-cache': 'True',
      'cf-aig-collect-log': 'FALSE',
      'cf-aig-cache-ttl': '1h',
      'cf-aig-metadata': 'docs',
    };
    await callThrough(recorded.binding, 'openai/gpt-4o', { headers });
    expect(recorded.call().options.gateway).toMatchObject({
      skipCache: true,
      collectLog: false,
      cacheTtl: '1h',
      metadata: 'docs',
    });
  });
});

describe('extraBody', () => {
  it('reaches the inputs, and its `options` the options of the call', async () => {
    const recorded = recordedBinding();
    const extraBody = { chat_template_kwargs: { enable_thinking: false }, options: { queueRequest: false } };
    await callThrough(recorded.binding, '@cf/zai-org/glm-5.2', {
      providerOptions: { cloudflare: { extraBody, rejectIfBusy: true } },
    });
    expect(recorded.call()).toMatchObject({
      inputs: { chat_template_kwargs: { enable_thinking: false } },
      options: { queueRequest: false, rejectIfBusy: true, returnRawResponse: true },
    });
    expect(recorded.call()).not.toHaveProperty('inputs.options');
  });
});
