import type { LanguageModelV2, LanguageModelV2Prompt } from '@ai-sdk/provider';
import { type CallSettings, readCall, readModel } from '../arguments/read-call.ts';
import { promptOf, readPrompt } from '../arguments/read-prompt.ts';
import type { Invocation } from '../command.ts';
import { withProvider } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Screen } from '../terminal/screen.ts';
import { type AskView, jsonView, textView } from './ask-view.ts';
import { demoPrompt, demoTools, runDemoTool } from './demo-tools.ts';
import { generateStep } from './generate-step.ts';
import { findQuestion } from './media/find-question.ts';
import type { MediaQuestion } from './media/media-question.ts';
import { refuseOtherKind } from './other-kind.ts';
import { type Step, streamStep } from './stream-step.ts';

/** How many steps a model gets before it must respond without tool calls. */
const maxSteps = 5;

/** In place of a model id: the best of the account's list. */
const auto = 'auto';

/** Calls a model and shows its response as it arrives. */
export async function ask(invocation: Invocation): Promise<number> {
  const { given, words, io, screen } = invocation;
  const question = findQuestion(invocation);
  if (question !== undefined) return runMedia(invocation, question);
  const modelId = readModel(given);
  refuseOtherKind(modelId);
  const toolDemo = given.flag('tool-demo');
  const call = readCall(given);
  const text = toolDemo && words.length === 0 ? demoPrompt : await readPrompt(words, io);
  const conversation: Conversation = {
    prompt: promptOf(given.text('system'), text),
    call,
    tools: toolDemo ? demoTools.map(({ run: _, ...tool }) => tool) : undefined,
    signal: io.signal,
    runStep: given.flag('no-stream') ? generateStep : streamStep,
  };
  await withProvider(given, async ({ provider }) => {
    if (modelId === auto) screen.progress.show('choosing a model');
    const id = modelId === auto ? await provider.chooseModel() : modelId;
    await converse(provider(id), conversation, screen, viewFor(invocation));
  });
  return exitCodes.ok;
}

/** Draws, speaks or listens. Files are checked before anything is sent. */
async function runMedia(invocation: Invocation, question: MediaQuestion): Promise<number> {
  const { given } = invocation;
  const modelId = given.text('model') === undefined ? question.model : readModel(given);
  const run = await question.prepare(invocation, given.text(question.option) ?? '');
  await withProvider(given, ({ provider }) => run(provider, modelId));
  return exitCodes.ok;
}

interface Conversation {
  readonly prompt: LanguageModelV2Prompt;
  readonly call: CallSettings;
  readonly tools: Parameters<LanguageModelV2['doStream']>[0]['tools'];
  readonly signal: AbortSignal;
  /** Streams a response, or waits for all of it. */
  readonly runStep: typeof streamStep;
}

const viewFor = ({ given, screen }: Invocation): AskView =>
  given.flag('json') ? jsonView(screen) : textView(screen);

/**
 * The tool loop: runs the model's tool calls and returns their results to it until it makes no more calls.
 * @throws Error if the last step still calls tools
 */
async function converse(
  model: LanguageModelV2,
  { prompt, call, tools, signal, runStep }: Conversation,
  { progress }: Screen,
  view: AskView,
): Promise<void> {
  let messages = prompt;
  for (let count = 1; count <= maxSteps; count++) {
    const started = performance.now();
    let firstMs: number | undefined;
    const arrived = (): void => {
      firstMs ??= Math.round(performance.now() - started);
    };
    progress.show(`waiting for ${model.modelId}`);
    const options = { ...call, prompt: messages, abortSignal: signal, ...(tools && { tools }) };
    const step = await runStep(model, options, notifying(view, arrived));
    view.finish(model.modelId, step, { firstMs, totalMs: Math.round(performance.now() - started) });
    if (step.toolCalls.length === 0) return;
    messages = [...messages, { role: 'assistant', content: step.content }, resultsOf(step, view)];
  }
  throw new Error(`No final response after ${maxSteps} steps: the model called tools in each one.`);
}

/** The same view, calling `arrived` for every output of the model. */
function notifying(view: AskView, arrived: () => void): AskView {
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
