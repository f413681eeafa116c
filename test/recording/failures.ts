import type { LocalFailure } from 'ai-sdk-provider-cloudflare/testing';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { failureTable } from '../answer/failure-table.ts';
import { recordedBinding } from '../endpoints/recorded-binding.ts';
import { apiCases, gatewayCases, workersCases } from '../gateway/errors/code-cases.ts';
import { cloudflareEnvelopeCases, upstreamEnvelopeCases } from '../gateway/errors/envelope-cases.ts';
import type { FailureCase } from '../gateway/errors/failure-case.ts';
import { statusCases, textCases } from '../gateway/errors/status-cases.ts';
import { ACCOUNT, KEY, TOKEN } from '../gateway/errors/support.ts';
import { socketError } from '../support/answers.ts';
import { answering, connected, modes, resultOf, settled } from './calls.ts';
import { create, versions } from './entries.ts';
import type { Group, Recorder } from './recorder.ts';

const CHAT = 'openai/gpt-4o';
const RUN = '@cf/zai-org/glm-5.2';
const EMBEDDING = '@cf/baai/bge-m3';

export async function recordFailures(recorder: Recorder): Promise<void> {
  await recordLocal(recorder.group('failures-local'));
  await recordEnvelopes(recorder.group('failures-envelopes'));
  await recordNetwork(recorder.group('failures-network'));
}

/** Every failure of the local gateway, on every endpoint. */
async function recordLocal(add: Group): Promise<void> {
  for (const [name] of failureTable) {
    await add(name, async () => {
      const told: Record<string, object> = {};
      for (const version of versions) {
        for (const mode of modes)
          told[`${version}, ${mode}`] = await failed(name, {}, provider =>
            resultOf(provider(CHAT), mode, {}, version),
          );
      }
      told.embed = await failed(name, {}, provider =>
        provider.embeddingModel(EMBEDDING).doEmbed({ values: ['a'] }),
      );
      return told;
    });
    await add(`${name}, on other endpoints`, async () => {
      const told: Record<string, object> = {};
      for (const endpoint of ['compat', 'native'])
        told[endpoint] = await failed(name, { endpoint }, provider => resultOf(provider(CHAT), 'generate'));
      told.binding = await failed(name, 'binding', provider => resultOf(provider(RUN), 'generate'));
      told['a gateway of the binding'] = await failed(name, 'binding', provider =>
        resultOf(provider(CHAT), 'generate'),
      );
      return told;
    });
  }
}

function failed(
  error: LocalFailure,
  settings: object | 'binding',
  run: (provider: ReturnType<typeof create>) => unknown,
): Promise<object> {
  const gateway = createLocalGateway();
  gateway.reply({ error });
  const connection =
    settings === 'binding'
      ? { binding: gateway.binding(), gatewayId: localGatewayDefaults.gatewayId }
      : { ...localGatewayDefaults, ...Object(settings), fetch: gateway.fetch };
  return settled(() => run(create('v2', connection)));
}

const cases: readonly FailureCase[] = [
  ...gatewayCases,
  ...apiCases,
  ...workersCases,
  ...cloudflareEnvelopeCases,
  ...upstreamEnvelopeCases,
  ...statusCases,
  ...textCases,
];

/** Every envelope and code, as an answer of each endpoint, or thrown by the binding. */
async function recordEnvelopes(add: Group): Promise<void> {
  for (const [index, { name, status, body, headers = {}, context = {} }] of cases.entries()) {
    const model = context.modelId ?? CHAT;
    await add(`${index} ${name}`, async () => {
      const told: Record<string, object> = { thrown: await thrown(body) };
      if (status === undefined || status < 200 || status > 599) return told;
      const respond = (): Response =>
        new Response(textOf(body), { status, headers: new Headers(headers as Record<string, string>) });
      for (const endpoint of new Set([context.endpoint ?? 'compat', 'rest', 'native'])) {
        if (endpoint === 'binding') continue;
        for (const keyed of [false, true]) {
          const settings = {
            accountId: ACCOUNT,
            gatewayId: 'my-gw',
            apiToken: TOKEN,
            endpoint,
            ...(keyed && { providerKeys: { openai: KEY } }),
          };
          const { provider } = answering(respond, settings);
          told[`${endpoint}, ${keyed ? 'a key' : 'no key'}`] = await settled(() =>
            resultOf(provider(model), index % 2 === 0 ? 'generate' : 'stream'),
          );
        }
      }
      return told;
    });
  }
}

const textOf = (body: unknown): string | null => {
  if (body === undefined || body === null) return null;
  return typeof body === 'string' ? body : JSON.stringify(body instanceof Error ? body.message : body);
};

/** The body as what a binding throws. */
function thrown(body: unknown): Promise<object> {
  const reason = typeof body === 'string' ? new Error(body) : body;
  const { binding } = recordedBinding(() => Promise.reject(reason));
  return settled(() => resultOf(create('v2', { binding, gatewayId: 'my-gw' })(RUN), 'generate'));
}

/** Networks that do not answer, and answers that lead elsewhere. */
async function recordNetwork(add: Group): Promise<void> {
  const coded = (code: string): Error =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(`it was ${code}`), { code }) });
  const answers: Readonly<Record<string, () => Response | Promise<Response>>> = {
    'fetch failed': () => Promise.reject(new TypeError('fetch failed')),
    'an error of its own': () => Promise.reject(new Error('no network')),
    'a text': () => Promise.reject('no network'),
    'a closed socket': () => Promise.reject(socketError()),
    ...Object.fromEntries(
      ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT'].map(
        code => [code, () => Promise.reject(coded(code))],
      ),
    ),
    'a redirect': () => new Response(null, { status: 302, headers: { location: 'https://x.example' } }),
    'a redirect to nowhere': () => new Response(null, { status: 307 }),
    'no body': () => new Response(null, { status: 200 }),
    'a body that breaks': () =>
      new Response(new ReadableStream({ pull: controller => controller.error(socketError()) })),
    'a failure that breaks': () =>
      new Response(new ReadableStream({ pull: controller => controller.error(socketError()) }), {
        status: 503,
      }),
    'a token in the words': () =>
      Response.json({ error: { message: `no ${connected.apiToken} here` } }, { status: 400 }),
    'a time to wait': () =>
      Response.json({ error: { message: 'no' } }, { status: 429, headers: { 'retry-after': '7' } }),
  };
  for (const [name, answer] of Object.entries(answers)) {
    await add(name, async () => {
      const told: Record<string, object> = {};
      for (const endpoint of ['rest', 'compat', 'native']) {
        for (const mode of modes) {
          const { provider } = answering(answer, { ...connected, endpoint });
          told[`${endpoint}, ${mode}`] = await settled(() => resultOf(provider(CHAT), mode));
        }
        const { provider } = answering(answer, { ...connected, endpoint });
        told[`${endpoint}, embed`] = await settled(() =>
          provider.embeddingModel(EMBEDDING).doEmbed({ values: ['a'] }),
        );
      }
      return told;
    });
  }
  await add('aborted before', async () => {
    const told: Record<string, object> = {};
    for (const mode of modes) {
      const { provider, fake } = answering(() => Response.json({}));
      const abortSignal = AbortSignal.abort(new Error('the user left'));
      told[mode] = await settled(() => resultOf(provider(CHAT), mode, { abortSignal }));
      told[`${mode}, sent`] = fake.requests.map(({ url }) => url);
    }
    return told;
  });
}
