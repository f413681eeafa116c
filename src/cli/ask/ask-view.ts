import { getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { inOptions } from '../arguments/option-names.ts';
import type { Screen } from '../terminal/screen.ts';
import { type AnswerTimes, answerFacts, factLines } from './answer-facts.ts';
import type { Step, StepView } from './stream-step.ts';

/** The output of `ask`: a response as it arrives, and its details. */
export interface AskView extends StepView {
  readonly toolResult: (name: string, text: string) => void;
  readonly finish: (modelId: string, step: Step, times: AnswerTimes) => void;
}

/** The response on standard output, everything else on standard error. */
export function textView({ out, errLine, errStyle, progress, width, plain }: Screen): AskView {
  let last = '\n';
  const endLine = (): void => {
    if (!last.endsWith('\n')) out('\n');
    last = '\n';
  };
  return {
    warning: text => errLine(errStyle.yellow(`Warning: ${plain(inOptions(text))}`)),
    text: delta => {
      const text = plain(delta);
      if (text === '') return;
      out(text);
      last = text;
    },
    reasoning: () => progress.show('thinking'),
    toolCall: ({ toolName, input }) => {
      endLine();
      errLine(errStyle.cyan(`→ ${plain(toolName)}(${plain(input)})`));
    },
    toolResult: (_, text) => errLine(errStyle.cyan(`← ${plain(text)}`)),
    finish: (modelId, step, times) => {
      endLine();
      errLine();
      const metadata = getCloudflareMetadata(step);
      const facts = answerFacts(modelId, { ...step, metadata }, times);
      for (const line of factLines(facts, { width, plain, style: errStyle })) errLine(line);
    },
  };
}

/** Everything on standard output, each event as one line of JSON. */
export function jsonView({ json }: Screen): AskView {
  return {
    warning: message => json({ type: 'warning', message }),
    text: text => json({ type: 'text', text }),
    reasoning: text => json({ type: 'reasoning', text }),
    toolCall: ({ toolCallId, toolName, input }) => json({ type: 'tool-call', toolCallId, toolName, input }),
    toolResult: (toolName, text) => json({ type: 'tool-result', toolName, text }),
    finish: (modelId, { finishReason, usage, providerMetadata, servedModel }, times) =>
      json({
        type: 'finish',
        modelId,
        servedModel,
        finishReason,
        usage,
        metadata: getCloudflareMetadata({ providerMetadata }),
        ...times,
      }),
  };
}
