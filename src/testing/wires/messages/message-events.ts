import { asString, type JsonObject, member, objects } from '../../http/json.ts';
import { pieces } from '../../model/pieces.ts';

/** A message as the events of its stream. */
export function messageEvents(message: JsonObject): JsonObject[] {
  const { content, stop_reason, stop_sequence, stop_details, usage, ...rest } = message;
  const counts = member(message, 'usage');
  const { output_tokens: _, output_tokens_details: __, server_tool_use: ___, ...before } = counts;
  const opening = {
    ...rest,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    usage: { ...before, output_tokens: 1 },
  };
  const { cache_creation: ____, service_tier: _____, ...after } = counts;
  return [
    { type: 'message_start', message: opening },
    { type: 'ping' },
    ...objects(content).flatMap(blockEvents),
    { type: 'message_delta', delta: { stop_reason, stop_sequence, stop_details }, usage: after },
    { type: 'message_stop' },
  ];
}

function blockEvents(block: JsonObject, index: number): JsonObject[] {
  const [start, deltas] = streamed(block);
  return [
    { type: 'content_block_start', index, content_block: start },
    ...deltas.map((delta, number) => ({
      type: 'content_block_delta',
      index,
      delta,
      // The gateway pads what it passes on, against guesses from the length (observed 2026-09-14).
      p: 'abcdefghijkl'.slice(0, 1 + (number % 12)),
    })),
    { type: 'content_block_stop', index },
  ];
}

/** A block as it begins, and what is added to it. */
function streamed(block: JsonObject): [JsonObject, JsonObject[]] {
  switch (block.type) {
    case 'text':
      return [
        { ...block, text: '', ...(block.citations ? { citations: [] } : {}) },
        [
          ...objects(block.citations).map(citation => ({ type: 'citations_delta', citation })),
          ...texts(block.text).map(text => ({ type: 'text_delta', text })),
        ],
      ];
    case 'thinking':
      return [
        { ...block, thinking: '', signature: '' },
        [
          ...texts(block.thinking).map(thinking => ({ type: 'thinking_delta', thinking })),
          { type: 'signature_delta', signature: block.signature },
        ],
      ];
    case 'tool_use':
    case 'server_tool_use':
      return [
        { ...block, input: {} },
        ['', ...pieces(JSON.stringify(block.input))].map(json => ({
          type: 'input_json_delta',
          partial_json: json,
        })),
      ];
    default:
      return [block, []];
  }
}

function texts(text: unknown): string[] {
  return pieces(asString(text) ?? '');
}
