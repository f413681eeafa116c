import { APICallError } from '@ai-sdk/provider';
import { neutralUsage } from '../answer/neutral-usage.ts';
import { abortOf } from '../answer/read-failure.ts';
import { resultMetadata, withMetadata } from '../answer/result-metadata.ts';
import { readErrorEnvelope } from '../gateway/errors/read-error-envelope.ts';
import { toAPICallError } from '../gateway/errors/to-api-call-error.ts';
import { toConnectionError } from '../gateway/errors/to-connection-error.ts';
import { toTruncatedError } from '../gateway/errors/to-truncated-error.ts';
import type { ChatCall } from './chat-call.ts';
import { decideFinish } from './finish-reason.ts';
import { mapParts } from './pull-stream.ts';
import { ReasoningOrder } from './reasoning-order.ts';
import type { SpecAdapter } from './spec-adapter.ts';
import { toolCallIdMapper } from './tool-call-ids.ts';

/** A stream part of any specification, as far as this stage looks into it. */
interface PartLike {
  readonly type: string;
}

type Fields = PartLike & { readonly [key: string]: unknown };

/**
 * Completes the core's stream: warnings at the start, typed errors, a forced JSON call as text, and at the end
 * the finish reason and the metadata. An answer that broke off ends with an error, and its tool calls are not
 * handed on, since running half of one would start the next request.
 */
export function finishStream<PART extends PartLike, WARNING, FINISH>(
  stream: ReadableStream<PART>,
  call: ChatCall,
  headers: Readonly<Record<string, string>> | undefined,
  spec: SpecAdapter<WARNING, FINISH>,
): ReadableStream<PART> {
  const stage = new StreamStage(call, headers, spec as SpecAdapter<unknown, unknown>);
  // The stage writes parts in the fields that every specification shares, so a part stays one of its kind.
  const map = (part: PART): PART | readonly PART[] =>
    stage.map(part as PartLike as Fields) as PartLike as PART | readonly PART[];
  return mapParts(stream, map, error => stage.broken(error) as readonly PartLike[] as readonly PART[]);
}

class StreamStage {
  private readonly fixes;
  private readonly ids;
  private failed = false;
  private toolCalls = 0;
  private readonly jsonParts = new Set<unknown>();
  private readonly reasoning = new ReasoningOrder();
  private readonly handlers: Readonly<Record<string, (part: Fields) => Fields | readonly Fields[]>>;

  constructor(
    private readonly call: ChatCall,
    private readonly headers: Readonly<Record<string, string>> | undefined,
    private readonly spec: SpecAdapter<unknown, unknown>,
  ) {
    this.fixes = call.answerFixes();
    this.ids = toolCallIdMapper(this.fixes);
    this.handlers = {
      'stream-start': part => this.start(part),
      'response-metadata': part => this.identity(part),
      'reasoning-start': part => this.reasoning.start(part),
      'reasoning-delta': part => this.reasoning.delta(part),
      'reasoning-end': () => [],
      'text-start': part => this.reasoning.before([part]),
      'tool-input-start': part => this.reasoning.before([this.toolInputStart(part)]),
      'tool-input-delta': part => this.toolInput(part, 'text-delta'),
      'tool-input-end': part => this.toolInput(part, 'text-end'),
      'tool-call': part => this.toolCall(part),
      error: part => this.error(part),
      finish: part => this.finish(part),
    };
  }

  map(part: Fields): Fields | readonly Fields[] {
    const { record } = this.call;
    const thoughts = part.type === 'stream-start' ? '' : record.thoughts;
    if (thoughts === '') return this.handlers[part.type]?.(part) ?? part;
    record.thoughts = '';
    const unread = this.reasoning.delta({ type: 'reasoning-delta', id: 'reasoning', delta: thoughts });
    return [unread, this.map(part)].flat();
  }

  /** The end of a stream that the core gave up, such as a tool call without a name: it must not reject. */
  broken(error: unknown): readonly Fields[] {
    const reason = abortOf(error, this.call.signal);
    if (reason !== undefined) throw reason;
    const usage = this.spec.usage(neutralUsage(this.call.record.usage));
    return [...this.error({ type: 'error', error }), ...this.finish({ type: 'finish', usage })];
  }

  private start(part: Fields): Fields {
    const warnings = Array.isArray(part.warnings) ? part.warnings : [];
    return { ...part, warnings: [...warnings, ...this.call.warnings.map(this.spec.warning)] };
  }

  private identity(part: Fields): Fields {
    const { routedModel } = resultMetadata(this.call.request, this.headers, this.call.record);
    return routedModel === undefined ? part : { ...part, modelId: routedModel };
  }

  private toolInputStart(part: Fields): Fields {
    if (part.toolName !== this.fixes.jsonTool) return { ...part, id: this.ids.fresh(String(part.id)) };
    this.jsonParts.add(part.id);
    return { type: 'text-start', id: part.id };
  }

  private toolInput(part: Fields, asText: string): Fields {
    if (this.jsonParts.has(part.id)) return { ...part, type: asText };
    return { ...part, id: this.ids.same(String(part.id)) };
  }

  private toolCall(part: Fields): Fields | readonly Fields[] {
    if (this.jsonParts.has(part.toolCallId) || this.incomplete()) return [];
    this.toolCalls++;
    return { ...part, toolCallId: this.ids.same(String(part.toolCallId)) };
  }

  /** One error tells how a stream ended; what fails after it follows from it. */
  private error(part: Fields): readonly Fields[] {
    if (this.failed) return [];
    this.failed = true;
    return [{ ...part, error: this.typedError(part.error) }];
  }

  private typedError(error: unknown): unknown {
    if (APICallError.isInstance(error)) return error;
    const failure = this.failure();
    // A frame that is no JSON, or no answer: the core's errors hold it whole.
    if (error instanceof Error) {
      const body = 'text' in error ? String(error.text) : '';
      return toAPICallError({ ...failure, body, cause: error });
    }
    return toAPICallError({ ...failure, body: error, responseBody: JSON.stringify(error) });
  }

  /** Core 1.x ends a cut stream as a success: no finish reason is all that tells. */
  private incomplete(): boolean {
    const { record } = this.call;
    // Without a reason, or with the empty one of some hosts, the closing event tells.
    const closed = record.done && (record.nativeFrames || record.finishReason === '');
    return this.failed || record.error !== undefined || !(record.finishReason || closed);
  }

  private incompleteError(): unknown {
    const { record } = this.call;
    if (record.error !== undefined && readErrorEnvelope(record.error) !== undefined)
      return this.typedError(record.error);
    return record.cut === undefined
      ? toTruncatedError(this.failure())
      : toConnectionError({ ...this.failure(), cause: record.cut });
  }

  private finish(part: Fields): readonly Fields[] {
    const { record, request } = this.call;
    const errors =
      this.incomplete() && !this.failed ? this.error({ type: 'error', error: this.incompleteError() }) : [];
    const facts = {
      toolCalls: this.toolCalls,
      jsonTool: this.fixes.jsonTool !== undefined,
      failed: this.failed,
    };
    const decided = decideFinish(this.spec.finishName(part.finishReason), facts, record);
    return [
      ...this.reasoning.end(),
      ...errors,
      {
        ...part,
        ...(decided !== undefined && { finishReason: this.spec.finish(decided) }),
        providerMetadata: withMetadata(
          part.providerMetadata as object,
          resultMetadata(request, this.headers, record),
        ),
      },
    ];
  }

  private failure() {
    return {
      url: this.call.request.plan.target.url,
      statusCode: 200,
      headers: { ...this.headers },
      context: this.call.request.errorContext,
      requestBodyValues: this.call.sentBody(),
    };
  }
}
