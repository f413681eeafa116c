import { JSONParseError } from '@ai-sdk/provider';
import { generateId } from '@ai-sdk/provider-utils';
import type { AnswerFixes } from '../../wire/profile.ts';
import { audioParts } from '../answer-audio.ts';
import type { AnswerCall } from '../answer-call.ts';
import { answerEnd } from '../answer-end.ts';
import { abortOf, isIncomplete, isMissingFinish, streamError, truncationError } from '../answer-failure.ts';
import { takeDetails } from '../reasoning-details.ts';
import { identityOf } from '../result-metadata.ts';
import type { SpecAdapter } from '../spec-adapter.ts';
import { callParts, wholeParts } from '../whole-answer.ts';
import { Blocks } from './blocks.ts';
import { listOf, type Parts, type StreamPart } from './part-stream.ts';
import { StreamedToolCalls } from './streamed-tool-calls.ts';
import { StreamedWords } from './streamed-words.ts';

/** How a stream has failed so far. */
interface Failure {
  readonly error: unknown;
  /** After a line that is not JSON, the answer may follow, or an error that says more. */
  readonly recoverable: boolean;
}

type Handlers = Readonly<Record<string, (part: StreamPart) => Parts>>;

/** Parts that are made here: the stream begins before the core, blocks end where another begins, and calls at the end. */
const made = /^(?:stream|text|reasoning|tool-input)-(?:start|end)$|^tool-call$/;

/** Repairs the parts of one answer, one after the other. */
export class StreamStage {
  failure: Failure = { error: undefined, recoverable: false };
  /** Whether the identity of the answer was passed on. */
  private identified = false;
  private readonly fixes: AnswerFixes;
  private readonly blocks: Blocks;
  private readonly words: StreamedWords;
  private readonly tools: StreamedToolCalls;
  private readonly handlers: Handlers;

  constructor(
    private readonly call: AnswerCall,
    private readonly spec: SpecAdapter<unknown, unknown>,
  ) {
    const { record } = call;
    const fixes = call.answerFixes();
    const blocks = new Blocks(kind => (kind === 'text' ? record.signature : takeDetails(record, fixes)));
    this.fixes = fixes;
    this.blocks = blocks;
    this.tools = new StreamedToolCalls(fixes, blocks);
    this.words = new StreamedWords(fixes, blocks);
    this.handlers = this.handlersOf();
  }

  map(part: StreamPart): Parts {
    const {
      identity,
      links: { due },
    } = this.call.record;
    const unidentified = !this.identified && identity !== undefined;
    if ((due.length === 0 && !unidentified) || part.type === 'finish')
      return this.handlers[part.type]?.(part) ?? (made.test(part.type) ? [] : part);
    return [...this.identity(), ...this.all(due.splice(0)), ...listOf(this.map(part))];
  }

  /** Repeated reasoning is recognised by its pieces. */
  needsPieces(type: string): boolean {
    return type === 'reasoning-delta' && this.fixes.repeatedReasoning !== undefined;
  }

  /** Ends a stream that the core gave up, for example on a tool call without a name: it must not reject. */
  broken(error: unknown): readonly StreamPart[] {
    const reason = abortOf(this.call.signal);
    if (reason !== undefined) throw reason;
    return this.finish({ type: 'finish' }, error);
  }

  private handlersOf(): Handlers {
    return {
      'response-metadata': () => this.identity(),
      'reasoning-delta': part => this.words.reasoningDelta(part),
      'text-delta': part => this.words.textDelta(part),
      file: part => ({ ...part, data: this.spec.fileData(String(part.data)) }),
      'tool-input-start': part => this.tools.start(part, this.words.text),
      'tool-input-delta': part => this.tools.delta(part),
      error: part => this.error(part),
      finish: part => this.finish(part),
    };
  }

  private all(parts: readonly StreamPart[]): readonly StreamPart[] {
    return parts.flatMap(part => this.map(part));
  }

  /** Once, from the first chunk that has one: Azure begins with a chunk of empty names. */
  private identity(): readonly StreamPart[] {
    const identity = this.identified ? undefined : identityOf(this.call);
    if (identity === undefined) return [];
    this.identified = true;
    return [{ type: 'response-metadata', ...identity }];
  }

  private get failed(): boolean {
    return this.failure.error !== undefined;
  }

  /** One error explains how a stream ended; later failures follow from it. */
  private error(part: StreamPart): readonly StreamPart[] {
    const { failed } = this;
    if ((failed && !this.failure.recoverable) || isMissingFinish(part.error)) return [];
    const error = streamError(part.error, this.call);
    this.failure = { error, recoverable: JSONParseError.isInstance(part.error) };
    return failed ? [] : [{ ...part, error }];
  }

  /** The end of the text, and the beginning of the calls in it if the response has no other calls. */
  private lastText(complete: boolean): readonly StreamPart[] {
    const { record } = this.call;
    const { parts, calls, warning } = this.words.close(complete, this.tools.count > 0);
    if (warning !== undefined) record.warnings.push(warning);
    return [...parts, ...calls.flatMap(call => this.all(callParts(generateId(), call.name, call.arguments)))];
  }

  /** @param thrown why the core gave up */
  private finish(part: StreamPart, thrown?: unknown): readonly StreamPart[] {
    const { call, fixes, spec, tools, blocks } = this;
    const { record } = call;
    const { whole, links, delivered } = record;
    const content = whole === undefined ? [] : this.all(wholeParts(record, whole.message, fixes));
    const known = delivered || links.due.length + links.latest.length > 0;
    const isText = tools.count === 0 && (blocks.hasText || this.words.text.text !== '');
    const complete = !(thrown !== undefined || this.failed || isIncomplete(record, isText));
    const parts = [
      ...this.identity(),
      ...content,
      ...this.lastText(complete),
      ...blocks.endReasoning(),
      ...this.all(links.take()),
      ...tools.close(complete ? record.calls : undefined),
      ...blocks.endText(),
      ...this.all(audioParts(record.audio, call.vendorKey)),
    ];
    const cause = thrown ?? (complete || this.failed ? undefined : truncationError(call));
    const errors = cause === undefined ? [] : this.error({ type: 'error', error: cause });
    return [
      // A call rejects that fails before anything but text that was held back is known.
      ...(complete || known ? parts : []),
      ...errors,
      { ...part, ...answerEnd(call, fixes, spec, this.failed ? undefined : tools.count) },
    ];
  }
}
