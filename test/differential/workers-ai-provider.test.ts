import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import {
  createLocalGateway,
  type LocalBinding,
  type LocalGateway,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { type CloudflareProviderSettings, createCloudflare } from 'ai-sdk-provider-cloudflare/v4';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Case, cases, type Models } from './workers-ai-provider/cases.ts';
import { differences, type Stub, stubNames } from './workers-ai-provider/differences.ts';

/** Installed by `npm ci --prefix contracts`, since it needs a later major of `ai` than the root has. */
const packages = new URL('../../contracts/node_modules/', import.meta.url);
const installed = new URL('workers-ai-provider/dist/index.mjs', packages);
// npm writes this file when it is done with the others.
const isInstalled = existsSync(new URL('.package-lock.json', packages)) && existsSync(installed);
const { createWorkersAI } = isInstalled ? await import(installed.href) : {};

const guide = readFileSync(new URL('../../docs/guides/moving.md', import.meta.url), 'utf8');

const { accountId, apiToken, gatewayId } = localGatewayDefaults;
const gateway = createLocalGateway();
beforeEach(() => gateway.reset());
vi.stubGlobal('fetch', gateway.fetch);
afterAll(() => vi.unstubAllGlobals());

/** Settings of a transcription are refused here: they are options of the call. */
function ours(settings: CloudflareProviderSettings): Models {
  const models = createCloudflare(settings) as Models;
  return Object.assign((id: string) => models(id), models, {
    transcription: (id: string) => models.transcription(id),
  }) as Models;
}

/** A binding, the same through a gateway, and the REST API, with a provider of each package. */
const stubs: Readonly<Record<Stub, readonly [theirs: Models, ours: Models]>> = {
  binding: [
    createWorkersAI?.({ binding: gateway.binding() }),
    ours({ binding: gateway.binding(), gatewayId: null }),
  ],
  gateway: [
    createWorkersAI?.({ binding: gateway.binding(), gateway: { id: gatewayId } }),
    ours({ binding: gateway.binding(), gatewayId }),
  ],
  rest: [
    createWorkersAI?.({ accountId, apiKey: apiToken }),
    ours({ accountId, apiKey: apiToken, gatewayId: null }),
  ],
};

const speech = (await gateway
  .binding()
  .run('@cf/deepgram/aura-2-en', { text: 'Good morning' })) as ReadableStream;
const sound = new Uint8Array(await new Response(speech).arrayBuffer());

/** What a model gets and what a caller gets. A refusal is a result too. */
async function observe(models: Models, { run }: Case) {
  gateway.reset();
  const result = await run(models, sound).catch(
    (error: Error) => `failed: ${/50\d\d/.exec(error.message)?.[0]}`,
  );
  const inputs = await Promise.all(gateway.requests.map(inputsOf));
  return { inputs, result };
}

async function inputsOf({ path, headers, body, url }: LocalGateway['requests'][number]) {
  const { model, inputs, userInputs } = readRequest(url, body);
  const given = inputs instanceof Blob ? `${inputs.size} bytes of ${headers['content-type']}` : inputs;
  return JSON.parse(
    JSON.stringify({
      model: model ?? headers['cf-consn-model-id'] ?? path.split('/run/')[1],
      given,
      userInputs,
    }),
  );
}

/** The binding wraps inputs; the paths of OpenAI name their model in the body. */
function readRequest(url: string, body: unknown) {
  const userInputs = new URL(url).searchParams.get('userInputs') ?? undefined;
  if (body instanceof Blob) return { inputs: body, userInputs };
  const { model, ...rest } = Object(body) as { model?: string; inputs?: unknown };
  return { inputs: rest.inputs ?? rest, model, userInputs };
}

const found = new Set<string>();

describe.skipIf(createWorkersAI === undefined)('workers-ai-provider 4.0.0 and this package', () => {
  describe.each(stubNames)('on one stub of %s', stub => {
    it.each(cases)('$name', async call => {
      const [theirs, own] = stubs[stub];
      const there = await observe(theirs, call);
      const here = await observe(own, call);
      for (const what of ['inputs', 'result'] as const) {
        const known = differences.find(
          difference =>
            difference.what === what && difference.cases.test(call.name) && difference.stubs.includes(stub),
        );
        if (known === undefined) expect({ [what]: here[what] }).toEqual({ [what]: there[what] });
        else if (!isDeepStrictEqual(here[what], there[what])) found.add(`${stub} ${known.what} ${known.why}`);
      }
      if (stub !== 'gateway' || call.name !== 'image by a form')
        expect(String(here.result)).not.toContain('failed');
    });
  });

  it('no difference is listed that is gone', () => {
    const listed = differences.flatMap(({ stubs: of, what, why }) =>
      of.map(stub => `${stub} ${what} ${why}`),
    );
    expect(listed.filter(difference => !found.has(difference))).toEqual([]);
  });
});

describe.skipIf(createWorkersAI === undefined)('the guide for moving', () => {
  const cache = new URL(`../../node_modules/.cache/one-import-${process.pid}/`, import.meta.url);
  afterAll(() => rmSync(cache, { recursive: true, force: true }));

  /** Runs the code of the guide in a file of its own. */
  async function results(name: string, code: string): Promise<unknown> {
    mkdirSync(cache, { recursive: true });
    const file = new URL(`${name}.ts`, cache);
    writeFileSync(file, code.replace("from 'ai'", "from 'ai7'"));
    return (await import(file.href)).results;
  }

  it('its code gives the same with one import changed', async () => {
    vi.stubEnv('CLOUDFLARE_ACCOUNT_ID', accountId);
    vi.stubEnv('CLOUDFLARE_API_TOKEN', apiToken);
    const ours = "import { createCloudflare as createWorkersAI } from 'ai-sdk-provider-cloudflare/v4';";
    const after = guide.split('```').find(block => block.includes(ours)) ?? '';
    const code = after.slice(after.indexOf('\n'));
    const before = code.replace(ours, `import { createWorkersAI } from '${installed.href}';`);
    expect(before).not.toBe(code);
    expect(await results('after', code)).toEqual(await results('before', before));
    vi.unstubAllEnvs();
  });
});

it('the guide for moving tells every difference in what is sent', () => {
  const cells = differences
    .filter(({ what }) => what === 'inputs')
    .map(({ why, there = '' }) => `| ${why} | ${there}`);
  expect(cells.filter(told => !guide.includes(told))).toEqual([]);
});

/** The names that a user of the package has in use are the same here: one import changes. */
it('every method of its kinds exists here', () => {
  const binding = createLocalGateway().binding() as LocalBinding;
  const cloudflare = createCloudflare({ binding });
  for (const kind of ['textEmbedding', 'embedding', 'image', 'speech', 'transcription', 'reranking'] as const)
    expect(cloudflare[kind]).toBeTypeOf('function');
});
