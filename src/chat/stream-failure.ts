import { APICallError, InvalidResponseDataError } from '@ai-sdk/provider';
import type { AnswerRecord } from '../answer/answer-record.ts';
import { errorInfoOf } from '../gateway/errors/error-info-of.ts';
import { readErrorEnvelope } from '../gateway/errors/read-error-envelope.ts';
import { toAPICallError } from '../gateway/errors/to-api-call-error.ts';
import { toConnectionError } from '../gateway/errors/to-connection-error.ts';
import { toTruncatedError } from '../gateway/errors/to-truncated-error.ts';
import type { ChatCall } from './chat-call.ts';

/** Says why a stream that had begun did not end as it should. */
export class StreamFailure {
  constructor(
    private readonly call: ChatCall,
    private readonly headers: Readonly<Record<string, string>> | undefined,
  ) {}

  typedError(error: unknown): unknown {
    if (APICallError.isInstance(error)) return error;
    const exchange = this.exchange();
    // A frame that is no JSON, or no answer: the core's errors hold it whole.
    if (error instanceof Error) {
      const body = 'text' in error ? String(error.text) : '';
      return toAPICallError({ ...exchange, body, cause: error });
    }
    return toAPICallError({ ...exchange, body: error, responseBody: JSON.stringify(error) });
  }

  /** What ended the answer before its end. */
  incompleteError(): unknown {
    const { record } = this.call;
    if (record.error !== undefined && readErrorEnvelope(record.error) !== undefined)
      return this.typedError(record.error);
    if (record.cut === undefined) return toTruncatedError(this.exchange());
    // What this client ended itself says so already.
    if (APICallError.isInstance(record.cut) && errorInfoOf(record.cut) !== undefined) return record.cut;
    return toConnectionError({ ...this.exchange(), cause: record.cut });
  }

  private exchange() {
    return {
      url: this.call.request.plan.target.url,
      statusCode: 200,
      headers: { ...this.headers },
      context: this.call.request.errorContext,
      requestBodyValues: this.call.sentBody(),
    };
  }
}

/** How core 3.x says that no finish reason came (3.0.92, 2026-11); whether one had to come is decided at the end. */
export function isMissingFinish(error: unknown): boolean {
  return InvalidResponseDataError.isInstance(error) && error.data === undefined;
}

/** Core 1.x ends a cut stream as a success: no finish reason is all that tells. */
export function isIncomplete(record: AnswerRecord): boolean {
  // Without a reason, or with the empty one of some hosts, the closing event tells.
  const closed = record.done && (record.nativeFrames || record.finishReason === '');
  return record.error !== undefined || !(record.finishReason || closed);
}
