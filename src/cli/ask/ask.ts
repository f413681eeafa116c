import type { LanguageModelV2, LanguageModelV2Prompt } from '@ai-sdk/provider';
import { type CallSettings, readCall, readModel } from '../arguments/read-call.ts';
import { readPrompt } from '../arguments/read-prompt.ts';
import type { Invocation } from '../command.ts';
import { withProvider } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Screen } from '../terminal/screen.ts';
import { type AskView, jsonView, textView } from './ask-view.ts';
import { demoPrompt, demoTools, runDemoTool } from './demo-tools.ts';
import { generateStep } from './generate-step.ts';
import { type Step, streamStep } from './stream-step.ts';

/** How often a model may call tools before it has to answer. */
const mostSteps = 5;

/** Asks a model and shows its answer while it arrives. */
export async function ask(invocation: Invocation): Promise<number> {
  const { given, words, io, screen } = invocation;
  const modelId = readModel(given);
  const toolDemo = given.flag('tool-demo');
  const call = readCall(given);
  const text = toolDemo && words.length === 0 ? demoPrompt : await readPrompt(words, io);
  const question: Question = {
    prompt: promptOf(given.text('system'), text),
    call,
    tools: toolDemo ? demoTools.map(({ run: _, ...tool }) => tool) : undefined,
    signal: io.signal,
    take: given.flag('no-stream') ? generateStep : streamStep,
  };
  await withProvider(given, ({ provider }) =>
    converse(provider(modelId), question, screen, viewFor(invocation)),
  );
  return exitCodes.ok;
}

interface Question {
  readonly prompt: LanguageModelV2Prompt;
  readonly call: CallSettings;
  readonly tools: Parameters<LanguageModelV2['doStream']>[0]['tools'];
  readonly signal: AbortSignal;
  /** As a stream, or in one piece. */
  readonly take: typeof streamStep;
}

const viewFor = ({ given, screen }: Invocation): AskView =>
  given.flag('json') ? jsonView(screen) : textView(screen);

function promptOf(system: string | undefined, text: string): LanguageModelV2Prompt {
  const user: LanguageModelV2Prompt[number] = { role: 'user', content: [{ type: 'text', text }] };
  return system === undefined ? [user] : [{ role: 'system', content: system }, user];
}

/**
 * The tool loop: the model answers, its calls are run, their results go back, until it calls nothing more.
 * @throws Error when the steps are used up without an answer
 */
async function converse(
  model: LanguageModelV2,
  { prompt, call, tools, signal, take }: Question,
  { progress }: Screen,
  view: AskView,
): Promise<void> {
  let messages = prompt;
  for (let count = 1; count <= mostSteps; count++) {
    const started = performance.now();
    let firstMs: number | undefined;
    const arrived = (): void => {
      firstMs ??= Math.round(performance.now() - started);
    };
    progress.show(`waiting for ${model.modelId}`);
    const options = { ...call, prompt: messages, abortSignal: signal, ...(tools && { tools }) };
    const step = await take(model, options, noticing(view, arrived));
    view.finish(model.modelId, step, { firstMs, totalMs: Math.round(performance.now() - started) });
    if (step.toolCalls.length === 0) return;
    messages = [...messages, { role: 'assistant', content: step.content }, resultsOf(step, view)];
  }
  throw new Error(`No answer after ${mostSteps} steps: the model called tools each time.`);
}

/** The same view, and a note of when something came. */
function noticing(view: AskView, arrived: () => void): AskView {
  return {
    ...view,
    text: delta => {
      arrived();
      view.text(delta);
    },
    reasoning: delta => {
      arrived();
      view.reasoning(delta);
    },
    toolCall: call => {
      arrived();
      view.toolCall(call);
    },
  };
}

function resultsOf({ toolCalls }: Step, view: AskView): LanguageModelV2Prompt[number] {
  return {
    role: 'tool',
    content: toolCalls.map(({ toolCallId, toolName, input }) => {
      const value = runDemoTool(toolName, input);
      view.toolResult(toolName, value);
      return { type: 'tool-result', toolCallId, toolName, output: { type: 'text', value } };
    }),
  };
}
