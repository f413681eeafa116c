import { generateId } from '@ai-sdk/provider-utils';
import { parseJSON } from '../json-values.ts';
import type { AnswerFixes } from '../wire/profile.ts';
import { toolCallInText } from '../wire/tool-call-in-text.ts';
import { type AnswerExtras, type AnswerRecord, wholeDetail } from './answer-record.ts';
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

/** A source as every specification writes it. */
interface SourcePart extends ContentLike {
  readonly type: 'source';
  readonly sourceType: 'url';
  readonly id: string;
  readonly url: string;
  readonly title?: string;
}

/** A forced call that came back as JSON text, in place of that text. Only for whole answers: a stream is shown as is. */
export function calledInText(
  content: readonly ContentLike[],
  tools: readonly string[],
): readonly ContentLike[] | undefined {
  if (content.some(isToolCall)) return undefined;
  const index = content.findIndex(isText);
  const part = content[index];
  const call = part !== undefined && isText(part) ? toolCallInText(part.text, tools) : undefined;
  if (call === undefined) return undefined;
  const { name, arguments: input } = call;
  const toolCall: ToolCallLike = { type: 'tool-call', toolCallId: '', toolName: name, input };
  return content.map((item, position) => (position === index ? toolCall : item));
}

/** Drops calls that only repeat requested JSON text. */
export function withoutRepeatedCalls(content: readonly ContentLike[]): readonly ContentLike[] {
  const json = content.some(part => isText(part) && isJSON(part.text));
  return json ? content.filter(part => !isToolCall(part)) : content;
}

/** Whether a text is one JSON object or list. */
export function isJSON(text: string): boolean {
  return /^\s*[{[]/.test(text) && parseJSON(text) !== undefined;
}

/**
 * Adds the content of fields that the core does not read: reasoning before the text, sources and a refusal after it.
 * @param readsRefusals whether the core has read the refusal
 */
export function withExtras(
  content: readonly ContentLike[],
  { thoughts, extras }: Pick<AnswerRecord, 'thoughts' | 'extras'>,
  readsRefusals: boolean,
): readonly ContentLike[] {
  const providerMetadata = takeDetails(extras);
  const unread = thoughts === '' ? [] : [{ type: 'reasoning', text: thoughts }];
  const refusal = readsRefusals || extras.refusal === '' ? [] : [{ type: 'text', text: extras.refusal }];
  const all: readonly ContentLike[] = [...unread, ...content, ...takeSources(extras), ...refusal];
  if (providerMetadata === undefined) return all;
  const index = all.findIndex(isReasoning);
  if (index === -1) return [{ type: 'reasoning', text: '', providerMetadata } as ContentLike, ...all];
  return all.map((part, position) => (position === index ? { ...part, providerMetadata } : part));
}

/** Puts reasoning first, as it came first; a forced JSON call becomes text; ids become unique; signatures return. */
export function fixContent(
  content: readonly ContentLike[],
  fixes: AnswerFixes,
  extras: AnswerExtras,
): readonly ContentLike[] {
  const ids = toolCallIdMapper(fixes);
  let position = 0;
  const fixed = content.flatMap((part): readonly ContentLike[] => {
    if (isText(part) && part.type === 'text') return filtered(part, fixes);
    if (!isToolCall(part)) return [part];
    const providerMetadata = signatureMetadata(extras, position++);
    if (part.toolName === fixes.jsonTool) return [{ type: 'text', text: part.input } as ContentLike];
    const toolName = fixes.toolNames?.get(part.toolName) ?? part.toolName;
    const call: ToolCallLike = { ...part, toolName, toolCallId: ids.fresh(part.toolCallId) };
    return [providerMetadata === undefined ? call : ({ ...call, providerMetadata } as ToolCallLike)];
  });
  return [...fixed.filter(isReasoning), ...fixed.filter(part => !isReasoning(part))];
}

/** Removes the sources from the extras and returns them as parts. */
export function takeSources(extras: AnswerExtras): readonly SourcePart[] {
  const { sources } = extras;
  if (sources.length > 0) extras.sources = [];
  return sources.map(({ url, title }) => ({
    type: 'source',
    sourceType: 'url',
    id: generateId(),
    url,
    ...(title !== undefined && { title }),
  }));
}

/** Removes the reasoning details from the extras and returns them as the metadata of a reasoning part. */
export function takeDetails(extras: AnswerExtras): object | undefined {
  if (extras.reasoningDetails.length === 0) return undefined;
  const reasoningDetails = extras.reasoningDetails.map(wholeDetail);
  extras.reasoningDetails = [];
  return { cloudflare: { reasoningDetails } };
}

/** The thought signature of the n-th call, as the metadata of its part. */
export function signatureMetadata({ signatures }: AnswerExtras, position: number): object | undefined {
  const thoughtSignature = signatures?.get(position);
  return thoughtSignature === undefined ? undefined : { google: { thoughtSignature } };
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

function isReasoning(part: ContentLike): boolean {
  return part.type === 'reasoning';
}

function isText(part: ContentLike): part is TextLike {
  return 'text' in part && typeof part.text === 'string';
}

export function isToolCall(part: ContentLike): part is ToolCallLike {
  return part.type === 'tool-call';
}
