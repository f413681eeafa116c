import { readErrorEnvelope } from '../../gateway/errors/read-error-envelope.ts';
import { toAPICallError } from '../../gateway/errors/to-api-call-error.ts';
import { parseJSON } from '../../json-values.ts';
import { type createTransport, failureOf } from '../../request/transport.ts';
import { type AnswerRecord, recordAnswer } from '../answer-record.ts';
import { completionEvents } from '../completion-events.ts';
import { repairCompletion } from '../repair.ts';
import { openStream } from './open-stream.ts';
import type { WireBody } from '../../wire/body.ts';

/** What opening an answer needs of the transport. */
type Transport = Pick<Parameters<typeof createTransport>[0], 'errorContext' | 'failed'> & {
  readonly sentBody: () => WireBody | undefined;
};

/** Opens an answer to a streaming request by its first byte. */
export function answerOpener(
  transport: Transport,
  record: AnswerRecord,
  signal: AbortSignal | undefined,
  merges: boolean,
) {
  return (response: Response, url: string): Promise<Response> =>
    openStream(response, signal, {
      tools: Array.isArray(transport.sentBody()?.tools),
      merges,
      json: text => eventsOfJson(text, record, () => failureOf(transport, url, response), transport.failed),
      cut: error => {
        record.cut = error;
      },
      done: () => {
        record.done = true;
      },
    });
}

/** A JSON body in answer to a streaming request: an answer in one piece, or an error. */
function eventsOfJson(
  text: string,
  record: AnswerRecord,
  failure: () => ReturnType<typeof failureOf>,
  failed: Transport['failed'],
): string {
  const parsed = parseJSON(text);
  const completion = readErrorEnvelope(parsed) === undefined ? repairCompletion(parsed) : undefined;
  if (completion === undefined)
    throw failed(toAPICallError({ ...failure(), body: parsed ?? text, responseBody: text }));
  recordAnswer(record, parsed);
  return completionEvents(completion);
}
