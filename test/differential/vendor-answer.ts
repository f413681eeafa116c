import type { RecordedRequest } from '../support/fake-fetch.ts';

const facts = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'upstream-model' };
const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
const message = { role: 'assistant', content: 'Hello' };

/** A chat answer with every field that one of the vendors' packages demands. */
export function vendorAnswer({ body }: RecordedRequest): Response {
  if (body.stream !== true) {
    const choices = [{ index: 0, message, finish_reason: 'stop' }];
    return Response.json({ ...facts, object: 'chat.completion', choices, usage });
  }
  const chunks = [
    { choices: [{ index: 0, delta: message, finish_reason: null }] },
    { choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: 'stop' }], usage },
  ];
  const events = chunks.map(
    chunk => `data: ${JSON.stringify({ ...facts, object: 'chat.completion.chunk', ...chunk })}\n\n`,
  );
  return new Response(`${events.join('')}data: [DONE]\n\n`, {
    headers: { 'content-type': 'text/event-stream' },
  });
}
