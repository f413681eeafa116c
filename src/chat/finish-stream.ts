import { resultMetadata, withMetadata } from '../answer/result-metadata.ts';
import { readErrorEnvelope } from '../gateway/errors/read-error-envelope.ts';
import { toAPICallError } from '../gateway/errors/to-api-call-error.ts';
import { toConnectionError } from '../gateway/errors/to-connection-error.ts';
import { toTruncatedError } from '../gateway/errors/to-truncated-error.ts';
import type { ChatCall } from './chat-call.ts';
import { decideFinish } from './finish-reason.ts';
import { mapParts } from './pull-stream.ts';
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
  return mapParts(stream, part => stage.map(part as PartLike as Fields) as PartLike as PART);
}

class StreamStage {
  private readonly fixes;
  private readonly ids;
  private failed = false;
  private toolCalls = 0;
  private readonly jsonParts = new Set<unknown>();
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
      'tool-input-start': part => this.toolInputStart(part),
      'tool-input-delta': part => this.toolInput(part, 'text-delta'),
      'tool-input-end': part => this.toolInput(part, 'text-end'),
      'tool-call': part => this.toolCall(part),
      error: part => this.error(part),
      finish: part => this.finish(part),
    };
  }

  map(part: Fields): Fields | readonly Fields[] {
    return this.handlers[part.type]?.(part) ?? part;
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

  private error(part: Fields): Fields {
    this.failed = true;
    return { ...part, error: this.typedError(part.error) };
  }

  private typedError(error: unknown): unknown {
    const { record } = this.call;
    const failure = this.failure();
    if (record.cut !== undefined) return toConnectionError({ ...failure, cause: record.cut });
    if (error instanceof Error) return error;
    return toAPICallError({ ...failure, body: error, responseBody: JSON.stringify(error) });
  }

  /** Core 1.x ends a cut stream as a success: no finish reason is all that tells. */
  private incomplete(): boolean {
    const { record } = this.call;
    return (
      this.failed || record.error !== undefined || (record.finishReason === undefined && !record.nativeFrames)
    );
  }

  private finish(part: Fields): readonly Fields[] {
    const { record, request } = this.call;
    const errors: Fields[] = [];
    if (this.incomplete() && !this.failed) {
      const envelope = record.error !== undefined && readErrorEnvelope(record.error) !== undefined;
      const error = envelope ? this.typedError(record.error) : toTruncatedError(this.failure());
      errors.push({ type: 'error', error });
      this.failed = true;
    }
    const facts = {
      toolCalls: this.toolCalls,
      jsonTool: this.fixes.jsonTool !== undefined,
      failed: this.failed,
    };
    const decided = decideFinish(this.spec.finishName(part.finishReason), facts, record);
    return [
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
