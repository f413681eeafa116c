import { describe, expect, it } from 'vitest';
import { type CallOptions, connected, type Mode, refused, type Sent, send } from '../../support/call.ts';
import { type OptionCase, type Outcome, optionCases } from '../../support/option-cases.ts';
import { WX } from '../../support/prompts.ts';

const endpoints = ['rest', 'compat', 'native'] as const;
type Endpoint = (typeof endpoints)[number];

/** The model of a case on an endpoint; OpenAI has embeddings on its native path only, Workers AI everywhere. */
function modelOf({ model, embedsElsewhere }: OptionCase, endpoint: Endpoint, mode: Mode): string | undefined {
  if (embedsElsewhere && mode === 'embed') return undefined;
  if (model === 'cloudflare/auto') return endpoint === 'compat' && mode !== 'embed' ? model : undefined;
  if (mode !== 'embed') return model ?? 'openai/gpt-4o';
  return endpoint === 'native' && model === undefined ? 'openai/text-embedding-3-small' : '@cf/baai/bge-m3';
}

/** Options whose outcome depends on the vendor: for Workers AI there is no stored key, and its own options are read. */
function outcomeOf(
  name: string,
  testCase: OptionCase,
  endpoint: Endpoint,
  mode: Mode,
  model: string,
): Outcome {
  if (mode === 'embed' && testCase.embed !== undefined) {
    const published = !model.startsWith('@cf/') || !['user', 'dimensions'].includes(name);
    return published ? testCase.embed : { warning: /this model does not accept it/ };
  }
  if (mode === 'embed' && model.startsWith('@cf/')) {
    if (name === 'byokAlias') {
      return typeof testCase.options.byokAlias === 'string' ? { warning: /accepts no stored key/ } : {};
    }
    const onRest = endpoint === 'rest';
    if (name === 'sessionAffinity' && onRest) return { headers: { 'x-session-affinity': 's1' } };
    if (name === 'rejectIfBusy' && onRest) {
      return { body: { options: { rejectIfBusy: testCase.options.rejectIfBusy } } };
    }
    if (name === 'gatewayId' && endpoint === 'native') return { url: /\/other\/workers-ai\// };
  }
  return testCase[endpoint];
}

const table = Object.entries(optionCases).flatMap(([name, cases]) =>
  cases.flatMap(testCase =>
    endpoints.flatMap(endpoint =>
      (['generate', 'stream', 'embed'] as const).flatMap(mode => {
        const model = modelOf(testCase, endpoint, mode);
        if (model === undefined) return [];
        const outcome = outcomeOf(name, testCase, endpoint, mode, model);
        const value = inspectable(testCase.options);
        return [{ name, value, endpoint, mode, model, options: testCase.options, outcome }];
      }),
    ),
  ),
);

function inspectable(options: object): string {
  return JSON.stringify(options, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}

describe('every option × endpoint × kind of call: on the wire, in the warnings, or an error', () => {
  it.each(table)(
    '$value on $endpoint, $mode of $model',
    async ({ name, endpoint, mode, model, options, outcome }) => {
      const settings = { ...connected, endpoint };
      const call: CallOptions = {
        providerOptions: { cloudflare: options as Record<string, string> },
        ...(mode !== 'embed' && name === 'parallelToolCalls' && { tools: [WX] }),
      };
      if ('error' in outcome) {
        const error = await refused(model, call, settings, mode);
        expect(error).toMatchObject({
          name: 'AI_InvalidArgumentError',
          argument: `providerOptions.cloudflare.${name}`,
        });
        expect(error.message).toMatch(outcome.error);
        return;
      }
      const sent = await send(model, call, settings, mode);
      const bare = await send(model, { ...call, providerOptions: {} }, settings, mode);
      expectOutcome(sent, bare, outcome, endpoint);
    },
  );

  it('no option is without a case', () => {
    expect(Object.entries(optionCases).filter(([, cases]) => cases.length === 0)).toEqual([]);
  });
});

/** Compares a call with the same call without the option: nothing else may differ. */
function expectOutcome(sent: Sent, bare: Sent, outcome: Outcome, endpoint: Endpoint): void {
  const headers = 'headers' in outcome ? outcome.headers : undefined;
  expect(added(sent.headers, bare.headers)).toEqual(headers ?? {});
  expect(added(sent.body, bare.body)).toEqual('body' in outcome ? outcome.body : {});
  expect(Object.keys(bare.headers).filter(name => !(name in sent.headers))).toEqual([]);
  if ('url' in outcome && outcome.url !== undefined) expect(sent.url).toMatch(outcome.url);
  else expect(sent.url).toBe(bare.url);
  const news = sent.warnings.filter(warning => !bare.warnings.includes(warning));
  if ('warning' in outcome) expect(news).toEqual([expect.stringMatching(outcome.warning)]);
  else expect(news).toEqual([]);
  expect(endpoint === 'rest' || !('cf-aig-gateway-id' in sent.headers)).toBe(true);
}

function added(sent: Readonly<Record<string, unknown>>, bare: Readonly<Record<string, unknown>>) {
  const differs = ([key, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(bare[key]);
  return Object.fromEntries(Object.entries(sent).filter(differs));
}
