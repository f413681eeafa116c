import { toAPICallError } from '../../gateway/errors/classify.ts';
import { type Exchange, endedBy } from '../../gateway/errors/exchange.ts';
import { readErrorEnvelope } from '../../gateway/errors/read-envelope.ts';
import { parseJSON } from '../../json-values.ts';
import { type AnswerRecord, recordAnswer } from '../answer-record.ts';
import { completionEvents } from '../completion-events.ts';
import { repairCompletion } from '../repair.ts';
import { openStream } from './open-stream.ts';

/** Opens an answer to a streaming request by its first byte. */
export function answerOpener(
  exchange: Exchange,
  record: AnswerRecord,
  signal: AbortSignal | undefined,
  merges: boolean,
) {
  return (response: Response): Promise<Response> =>
    openStream(response, signal, {
      tools: Array.isArray(Object(exchange.requestBody).tools),
      merges,
      json: text => eventsOfJson(text, record, exchange),
      cut: error => {
        record.cut = error;
      },
      done: () => {
        record.done = true;
      },
    });
}

/** A JSON body in answer to a streaming request: an answer in one piece, or an error. */
function eventsOfJson(text: string, record: AnswerRecord, exchange: Exchange): string {
  const value = parseJSON(text);
  const completion = readErrorEnvelope(value) === undefined ? repairCompletion(value) : undefined;
  if (completion === undefined) throw endedBy(exchange, toAPICallError(exchange, { text, value }));
  recordAnswer(record, value);
  return completionEvents(completion);
}
