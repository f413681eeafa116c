import { generateId } from '@ai-sdk/provider-utils';
import { parseJSON, plainJSON } from '../json-values.ts';
import { offeredTool } from '../wire/offered-tool.ts';
import type { AnswerFixes } from '../wire/profile.ts';
import type { AnswerExtras, AnswerRecord } from './answer-record.ts';
import { wholeDetail } from './reasoning-details.ts';
import type { contentPieces } from './repair.ts';
import type { SpecAdapter } from './spec-adapter.ts';
import { textFilterOf } from './text-filter.ts';
import { TextReader, warningOf } from './text-reader.ts';
import { toolCallIdMapper } from './tool-call-ids.ts';
import { isJSONCall, ownToolName, realArguments } from './tool-names.ts';

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

/** Drops calls that only repeat requested JSON text: all of them where a model does so, else those of unknown tools. */
export function withoutRepeatedCalls(
  content: readonly ContentLike[],
  { jsonText, tools = [] }: AnswerFixes,
): readonly ContentLike[] {
  const json = content.some(part => isText(part) && isJSON(part.text));
  const repeats = (part: ContentLike): boolean =>
    isToolCall(part) && (jsonText === true || offeredTool(part.toolName, tools) === undefined);
  return json ? content.filter(part => !repeats(part)) : content;
}

/** Reads the calls, or the requested JSON, in the text of an answer. */
function readTexts(
  content: readonly ContentLike[],
  fixes: AnswerFixes,
  warn: (message: string) => void,
): readonly ContentLike[] {
  if (fixes.calls === undefined && fixes.json === undefined) return content;
  const called = content.some(isToolCall);
  return content.flatMap((part): readonly ContentLike[] => {
    if (!isText(part) || part.type !== 'text') return [part];
    const reader = TextReader.isNeeded(fixes) && !called ? new TextReader(fixes) : undefined;
    const before = reader?.push(part.text) ?? part.text;
    const rest = reader?.end(true);
    const warning = reader === undefined ? warningOf(part.text, fixes) : rest?.warning;
    if (warning !== undefined) warn(warning);
    const text = `${before}${rest?.text ?? ''}`;
    const calls = (rest?.calls ?? []).map(({ name, arguments: input }) =>
      name === fixes.jsonTool
        ? { ...part, text: input }
        : ({ type: 'tool-call', toolCallId: '', toolName: name, input } as ToolCallLike),
    );
    return [...(text === '' ? [] : [{ ...part, text } as ContentLike]), ...calls];
  });
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
  readonly vendorKey: string;
  /** Words and thoughts in their order, where the answer is a list of them. */
  readonly ordered: ReturnType<typeof contentPieces> | undefined;
}

/** Adds the content of fields that the core does not read: reasoning before the text; files, sources, a refusal after it. */
export function withExtras(
  content: readonly ContentLike[],
  { record: { thoughts, extras }, fixes, spec, vendorKey, ordered }: ExtraContent,
): readonly ContentLike[] {
  const providerMetadata = takeDetails(extras, fixes);
  const read =
    ordered === undefined
      ? content
      : [
          // Reasoning in a field of its own stands before the list.
          ...content.filter(part => isReasoning(part) && !ordered.some(isReasoning)),
          ...ordered,
          ...content.filter(part => !isText(part)),
        ];
  const unread = thoughts.length === 0 ? [] : [{ type: 'reasoning', text: thoughts.join('') }];
  const words = (text: string): readonly ContentLike[] =>
    text === '' ? [] : [{ type: 'text', text } as ContentLike];
  const all: readonly ContentLike[] = [
    ...unread,
    ...read,
    ...words(extras.files.transcript),
    ...takeFiles(extras, true, spec, vendorKey),
    ...takeSources(extras),
    ...words(spec.readsRefusals && ordered === undefined ? '' : extras.refusal),
  ];
  if (providerMetadata === undefined) return all;
  const index = all.findIndex(isReasoning);
  if (index === -1) return [{ type: 'reasoning', text: '', providerMetadata } as ContentLike, ...all];
  return all.map((part, position) => (position === index ? { ...part, providerMetadata } : part));
}

/** A forced JSON call becomes text; ids become unique, names those of tools; repeated calls go; signatures return. */
export function fixContent(
  all: readonly ContentLike[],
  fixes: AnswerFixes,
  { extras, warnings }: Pick<AnswerRecord, 'extras' | 'warnings'>,
): readonly ContentLike[] {
  const told = all.map(part => (isReasoning(part) && isText(part) ? part.text : '')).join('');
  const split = all.flatMap(part =>
    isText(part) && part.type === 'text' ? filtered(part, fixes, told) : [part],
  );
  const content = readTexts(split, fixes, message => warnings.push(message));
  const ids = toolCallIdMapper(fixes);
  const hasText = content.some(part => part.type === 'text');
  const known = new Set<string>();
  let position = 0;
  return content.flatMap((part): readonly ContentLike[] => {
    if (!isToolCall(part)) return [part];
    const providerMetadata = signatureMetadata(extras, position++);
    const input = realArguments(part.input);
    const toolName = ownToolName(part.toolName, fixes);
    if (isJSONCall(part.toolName, fixes, hasText)) return [{ type: 'text', text: input } as ContentLike];
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

/** Removes files from the extras and returns them as parts; one that is elsewhere is a source. */
export function takeFiles(
  { files }: AnswerExtras,
  ended: boolean,
  { fileData }: Pick<SpecAdapter<unknown, unknown>, 'fileData'>,
  vendor: string,
): readonly ContentLike[] {
  return files.take(ended).map(({ mediaType, data, url, kept }) => {
    if (data === undefined)
      return { type: 'source', sourceType: 'url', id: generateId(), url } as ContentLike;
    const providerMetadata = kept && { cloudflare: { audio: { vendor, ...kept } } };
    return {
      type: 'file',
      mediaType,
      data: fileData(data),
      ...(providerMetadata && { providerMetadata }),
    } as ContentLike;
  });
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
