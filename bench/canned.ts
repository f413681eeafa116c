/** The answers that every variant gets, as bytes. */
const encoder = new TextEncoder();

const usage = { prompt_tokens: 11, completion_tokens: 1000, total_tokens: 1011 };

export const completion: string = JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1790000000,
  model: 'gpt-4o',
  choices: [
    { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Hello there. '.repeat(20) } },
  ],
  usage,
});

/** How text stands in a chunk: as the core knows it, or as a list of parts, which its schema refuses. */
export type TextForm = 'text' | 'parts';

/** The events of a streamed answer of so many text chunks. */
function events(chunks: number, form: TextForm): string[] {
  const content = (text: string): unknown => (form === 'text' ? text : [{ type: 'text', text }]);
  const event = (choice: object, rest: object = {}): string =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1790000000, model: 'gpt-4o', choices: [choice], ...rest })}\n\n`;
  return [
    event({ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }),
    ...Array.from({ length: chunks }, (_, index) =>
      event({ index: 0, delta: { content: content(` word${index % 97}`) }, finish_reason: null }),
    ),
    event({ index: 0, delta: {}, finish_reason: 'stop' }, { usage }),
    'data: [DONE]\n\n',
  ];
}

/** The same events as the reads of a body: one event a read, or reads of so many bytes. */
export function reads(chunks: number, readSize: 'event' | number, form: TextForm = 'text'): Uint8Array[] {
  if (readSize === 'event') return events(chunks, form).map(event => encoder.encode(event));
  const bytes = encoder.encode(events(chunks, form).join(''));
  const parts: Uint8Array[] = [];
  for (let offset = 0; offset < bytes.length; offset += readSize)
    parts.push(bytes.slice(offset, offset + readSize));
  return parts;
}

const json = { 'content-type': 'application/json', 'cf-aig-log-id': '019a7b3e-5f2c-7c41-9d3e-2b8f6a1c4e07' };
const sse = { ...json, 'content-type': 'text/event-stream' };

/** A `fetch` that answers from memory: what is left is the client's own work. */
export function memoryFetch(body: string | readonly Uint8Array[]): typeof fetch {
  if (typeof body === 'string') return async () => new Response(body, { headers: json });
  return async () => {
    let index = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        const part = body[index++];
        if (part === undefined) controller.close();
        else controller.enqueue(part);
      },
    });
    return new Response(stream, { headers: sse });
  };
}
