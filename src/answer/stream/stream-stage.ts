import { JSONParseError } from '@ai-sdk/provider';
import { generateId } from '@ai-sdk/provider-utils';
import type { CallInText } from '../../wire/calls-in-text.ts';
import { offeredTool } from '../../wire/offered-tool.ts';
import type { AnswerFixes } from '../../wire/profile.ts';
import type { AnswerCall } from '../answer-call.ts';
import { signatureMetadata, takeDetails, takeFiles, takeSources } from '../answer-content.ts';
import { abortOf, isIncomplete, isMissingFinish, streamError, truncationError } from '../answer-failure.ts';
import { decideFinish } from '../finish-reason.ts';
import { answerMetadata, identityOf } from '../result-metadata.ts';
import { type SpecAdapter, usageOf } from '../spec-adapter.ts';
import { ownToolName, realArguments } from '../tool-names.ts';
import type { AnyPart, Parts, StreamPart } from './part-stream.ts';
import { StreamedReasoning } from './streamed-reasoning.ts';
import { StreamedText } from './streamed-text.ts';
import { StreamedToolCalls } from './streamed-tool-calls.ts';

/** How a stream has failed so far. */
interface Failure {
  readonly error: unknown;
  /** After a line that is not JSON, the answer may follow, or an error that says more. */
  readonly recoverable: boolean;
}

type Handlers = Readonly<Record<string, (part: StreamPart) => Parts>>;

/** Repairs the parts of one stream, one after the other. */
export class StreamStage {
  failure: Failure = { error: undefined, recoverable: false };
  private failed = false;
  /** Whether the identity of the answer was passed on. */
  private identified = false;
  private readonly fixes: AnswerFixes;
  private readonly reasoning: StreamedReasoning;
  private readonly text: StreamedText;
  private readonly tools: StreamedToolCalls;
  private toolCalls = 0;
  /** Calls that only repeat the requested JSON. */
  private readonly repeated = new Set<unknown>();
  /** How many calls the core has ended. */
  private endedCalls = 0;
  private readonly handlers: Handlers;

  constructor(
    private readonly call: AnswerCall,
    private readonly spec: SpecAdapter<unknown, unknown>,
  ) {
    this.fixes = call.answerFixes();
    this.tools = new StreamedToolCalls(this.fixes);
    this.reasoning = new StreamedReasoning(
      this.fixes,
      () => takeDetails(call.record.extras, this.fixes),
      () => this.text.pause(),
    );
    this.text = new StreamedText(this.fixes, this.reasoning, message => call.record.warnings.push(message));
    this.handlers = this.handlersOf();
  }

  map(part: StreamPart): Parts {
    const { record } = this.call;
    const unidentified = !this.identified && record.identity !== undefined;
    if ((!record.unread && !unidentified) || part.type === 'stream-start')
      return this.handlers[part.type]?.(part) ?? part;
    return [...this.identity(), ...this.unread(), this.map(part)].flat();
  }

  /** Repeated reasoning is recognised by its pieces. */
  needsPieces(type: string): boolean {
    return type === 'reasoning-delta' && this.fixes.repeatedReasoning !== undefined;
  }

  /** Ends a stream that the core gave up, for example on a tool call without a name: it must not reject. */
  broken(error: unknown): readonly StreamPart[] {
    const reason = abortOf(this.call.signal);
    if (reason !== undefined) throw reason;
    const finishReason = this.spec.finish('error', this.call.record.finishReason);
    return [
      ...this.unread(),
      ...this.ends(),
      ...this.error({ type: 'error', error }),
      ...this.finish({ type: 'finish', finishReason }),
    ];
  }

  private handlersOf(): Handlers {
    return {
      'stream-start': part => this.start(part),
      'response-metadata': () => this.identity(),
      'reasoning-start': part => this.reasoning.start(part),
      'reasoning-delta': part => this.reasoning.delta(part),
      'reasoning-end': () => [],
      'text-start': part => this.text.start(part),
      'text-delta': part => this.text.delta(part),
      'text-end': () => this.text.end(),
      'tool-input-start': part =>
        this.repeats(part) ? [] : this.reasoning.before(this.tools.start(part, this.text.hasText)),
      'tool-input-delta': part => (this.repeated.has(part.id) ? [] : this.tools.delta(part)),
      'tool-input-end': part => (this.repeated.has(part.id) ? [] : this.tools.end(part)),
      'tool-call': part => this.toolCall(part),
      error: part => this.error(part),
      finish: part => this.finish(part),
    };
  }

  /** Whether a call comes after the requested JSON and can only repeat it. */
  private repeats({ id, toolName }: StreamPart): boolean {
    const { jsonText, tools = [] } = this.fixes;
    const known = offeredTool(String(toolName), tools) !== undefined;
    if (!this.text.isJson || (jsonText !== true && known)) return false;
    this.repeated.add(id);
    return true;
  }

  /** Content of fields that the core does not read. */
  private unread(): readonly StreamPart[] {
    const { record } = this.call;
    const { thoughts, extras } = record;
    record.unread = false;
    record.thoughts = [];
    return [
      ...thoughts.flatMap(delta => this.reasoning.delta({ type: 'reasoning-delta', id: 'reasoning', delta })),
      ...this.files(false),
      ...(takeSources(extras) as readonly AnyPart[] as readonly StreamPart[]),
      ...(this.spec.readsRefusals ? [] : this.text.refusal(extras.refusal)),
    ];
  }

  private start(part: StreamPart): StreamPart {
    const warnings = Array.isArray(part.warnings) ? part.warnings : [];
    return { ...part, warnings: [...warnings, ...this.call.warnings.map(this.spec.warning)] };
  }

  /** Images as they come and, at the end, the audio. */
  private files(ended: boolean): readonly StreamPart[] {
    const parts = takeFiles(
      this.call.record.extras,
      ended,
      this.spec,
      this.call.vendorKey,
    ) as readonly AnyPart[] as readonly StreamPart[];
    return parts.length === 0 ? [] : this.reasoning.before(parts);
  }

  /** Once, from the first chunk that has one: Azure begins with a chunk of empty names. */
  private identity(): readonly StreamPart[] {
    const identity = this.identified ? undefined : identityOf(this.call);
    if (identity === undefined) return [];
    this.identified = true;
    return [{ type: 'response-metadata', ...identity }];
  }

  private toolCall(part: StreamPart): Parts {
    const position = this.endedCalls++;
    const repeats = this.repeated.has(part.toolCallId);
    if (repeats || this.tools.isJson(part.toolCallId) || this.incomplete()) return [];
    this.toolCalls++;
    const { extras, inputs } = this.call.record;
    const providerMetadata = signatureMetadata(extras, position);
    const input = realArguments(inputs?.get(position) ?? String(part.input));
    // The core hands calls on with the end of the stream.
    const call = { ...this.tools.call(part), input, ...(providerMetadata && { providerMetadata }) };
    return [...this.lastText(), call];
  }

  /** One error explains how a stream ended; later failures follow from it. */
  private error(part: StreamPart): readonly StreamPart[] {
    if ((this.failed && !this.failure.recoverable) || isMissingFinish(part.error)) return [];
    const reported = this.failed;
    const error = streamError(part.error, this.call);
    this.failed = true;
    this.failure = { error, recoverable: JSONParseError.isInstance(part.error) };
    return reported ? [] : [{ ...part, error }];
  }

  private incomplete(): boolean {
    return this.failed || isIncomplete(this.call.record);
  }

  /** Ends whatever is open. */
  private ends(): readonly StreamPart[] {
    return [...this.tools.close(), ...this.lastText(), ...this.reasoning.before([])];
  }

  /** The end of the text, and the calls in it. */
  private lastText(): readonly StreamPart[] {
    const { parts, calls } = this.text.close(!this.incomplete());
    return [...parts, ...calls.flatMap(call => this.calledInText(call))];
  }

  private calledInText({ name, arguments: input }: CallInText): readonly StreamPart[] {
    const id = generateId();
    if (name === this.fixes.jsonTool)
      return [
        { type: 'text-start', id },
        { type: 'text-delta', id, delta: input },
        { type: 'text-end', id },
      ];
    this.toolCalls++;
    const toolName = ownToolName(name, this.fixes);
    return this.reasoning.before([
      { type: 'tool-input-start', id, toolName },
      { type: 'tool-input-delta', id, delta: input },
      { type: 'tool-input-end', id },
      { type: 'tool-call', toolCallId: id, toolName, input },
    ]);
  }

  private finish(part: StreamPart): readonly StreamPart[] {
    const { record } = this.call;
    const ends = [...this.ends(), ...this.files(true)];
    const errors =
      this.incomplete() && !this.failed
        ? this.error({ type: 'error', error: truncationError(this.call) })
        : [];
    const facts = {
      toolCalls: this.toolCalls,
      jsonTool: this.fixes.jsonTool !== undefined || this.repeated.size > 0 || this.tools.hasJson,
      failed: this.failed,
    };
    return [
      ...ends,
      ...errors,
      {
        ...part,
        finishReason: this.spec.finish(decideFinish(facts, record), record.finishReason),
        usage: usageOf(this.call.record, this.fixes, this.spec),
        providerMetadata: answerMetadata(part.providerMetadata as object, this.call),
      },
    ];
  }
}
