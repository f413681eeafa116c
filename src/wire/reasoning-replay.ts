import { mapMessages } from './map-messages.ts';
import type { BodyStep } from './profile.ts';
import type { WireMessage } from './wire-body.ts';

/**
 * What happens to the reasoning of earlier turns, which the core writes as `reasoning_content`: it travels under
 * the field that the upstream reads, or not at all where the upstream refuses it.
 */
export function replayReasoning(field: 'reasoning' | 'none'): BodyStep {
  return body =>
    mapMessages(body, message => {
      if (message.reasoning_content === undefined) return message;
      const replayed = field === 'none' ? {} : { [field]: message.reasoning_content };
      return { ...message, reasoning_content: undefined, ...replayed };
    });
}

/** Keeps `reasoning_content` only on the turns after the last user message. */
export const replayCurrentTurn: BodyStep = body => {
  const last = body.messages.map(message => message.role).lastIndexOf('user');
  const messages = body.messages.map((message, index) =>
    index < last && message.reasoning_content !== undefined
      ? { ...message, reasoning_content: undefined }
      : message,
  );
  return { ...body, messages };
};

/** Writes `text` as the reasoning of assistant turns that have none, where the upstream demands the field. */
export function backfillReasoning(text: string, turns: 'all' | 'tool calls'): BodyStep {
  const needs = ({ role, tool_calls }: WireMessage): boolean =>
    role === 'assistant' && (turns === 'all' || tool_calls !== undefined);
  return body =>
    mapMessages(body, message =>
      needs(message) && !message.reasoning_content ? { ...message, reasoning_content: text } : message,
    );
}

/** Mistral's form: the reasoning as a closed part of the content, before the text. */
export const replayAsThinkingParts: BodyStep = body =>
  mapMessages(body, message => {
    const { reasoning_content: reasoning, content } = message;
    if (reasoning === undefined) return message;
    const thinking = { type: 'thinking', thinking: [{ type: 'text', text: reasoning }], closed: true };
    const text =
      typeof content === 'string'
        ? content === ''
          ? []
          : [{ type: 'text', text: content }]
        : (content ?? []);
    return { ...message, reasoning_content: undefined, content: [thinking, ...text] };
  });

/** OpenRouter's and MiniMax's list of reasoning blocks; text alone becomes a list of one. */
export const replayAsDetails: BodyStep = body =>
  mapMessages(body, message => {
    const { reasoning_content: text, reasoning_details: details } = message;
    if (text === undefined) return message;
    const blocks = details ?? [{ type: 'reasoning.text', text }];
    return { ...message, reasoning_content: undefined, reasoning_details: blocks };
  });
