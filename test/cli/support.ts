import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  createLocalGateway,
  type LocalGateway,
  type LocalGatewayOptions,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';
import { afterEach, beforeEach, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { compileProgram } from '../support/compile-program.ts';

/** The outcome of a command. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  /** Standard input; a terminal by default. */
  readonly stdin?: string | Promise<string> | undefined;
  readonly tty?: 'terminal' | 'pipe';
  readonly columns?: number;
  readonly folder?: string;
  readonly signal?: AbortSignal;
  /** Called with each chunk of standard output. */
  readonly onOutput?: (text: string) => void;
}

/** Runs a command line in this process. */
export async function runCLI(argv: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  const isTTY = options.tty === 'terminal';
  const output = (name: keyof typeof written) => ({
    isTTY,
    columns: options.columns,
    write: (text: string) => {
      written[name] += text;
      if (name === 'stdout') options.onOutput?.(text);
    },
  });
  const code = await run(argv, {
    stdin: inputOf(options.stdin),
    stdout: output('stdout'),
    stderr: output('stderr'),
    folder: options.folder,
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, ...written };
}

function inputOf(text: string | Promise<string> | undefined) {
  async function* read(): AsyncGenerator<string> {
    if (text !== undefined) yield await text;
  }
  return Object.assign(read(), { isTTY: text === undefined });
}

/** Hides the variables of the machine that runs the tests. */
const foreign = [
  'ALL_PROXY',
  'ANTHROPIC_API_KEY',
  'FORCE_COLOR',
  'GOOGLE_GENERATIVE_AI_API_KEY',
  'GROQ_API_KEY',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NODE_OPTIONS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_USE_ENV_PROXY',
  'NO_COLOR',
  'OPENAI_API_KEY',
  'TERM',
  'XAI_API_KEY',
  'all_proxy',
  'http_proxy',
  'https_proxy',
];

/** Gives each test of a file its own environment. */
export function ownEnvironment(): void {
  beforeEach(() => {
    for (const name of foreign) vi.stubEnv(name, undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
}

export function setEnvironment(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}

/** Serves a local gateway over HTTP while `use` runs. */
export async function withGateway<RESULT>(
  options: LocalGatewayOptions,
  use: (served: { readonly gateway: LocalGateway; readonly url: string }) => Promise<RESULT>,
  hold: (response: Response) => Response = response => response,
): Promise<RESULT> {
  const gateway = createLocalGateway(options);
  const handle: LocalGateway['handle'] = async request => hold(await gateway.handle(request));
  const server = await serveLocalGateway({ ...gateway, handle });
  try {
    return await use({ gateway, url: server.url });
  } finally {
    await server.close();
  }
}

/** Options for a gateway and a token. */
export const connectTo = (url: string, token: string = localGatewayDefaults.apiToken): string[] => [
  '--base-url',
  url,
  '--account-id',
  localGatewayDefaults.accountId,
  ...(token === '' ? [] : ['--api-token', token]),
];

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a command from the sources in its own process. */
export function spawnCLI(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, [compileProgram('src/cli/main.ts'), ...argv], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', text => {
    written.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    written.stderr += text;
  });
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === null) reject(new Error(`ended by ${signal}`));
      else resolve({ code, ...written });
    });
  });
  return { child, ended, written };
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
  /** Its output so far. */
  readonly written: { readonly stdout: string; readonly stderr: string };
}

/** The longest line of a text, in characters. */
export const widest = (text: string): number => Math.max(...text.split('\n').map(line => line.length));
