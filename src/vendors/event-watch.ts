import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { isRecord, type JSONRecord, parseRecord, records } from '../json-values.ts';
import { words } from '../wire/fields.ts';

/**
 * Types of the last event of an answer. `response.done` is what xAI's package reads beside OpenAI's own (@ai-sdk/xai 4,
 * 2026-11). Gemini's and OpenAI's chunks tell by a reason.
 */
const lastTypes: readonly unknown[] = words(
  'message_stop message-end response.completed response.incomplete response.failed response.done',
);

/**
 * What an event with token counts contains, the last event of an answer, and an error. Content may contain it too. Other
 * events are not parsed; most reads of a stream hold none, and are not divided into lines.
 */
const telling = new RegExp(
  `"(?:${lastTypes.join('|')})"|"(?:usage(?:Metadata)?":\\s?{|finish(?:_r|R)eason":\\s?"|error":\\s?[{["]|success":\\s?false|type":\\s?"error")`,
);

/**
 * What is learned of a response. It reads along with a package, for what the package does not tell or tells differently
 * in each major: whether the stream is complete, its token counts, and errors inside it.
 */
export class EventWatch {
  /** Whether the last event of the wire has arrived. */
  ended = false;
  /** Whether `[DONE]` has. */
  done = false;
  /** Whether the first part of the stream has been delivered. */
  delivered = false;
  /** Why the body broke off. */
  cut: unknown;
  /** The first error in the stream, as it was sent. */
  error: unknown;
  /** Token counts as they were sent: Messages counts input in its first event and output in a later one. */
  usage: JSONRecord | undefined;
  /** Which credential paid. */
  keySource: string | undefined;
  /** Of no interest here: the limits that models have by default are those of chat completions. */
  readonly finishReason = undefined;
  readonly warnings: readonly string[] = [];

  /** @param whole whether the last event is: an error is one however the body ends, an answer only with all of it */
  read(events: string, whole: boolean): void {
    if (!telling.test(events)) return;
    for (const line of events.split('\n'))
      if (telling.test(line)) this.readEvent(parseRecord(line.replace(/^data:/, '')) ?? {}, whole);
  }

  private readEvent(event: JSONRecord, whole: boolean): void {
    const usage = usageIn(event);
    if (usage !== undefined) this.usage = { ...this.usage, ...usage };
    this.ended ||= whole && isLast(event);
    this.error ??= errorIn(event);
  }
}

/** Whether an event, or a whole answer, tells how the answer ended. */
export function isLast({ type, candidates, choices }: JSONRecord): boolean {
  const items = [...records(candidates), ...records(choices)];
  return lastTypes.includes(type) || items.some(item => item.finishReason || item.finish_reason);
}

/** The counts of an event, or of a whole answer. */
export function usageIn(value: unknown): JSONRecord | undefined {
  const { message, response, usage, usageMetadata, delta } = Object(value);
  const counts: unknown = usage ?? usageMetadata ?? (message ?? response ?? delta)?.usage;
  return isRecord(counts) ? counts : undefined;
}

/** The error that an event is: content may hold members of that name. */
function errorIn(value: JSONRecord): unknown {
  const { type, response } = value;
  if (type === 'response.failed') return { error: Object(response).error };
  if (type === 'error') return isRecord(value.error) ? value : { error: value };
  const content = type !== undefined || value.candidates !== undefined || value.choices !== undefined;
  return content || readErrorEnvelope(value) === undefined ? undefined : value;
}
