import { strict as assert } from 'node:assert';
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';
import { absent, accountId, apiToken, environment, folder, gateway, installed, run, url } from './lib.ts';

const snippet = (name: string): string => `${folder}snippets/${name}.ts`;
const deno = installed('@deno/linux-x64-glibc/deno');
const bun = installed('@oven/bun-linux-x64/bin/bun');
const node = [process.execPath, '--import', 'tsx'];
// Today's miniflare requires it.
const node22 = `${folder}../runtimes/node_modules/node22/bin/node`;

describe('programs', () => {
  it('Mastra calls a tool', async () => {
    assert.match(await run([...node, snippet('mastra')]), /sunny in Lisbon/);
    assert.equal(gateway.requests.length, 2);
    assert.match(gateway.requests[0]?.headers['cf-aig-metadata'] ?? '', /guide/);
  });

  it('tools of an MCP server are called', async () => {
    const tools = await serveTools();
    try {
      const env = { ...environment, MCP_URL: tools.url };
      assert.match(await run([...node, snippet('mcp')], { env }), /sunny in Lisbon/);
      assert.equal(gateway.requests.length, 2);
    } finally {
      tools.close();
    }
  });

  it('Deno needs no permission to read the environment', { skip: absent(deno) }, async () => {
    const flags = ['--no-prompt', '--cached-only', '--node-modules-dir=manual', '--allow-net=127.0.0.1'];
    const args = [accountId, apiToken, url];
    const output = await run([deno, 'run', ...flags, '--allow-sys=hostname', snippet('deno'), ...args], {
      env: {},
    });
    assert.match(output, /Ada/);
  });

  it('vitest runs tests in workerd', { skip: absent(node22) }, async () => {
    const args = ['run', '--root', `${folder}snippets`, '--config', snippet('vitest.config')];
    assert.match(await run([node22, installed('vitest/vitest.mjs'), ...args]), /1 passed/);
  });
});

describe('servers', () => {
  let child: ChildProcess | undefined;
  afterEach(() => child?.kill('SIGKILL'));

  for (const [name, program] of [
    ['hono', node],
    ['express', node],
    ['fastify', node],
    ['bun', [bun, 'run']],
  ] as const) {
    it(`${name} streams an answer`, { skip: absent(program[0] ?? '') }, async () => {
      const port = await freePort();
      const [command = '', ...args] = [...program, snippet(name)];
      child = spawn(command, args, {
        cwd: folder,
        env: { ...environment, PORT: String(port) },
        stdio: 'inherit',
      });
      const response = await patiently(() =>
        fetch(`http://127.0.0.1:${port}/chat`, {
          method: 'POST',
          headers: { 'content-type': 'text/plain' },
          body: 'Say hello to Ada.',
        }),
      );
      assert.equal(response.status, 200);
      assert.match(await response.text(), /Ada/);
      assert.equal(gateway.requests.length, 1);
    });
  }
});

describe('miniflare 5', { skip: absent(node22) }, () => {
  it('runs a Worker with the binding', async () => {
    assert.match(await run([node22, '--import', 'tsx', `${folder}worker.ts`]), /^Hello! .*Ada/m);
  });
});

/** An MCP server with one tool, over HTTP. */
async function serveTools(): Promise<{ url: string; close: () => void }> {
  const http = createServer(async (request, response) => {
    const tools = new McpServer({ name: 'weather', version: '1.0.0' });
    tools.registerTool(
      'weather',
      { description: 'Look up the weather in a city', inputSchema: { city: z.string() } },
      async ({ city }) => ({ content: [{ type: 'text', text: `It is sunny in ${city}.` }] }),
    );
    const transport = new StreamableHTTPServerTransport({});
    await tools.connect(transport);
    await transport.handleRequest(request, response);
  });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    close: () => {
      http.close();
      http.closeAllConnections();
    },
  };
}

/** Waits until a server listens. */
async function patiently(ask: () => Promise<Response>): Promise<Response> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      return await ask();
    } catch {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
  throw new Error('The server did not listen within 20 s.');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
