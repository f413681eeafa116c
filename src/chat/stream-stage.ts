import { JSONParseError } from '@ai-sdk/provider';
import { neutralUsage } from '../answer/neutral-usage.ts';
import { abortOf } from '../answer/read-failure.ts';
import { resultMetadata, withMetadata } from '../answer/result-metadata.ts';
import type { AnswerFixes } from '../wire/profile.ts';
import type { StreamEnd } from './begin-stream.ts';
import type { ChatCall } from './chat-call.ts';
import { signatureMetadata, takeDetails, takeSources } from './extra-parts.ts';
import { decideFinish } from './finish-reason.ts';
import { ReasoningOrder } from './reasoning-order.ts';
import { reasoningDeduplicator } from './repeated-reasoning.ts';
import type { SpecAdapter } from './spec-adapter.ts';
import { isIncomplete, isMissingFinish, StreamFailure } from './stream-failure.ts';
import { StreamedText } from './streamed-text.ts';
import { ToolInputs } from './tool-inputs.ts';

/** A stream part of any specification, as far as this stage looks into it. */
export interface PartLike {
  readonly type: string;
}

export type Fields = PartLike & { readonly [key: string]: unknown };

type Parts = Fields | readonly Fields[];

/** Puts the parts of one stream right, one after the other. */
export class StreamStage {
  private readonly fixes: AnswerFixes;
  private readonly failure: StreamFailure;
  private readonly reasoning: ReasoningOrder;
  private readonly fresh;
  private readonly text: StreamedText;
  private failed = false;
  /** What failed. After a line that is no JSON, the answer may follow, or an error that says more. */
  end: StreamEnd = { error: undefined, mayGoOn: false };
  private toolCalls = 0;
  private repeatedCalls = 0;
  /** How many calls the core has ended. */
  private places = 0;
  private readonly tools: ToolInputs;
  private readonly handlers: Readonly<Record<string, (part: Fields) => Parts>>;

  constructor(
    private readonly call: ChatCall,
    private readonly headers: Readonly<Record<string, string>> | undefined,
    private readonly spec: SpecAdapter<unknown, unknown>,
  ) {
    this.fixes = call.answerFixes();
    this.tools = new ToolInputs(this.fixes);
    this.failure = new StreamFailure(call, headers);
    this.reasoning = new ReasoningOrder(() => takeDetails(call.record.extras));
    this.fresh = reasoningDeduplicator(this.fixes);
    this.text = new StreamedText(this.fixes, this.reasoning);
    this.handlers = this.handlersOf();
  }

  map(part: Fields): Parts {
    const { record } = this.call;
    if (!record.unread || part.type === 'stream-start') return this.handlers[part.type]?.(part) ?? part;
    const unread = this.unread();
    return [...unread, this.map(part)].flat();
  }

  /** The end of a stream that the core gave up, such as a tool call without a name: it must not reject. */
  broken(error: unknown): readonly Fields[] {
    const reason = abortOf(this.call.signal);
    if (reason !== undefined) throw reason;
    const { record } = this.call;
    const usage = this.spec.usage(neutralUsage(record.usage), record.usage);
    const finishReason = this.spec.finish('error', record.finishReason);
    return [
      ...this.unread(),
      ...this.ends(),
      ...this.error({ type: 'error', error }),
      ...this.finish({ type: 'finish', usage, finishReason }),
    ];
  }

  private handlersOf(): Readonly<Record<string, (part: Fields) => Parts>> {
    return {
      'stream-start': part => this.start(part),
      'response-metadata': part => this.identity(part),
      'reasoning-start': part => this.reasoning.start(part),
      'reasoning-delta': part => this.thought(part),
      'reasoning-end': () => [],
      'text-start': part => this.text.start(part),
      'text-delta': part => this.text.delta(part),
      'text-end': part => this.text.end(part),
      'tool-input-start': part => this.toolInputStart(part),
      'tool-input-delta': part => (this.text.isJson ? [] : this.tools.delta(part)),
      'tool-input-end': part => (this.text.isJson ? [] : this.tools.end(part)),
      'tool-call': part => this.toolCall(part),
      error: part => this.error(part),
      finish: part => this.finish(part),
    };
  }

  /** What came in fields that the core does not read. */
  private unread(): readonly Fields[] {
    const { record } = this.call;
    const { thoughts, extras } = record;
    record.unread = false;
    record.thoughts = '';
    const thought = this.thought({ type: 'reasoning-delta', id: 'reasoning', delta: thoughts });
    return [
      ...(thoughts === '' ? [] : [thought].flat()),
      ...(takeSources(extras) as readonly PartLike[] as readonly Fields[]),
      ...(this.spec.readsRefusals ? [] : this.text.refusal(extras.refusal)),
    ];
  }

  private thought(part: Fields): Parts {
    const delta = this.fresh(String(part.delta));
    if (delta === '') return [];
    return this.reasoning.delta(delta === part.delta ? part : { ...part, delta });
  }

  private start(part: Fields): Fields {
    const warnings = Array.isArray(part.warnings) ? part.warnings : [];
    return { ...part, warnings: [...warnings, ...this.call.warnings.map(this.spec.warning)] };
  }

  private identity(part: Fields): Fields {
    const { routedModel } = resultMetadata(this.call.request, this.headers, this.call.record);
    return routedModel === undefined ? part : { ...part, modelId: routedModel };
  }

  private toolInputStart(part: Fields): Parts {
    return this.text.isJson ? [] : this.reasoning.before([this.tools.start(part)]);
  }

  private toolCall(part: Fields): Parts {
    const place = this.places++;
    if (this.text.isJson) this.repeatedCalls++;
    if (this.text.isJson || this.tools.isJson(part.toolCallId) || this.incomplete()) return [];
    this.toolCalls++;
    const providerMetadata = signatureMetadata(this.call.record.extras, place);
    return { ...this.tools.call(part), ...(providerMetadata && { providerMetadata }) };
  }

  /** One error tells how a stream ended; what fails after it follows from it. */
  private error(part: Fields): readonly Fields[] {
    if ((this.failed && !this.end.mayGoOn) || isMissingFinish(part.error)) return [];
    const told = this.failed;
    this.failed = true;
    const error = this.failure.typedError(part.error);
    this.end = { error, mayGoOn: JSONParseError.isInstance(part.error) };
    return told ? [] : [{ ...part, error }];
  }

  private incomplete(): boolean {
    return this.failed || isIncomplete(this.call.record);
  }

  /** The ends of what is open. */
  private ends(): readonly Fields[] {
    return [...this.tools.close(), ...this.text.close(), ...this.reasoning.end()];
  }

  private finish(part: Fields): readonly Fields[] {
    const { record, request } = this.call;
    const ends = this.ends();
    const errors =
      this.incomplete() && !this.failed
        ? this.error({ type: 'error', error: this.failure.incompleteError() })
        : [];
    const facts = {
      toolCalls: this.toolCalls,
      jsonTool: this.fixes.jsonTool !== undefined || this.repeatedCalls > 0,
      failed: this.failed,
      refused: record.extras.refusal !== '',
    };
    const decided = decideFinish(this.spec.finishName(part.finishReason), facts, record);
    const metadata = resultMetadata(request, this.headers, record);
    return [
      ...ends,
      ...errors,
      {
        ...part,
        ...(decided !== undefined && { finishReason: this.spec.finish(decided, record.finishReason) }),
        providerMetadata: withMetadata(part.providerMetadata as object, metadata),
      },
    ];
  }
}
