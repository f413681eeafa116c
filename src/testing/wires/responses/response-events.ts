import { asString, type JsonObject, member, objects } from '../../http/json.ts';
import { pieces } from '../../model/pieces.ts';
import { outputOf } from './render-response.ts';

/** A response as the events of its stream, numbered in order. */
export function responseEvents(response: JsonObject, body: JsonObject): JsonObject[] {
  const { usage: _, ...begun } = response;
  const opening = {
    ...begun,
    status: 'in_progress',
    completed_at: null,
    incomplete_details: null,
    output: [],
    usage: null,
    service_tier: body.service_tier ?? 'auto',
  };
  const padded = member(body, 'stream_options').include_obfuscation !== false;
  const events = [
    { type: 'response.created', response: opening },
    { type: 'response.in_progress', response: opening },
    ...outputOf(response).flatMap((item, index) => itemEvents(item, index)),
    { type: `response.${String(response.status)}`, response },
  ];
  return events.map((event, index) => ({
    ...event,
    sequence_number: index,
    // Against guesses from the length of a delta.
    ...(padded && event.type.endsWith('.delta') ? { obfuscation: 'abcdefghijkl'.slice(index % 12) } : {}),
  }));
}

type Event = JsonObject & { readonly type: string };

function itemEvents(item: JsonObject, output_index: number): Event[] {
  const at = { item_id: item.id, output_index };
  return [
    { type: 'response.output_item.added', output_index, item: begun(item) },
    ...(progress[String(item.type)]?.(item, at) ?? []),
    { type: 'response.output_item.done', output_index, item },
  ];
}

/** An item before anything is in it. */
function begun(item: JsonObject): JsonObject {
  switch (item.type) {
    case 'message':
      return { ...item, status: 'in_progress', content: [] };
    case 'function_call':
      return { ...item, status: 'in_progress', arguments: '' };
    case 'reasoning':
      return { ...item, ...(item.status === undefined ? {} : { status: 'in_progress' }), summary: [] };
    default:
      return { ...item, status: 'in_progress' };
  }
}

/** What happens between the beginning and the end of an item. */
const progress: Readonly<Record<string, (item: JsonObject, at: JsonObject) => Event[]>> = {
  reasoning: (item, at) =>
    objects(item.summary).flatMap((part, summary_index) => {
      const place = { ...at, summary_index };
      return [
        { type: 'response.reasoning_summary_part.added', ...place, part: { ...part, text: '' } },
        ...deltas('response.reasoning_summary_text', place, part.text),
        { type: 'response.reasoning_summary_text.done', ...place, text: part.text },
        { type: 'response.reasoning_summary_part.done', ...place, part },
      ];
    }),
  web_search_call: (_, at) =>
    ['in_progress', 'searching', 'completed'].map(step => ({
      type: `response.web_search_call.${step}`,
      ...at,
    })),
  function_call: (item, at) => [
    ...deltas('response.function_call_arguments', at, item.arguments),
    {
      type: 'response.function_call_arguments.done',
      ...at,
      name: item.name,
      arguments: item.arguments,
    },
  ],
  message: (item, at) =>
    objects(item.content).flatMap((part, content_index) => {
      const place = { ...at, content_index };
      return part.type === 'refusal' ? refusalEvents(part, place) : textEvents(part, place);
    }),
};

function textEvents(part: JsonObject, place: JsonObject): Event[] {
  const logprobs = { logprobs: [] };
  return [
    {
      type: 'response.content_part.added',
      ...place,
      part: { ...part, annotations: [], text: '' },
    },
    ...deltas('response.output_text', place, part.text).map(event => ({ ...event, ...logprobs })),
    ...objects(part.annotations).map((annotation, annotation_index) => ({
      type: 'response.output_text.annotation.added',
      ...place,
      annotation_index,
      annotation,
    })),
    { type: 'response.output_text.done', ...place, text: part.text, ...logprobs },
    { type: 'response.content_part.done', ...place, part },
  ];
}

function refusalEvents(part: JsonObject, place: JsonObject): Event[] {
  return [
    { type: 'response.content_part.added', ...place, part: { ...part, refusal: '' } },
    ...deltas('response.refusal', place, part.refusal),
    { type: 'response.refusal.done', ...place, refusal: part.refusal },
    { type: 'response.content_part.done', ...place, part },
  ];
}

function deltas(of: string, place: JsonObject, text: unknown): Event[] {
  return pieces(asString(text) ?? '').map(delta => ({ type: `${of}.delta`, ...place, delta }));
}
