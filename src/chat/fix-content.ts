import type { AnswerExtras } from '../answer/answer-extras.ts';
import type { AnswerRecord } from '../answer/answer-record.ts';
import { leakedCall } from '../wire/leaked-call.ts';
import type { AnswerFixes } from '../wire/profile.ts';
import { signatureMetadata, takeDetails, takeSources } from './extra-parts.ts';
import { textFilterOf } from './text-filter.ts';
import { toolCallIdMapper } from './tool-call-ids.ts';

/** A content part of any specification. */
export interface ContentLike {
  readonly type: string;
}

interface TextLike extends ContentLike {
  readonly text: string;
}

interface ToolCallLike extends ContentLike {
  readonly toolCallId: string;
  readonly toolName: string;
  readonly input: string;
}

/** A forced call that came back as JSON text, in place of that text. Whole answers only: a stream is shown as it is. */
export function leakedContent(
  content: readonly ContentLike[],
  tools: readonly string[],
): readonly ContentLike[] | undefined {
  if (content.some(isToolCall)) return undefined;
  const index = content.findIndex(isText);
  const part = content[index];
  const call = part !== undefined && isText(part) ? leakedCall(part.text, tools) : undefined;
  if (call === undefined) return undefined;
  const { name, arguments: input } = call;
  const toolCall: ToolCallLike = { type: 'tool-call', toolCallId: '', toolName: name, input };
  return content.map((item, position) => (position === index ? toolCall : item));
}

/** Calls that only repeat JSON text which was asked for, left out. */
export function withoutRepeatedCalls(content: readonly ContentLike[]): readonly ContentLike[] {
  const json = content.some(part => isText(part) && isJSON(part.text));
  return json ? content.filter(part => !isToolCall(part)) : content;
}

/** Whether a text is one JSON object or list. */
export function isJSON(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * What stood in fields that the core does not read: reasoning before, sources and a refusal after the text.
 * @param readsRefusals whether the core has read a refusal
 */
export function withExtras(
  content: readonly ContentLike[],
  { thoughts, extras }: Pick<AnswerRecord, 'thoughts' | 'extras'>,
  readsRefusals: boolean,
): readonly ContentLike[] {
  const providerMetadata = takeDetails(extras);
  const unread = thoughts === '' ? [] : [{ type: 'reasoning', text: thoughts }];
  const refusal = readsRefusals || extras.refusal === '' ? [] : [{ type: 'text', text: extras.refusal }];
  const read: readonly ContentLike[] = [...unread, ...content, ...takeSources(extras), ...refusal];
  if (providerMetadata === undefined) return read;
  const index = read.findIndex(part => part.type === 'reasoning');
  if (index === -1) return [{ type: 'reasoning', text: '', providerMetadata } as ContentLike, ...read];
  return read.map((part, position) => (position === index ? { ...part, providerMetadata } : part));
}

/** Reasoning first, as it was thought; a forced JSON call as text; ids that can be told apart; signatures. */
export function fixContent(
  content: readonly ContentLike[],
  fixes: AnswerFixes,
  extras: AnswerExtras,
): readonly ContentLike[] {
  const ids = toolCallIdMapper(fixes);
  let place = 0;
  const fixed = content.flatMap((part): readonly ContentLike[] => {
    if (isText(part) && part.type === 'text') return filtered(part, fixes);
    if (!isToolCall(part)) return [part];
    const providerMetadata = signatureMetadata(extras, place++);
    if (part.toolName === fixes.jsonTool) return [{ type: 'text', text: part.input } as ContentLike];
    const toolName = fixes.toolNames?.get(part.toolName) ?? part.toolName;
    const call: ToolCallLike = { ...part, toolName, toolCallId: ids.fresh(part.toolCallId) };
    return [providerMetadata === undefined ? call : ({ ...call, providerMetadata } as ToolCallLike)];
  });
  const isReasoning = (part: ContentLike): boolean => part.type === 'reasoning';
  return [...fixed.filter(isReasoning), ...fixed.filter(part => !isReasoning(part))];
}

function filtered(part: TextLike, fixes: AnswerFixes): readonly ContentLike[] {
  const filter = textFilterOf(fixes);
  if (filter === undefined) return [part];
  const pieces = [...filter.push(part.text), ...filter.end()];
  const join = (type: string): readonly ContentLike[] => {
    const text = pieces.filter(piece => piece.type === type).map(piece => piece.text);
    return text.length === 0 ? [] : [{ ...part, type, text: text.join('') } as ContentLike];
  };
  return [...join('reasoning'), ...join('text')];
}

function isText(part: ContentLike): part is TextLike {
  return 'text' in part && typeof part.text === 'string';
}

export function isToolCall(part: ContentLike): part is ToolCallLike {
  return part.type === 'tool-call';
}
