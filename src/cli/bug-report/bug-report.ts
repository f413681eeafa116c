import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import {
  type CloudflareRequestFacts,
  type CloudflareResponseFacts,
  createCloudflare,
  VERSION,
} from 'ai-sdk-provider-cloudflare';
import { callOptions, connectionOptions } from '../arguments/common-options.ts';
import { readCall, readModel } from '../arguments/read-call.ts';
import { promptOf, readPrompt } from '../arguments/read-prompt.ts';
import { UsageError } from '../arguments/usage-error.ts';
import { generateStep } from '../ask/generate-step.ts';
import { type StepView, streamStep } from '../ask/stream-step.ts';
import type { Command, Invocation } from '../command.ts';
import { withProvider } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { failureOf } from '../print-error.ts';
import { jsonText } from '../terminal/plain-text.ts';

const defaultFile = 'bug-report.json';

/** Makes one call and writes what is known of it to a file: no secret, no prompt and no response is in it. */
async function bugReport({ given, words, io, screen }: Invocation): Promise<number> {
  const model = readModel(given);
  const call = readCall(given);
  const file = given.text('file') ?? defaultFile;
  const text = words.length === 0 ? 'Hello' : await readPrompt(words, io);
  const options = { ...call, prompt: promptOf(given.text('system'), text), abortSignal: io.signal };
  const runStep = given.flag('no-stream') ? generateStep : streamStep;
  screen.progress.show(`calling ${model}`);
  const capture = await withProvider(given, async ({ settings }) => {
    const requests: CloudflareRequestFacts[] = [];
    const responses: CloudflareResponseFacts[] = [];
    const provider = createCloudflare({
      ...settings,
      onRequest: request => requests.push(request),
      onResponse: response => responses.push(response),
    });
    const warnings: string[] = [];
    const outcome = await runStep(provider(model), options, silentView(warnings)).then(
      ({ finishReason, usage, providerMetadata }) => ({ finishReason, usage, providerMetadata }),
      (error: unknown) => ({ error: failureOf(error) }),
    );
    const exchanges = requests.map(
      request => responses.find(response => response.request === request) ?? { request },
    );
    return { exchanges, warnings, ...outcome };
  });
  io.signal.throwIfAborted();
  await write(file, screen.plain(jsonText({ ...environment(), model, ...capture }, 2)));
  if (given.flag('json')) screen.json({ ok: true, file });
  else screen.outLine(`Wrote ${file}. It has no secrets, prompt or response; read it before you share it.`);
  return exitCodes.ok;
}

function environment() {
  const { version: node, platform, arch } = process;
  return { package: 'ai-sdk-provider-cloudflare', version: VERSION, node, platform, arch };
}

/** Keeps the warnings of a step, and nothing of the model's response. */
function silentView(warnings: string[]): StepView {
  const nothing = (): void => undefined;
  return {
    warning: text => void warnings.push(text),
    text: nothing,
    reasoning: nothing,
    toolCall: nothing,
  };
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, `${text}\n`, { flag: 'wx' });
  } catch (error) {
    const { code } = Object(error);
    if (code !== 'EEXIST') throw new Error(`--file: the file cannot be written (${code}).`);
    throw new UsageError(`The file exists. Choose another with --file, such as --file other-${defaultFile}.`);
  }
}

export const bugReportCommand: Command = {
  name: 'bug-report',
  usage: '-m <model> [prompt | -]',
  summary: 'make one call and write its facts to a file, without secrets, prompt and response',
  options: [
    ...callOptions,
    { name: 'file', kind: 'text', value: '<path>', help: `where to write it (default: ${defaultFile})` },
    { name: 'no-stream', kind: 'flag', help: 'make the call without streaming' },
    ...connectionOptions,
  ],
  words: Number.POSITIVE_INFINITY,
  examples: ['bug-report -m openai/gpt-4o', 'bug-report -m openai/gpt-4o "Say hello."'],
  run: bugReport,
};
