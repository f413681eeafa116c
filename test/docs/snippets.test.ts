import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { LocalBinding, LocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  vi,
} from 'vitest';
import { isFull } from '../support/scale.ts';
import { forMajor, type Major, newest, older } from './lib/majors.ts';
import { root } from './lib/pages.ts';
import { fileName, snippets as found, type Snippet } from './lib/snippets.ts';
import { typeErrors } from './lib/type-check.ts';
import { openWorld } from './lib/world.ts';

const traffic = vi.hoisted(() => ({ requests: 0 }));

// Counts what reaches any local gateway, those that a snippet makes included.
vi.mock(import('ai-sdk-provider-cloudflare/testing'), async importOriginal => {
  const original = await importOriginal();
  return { ...original, createLocalGateway: options => counted(original.createLocalGateway(options)) };
});

function counted(gateway: LocalGateway): LocalGateway {
  return {
    ...gateway,
    fetch: (input, init) => {
      traffic.requests++;
      return gateway.fetch(input, init);
    },
    handle: request => {
      traffic.requests++;
      return gateway.handle(request);
    },
    binding: options => countedBinding(gateway.binding(options)),
  };
}

function countedBinding(binding: LocalBinding): LocalBinding {
  return {
    ...binding,
    run: (...args) => {
      traffic.requests++;
      return binding.run(...args);
    },
    gateway: id => ({
      ...binding.gateway(id),
      run: (...args) => {
        traffic.requests++;
        return binding.gateway(id).run(...args);
      },
    }),
  };
}

// One for each run, since two runs may share the checkout.
const folder = `${root}node_modules/.cache/docs-snippets/${process.pid}/`;
mkdirSync(folder, { recursive: true });

const world = await openWorld();
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

// Those of a host need its packages: scripts/run-hosts.mjs compiles and runs them.
const snippets = found.filter(({ flags }) => !flags.some(flag => flag.startsWith('host=')));

/** Whether a block is for a major: `ai>=6` marks what earlier ones do not have. */
function fits(flags: readonly string[], { ai }: Major): boolean {
  return flags.every(flag => !flag.startsWith('ai>=') || ai >= Number(flag.slice('ai>='.length)));
}

const isTestFile = ({ code }: Snippet): boolean => code.includes("from 'vitest'");
const position = ({ page, line }: Snippet): string => `${page}:${line}`;

it('finds the code of the documentation', () => {
  expect(snippets.length).toBeGreaterThan(30);
});

it('knows every flag, and the reason of every block that does not run', () => {
  for (const { flags, above, page, line } of snippets) {
    for (const flag of flags)
      expect(['no-run', 'no-request', 'ai>=6', 'ai>=7'], `${page}:${line}`).toContain(flag);
    if (flags.includes('no-run')) expect(above, `${page}:${line}`).toMatch(/^<!-- .+ -->$/);
  }
});

// The newest major, and all of them in the full run.
describe.each(isFull ? [newest, ...older] : [newest])('on ai $ai', major => {
  const fitting = snippets.filter(({ flags }) => fits(flags, major));
  const runnable = fitting.filter(({ flags }) => !flags.includes('no-run'));

  it('compiles', { timeout: 120_000 }, () => {
    expect(typeErrors(fitting, major)).toEqual([]);
  });

  describe('runs', () => {
    let errors: MockInstance;
    const warnings: unknown[] = [];
    beforeAll(() => {
      world.reset();
      // A list of warnings from `ai` 5, an object that has them from later ones.
      vi.stubGlobal('AI_SDK_LOG_WARNINGS', (call: unknown) => warnings.push(call));
    });
    afterAll(() => vi.unstubAllGlobals());
    beforeEach(() => {
      traffic.requests = 0;
      warnings.length = 0;
      for (const method of ['log', 'warn'] as const) vi.spyOn(console, method).mockReturnValue(undefined);
      // What `streamText` does with an error that nobody handles.
      errors = vi.spyOn(console, 'error').mockReturnValue(undefined);
      vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    });
    afterEach(() => {
      vi.restoreAllMocks();
    });

    it.each(
      runnable.filter(snippet => !isTestFile(snippet)).map(snippet => [position(snippet), snippet] as const),
    )('%s', async (_, snippet) => {
      await callHandlers(await importSnippet(snippet, major));

      expect(errors.mock.calls).toEqual([]);
      // What the SDK prints for an entry that does not fit it.
      expect(JSON.stringify(warnings)).not.toContain('specification compatibility mode');
      if (snippet.flags.includes('no-request')) expect(traffic.requests).toBe(0);
      else expect(traffic.requests).toBeGreaterThan(0);
    });
  });

  // A test file registers its own tests.
  for (const snippet of runnable.filter(isTestFile)) {
    describe(position(snippet), async () => {
      beforeEach(() => {
        traffic.requests = 0;
      });
      afterEach(() => {
        expect(traffic.requests).toBeGreaterThan(0);
      });
      await importSnippet(snippet, major);
    });
  }
});

type Exports = Readonly<Record<string, unknown>>;

function importSnippet(snippet: Snippet, major: Major): Promise<Exports> {
  const path = `${folder}${major.ai}-${fileName(snippet)}`;
  writeFileSync(path, forMajor(snippet.padded, major));
  return import(/* @vite-ignore */ path);
}

/** Calls what a framework would: the handler of a route, or of a Worker. */
async function callHandlers(exports: Exports): Promise<void> {
  const worker = exports.default as { fetch?: unknown } | undefined;
  for (const handler of [exports.POST, worker?.fetch]) {
    if (typeof handler !== 'function') continue;
    const prompt = 'Say hello.';
    const parts = [{ type: 'text', text: 'What is the weather in Lisbon?' }];
    const messages = [{ id: '1', role: 'user', parts }];
    const body = JSON.stringify({ prompt, messages });
    const response: Response = await handler(
      new Request('https://app.example', { method: 'POST', body }),
      process.env,
    );
    expect(response.status).toBe(200);
    expect(await response.text()).not.toBe('');
  }
}
