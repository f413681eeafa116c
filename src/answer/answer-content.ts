import { generateId } from '@ai-sdk/provider-utils';
import { parseJSON } from '../json-values.ts';
import type { AnswerFixes } from '../wire/profile.ts';
import { toolCallInText } from '../wire/tool-call-in-text.ts';
import type { AnswerExtras, AnswerRecord } from './answer-record.ts';
import { wholeDetail } from './reasoning-details.ts';
import type { contentPieces } from './repair.ts';
import type { SpecAdapter } from './spec-adapter.ts';
import { textFilterOf } from './text-filter.ts';
import { toolCallIdMapper } from './tool-call-ids.ts';
import { ownToolName, realArguments } from './tool-names.ts';

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

/** What adding the content of fields needs to know of the answer. */
interface ExtraContent {
  readonly record: Pick<AnswerRecord, 'thoughts' | 'extras'>;
  readonly fixes: AnswerFixes;
  readonly spec: Pick<SpecAdapter<unknown, unknown>, 'fileData' | 'readsRefusals'>;
  /** Words and thoughts in their order, where the answer is a list of them. */
  readonly ordered: ReturnType<typeof contentPieces> | undefined;
}

/** Adds the content of fields that the core does not read: reasoning before the text; files, sources, a refusal after it. */
export function withExtras(
  content: readonly ContentLike[],
  { record: { thoughts, extras }, fixes, spec, ordered }: ExtraContent,
): readonly ContentLike[] {
  const providerMetadata = takeDetails(extras, fixes);
  const read =
    ordered === undefined
      ? content
      : [...ordered, ...content.filter(part => !isText(part) && !isReasoning(part))];
  const unread = thoughts.length === 0 ? [] : [{ type: 'reasoning', text: thoughts.join('') }];
  const words = (text: string): readonly ContentLike[] =>
    text === '' ? [] : [{ type: 'text', text } as ContentLike];
  const all: readonly ContentLike[] = [
    ...unread,
    ...read,
    ...words(extras.files.transcript),
    ...takeFiles(extras, true, spec),
    ...takeSources(extras),
    ...words(spec.readsRefusals ? '' : extras.refusal),
  ];
  if (providerMetadata === undefined) return all;
  const index = all.findIndex(isReasoning);
  if (index === -1) return [{ type: 'reasoning', text: '', providerMetadata } as ContentLike, ...all];
  return all.map((part, position) => (position === index ? { ...part, providerMetadata } : part));
}

/** A forced JSON call becomes text; ids become unique, names those of tools; repeated calls go; signatures return. */
export function fixContent(
  content: readonly ContentLike[],
  fixes: AnswerFixes,
  extras: AnswerExtras,
): readonly ContentLike[] {
  const ids = toolCallIdMapper(fixes);
  const known = new Set<string>();
  const told = content.map(part => (isReasoning(part) && isText(part) ? part.text : '')).join('');
  let position = 0;
  return content.flatMap((part): readonly ContentLike[] => {
    if (isText(part) && part.type === 'text') return filtered(part, fixes, told);
    if (!isToolCall(part)) return [part];
    const providerMetadata = signatureMetadata(extras, position++);
    const input = realArguments(part.input);
    const toolName = ownToolName(part.toolName, fixes);
    if (part.toolName === fixes.jsonTool) return [{ type: 'text', text: input } as ContentLike];
    const key = part.toolCallId === '' ? '' : JSON.stringify([part.toolCallId, toolName, plainJSON(input)]);
    if (key !== '' && known.has(key)) return [];
    known.add(key);
    const call: ToolCallLike = { ...part, toolName, input, toolCallId: ids.fresh(part.toolCallId) };
    return [providerMetadata === undefined ? call : ({ ...call, providerMetadata } as ToolCallLike)];
  });
}

/** Reasoning first: it came first, but core 1.x reads it last. */
export function reasoningFirst(content: readonly ContentLike[]): readonly ContentLike[] {
  return [...content.filter(isReasoning), ...content.filter(part => !isReasoning(part))];
}

function plainJSON(text: string): string {
  const value = parseJSON(text);
  return value === undefined ? text : JSON.stringify(value);
}

/** Removes files from the extras and returns them as parts; one that is elsewhere is a source. */
export function takeFiles(
  { files }: AnswerExtras,
  ended: boolean,
  { fileData }: Pick<SpecAdapter<unknown, unknown>, 'fileData'>,
): readonly ContentLike[] {
  return files
    .take(ended)
    .map(({ mediaType, data, url }) =>
      data === undefined
        ? ({ type: 'source', sourceType: 'url', id: generateId(), url } as ContentLike)
        : ({ type: 'file', mediaType, data: fileData(data) } as ContentLike),
    );
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
export function takeDetails(extras: AnswerExtras, { repeatedReasoning }: AnswerFixes): object | undefined {
  if (extras.reasoningDetails.length === 0) return undefined;
  const reasoningDetails = extras.reasoningDetails.map(detail => wholeDetail(detail, repeatedReasoning));
  extras.reasoningDetails = [];
  return { cloudflare: { reasoningDetails } };
}

/** The thought signature of the n-th call, as the metadata of its part. */
export function signatureMetadata({ signatures }: AnswerExtras, position: number): object | undefined {
  const thoughtSignature = signatures?.get(position);
  return thoughtSignature === undefined ? undefined : { google: { thoughtSignature } };
}

/** @param told the reasoning beside the text, which the text may repeat */
function filtered(part: TextLike, fixes: AnswerFixes, told: string): readonly ContentLike[] {
  const filter = textFilterOf(fixes);
  if (filter === undefined) return [part];
  const pieces = [...filter.push(part.text), ...filter.end()];
  const join = (type: string): readonly ContentLike[] => {
    const text = pieces.filter(piece => piece.type === type).map(piece => piece.text);
    const repeated = type === 'reasoning' && told !== '' && told.trim().startsWith(text.join('').trim());
    return text.length === 0 || repeated ? [] : [{ ...part, type, text: text.join('') } as ContentLike];
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
