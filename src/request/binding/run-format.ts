import { isRecord, type JSONRecord, parseRecord } from '../../json-values.ts';
import type { ServedWire } from '../../upstreams/upstream.ts';

/** What the binding's `run` accepts and returns, where that is not OpenAI's format. */
export interface RunFormat {
  readonly inputs: (body: JSONRecord) => Record<string, unknown>;
  readonly decode?: (response: Response) => Promise<Response>;
}

/** Chat is OpenAI's format, or read by the tolerant reader; embeddings are Workers AI's own, as is what is run. */
export const runFormats: { readonly [WIRE in ServedWire]?: RunFormat } = {
  embeddings: {
    inputs: ({ input, encoding_format: _, ...rest }) => ({ ...rest, text: input }),
    decode: toEmbeddings,
  },
};

/**
 * `{ shape, data: [[…]] }` as OpenAI writes it. Token counts come in several forms, or not at all.
 * @see https://developers.cloudflare.com/workers-ai/models/bge-m3/
 */
async function toEmbeddings(response: Response): Promise<Response> {
  if (!response.ok) return response;
  const text = await response.text();
  const headers = new Headers(response.headers);
  for (const name of ['content-length', 'content-encoding']) headers.delete(name);
  const { status } = response;
  const answer = parseRecord(text);
  if (!Array.isArray(answer?.data) || !answer.data.every(Array.isArray)) {
    return new Response(text, { status, headers });
  }
  const { usage } = answer;
  const counted = isRecord(usage) && typeof usage.prompt_tokens === 'number' ? { usage } : {};
  const data = answer.data.map((embedding, index) => ({ object: 'embedding', index, embedding }));
  return new Response(JSON.stringify({ object: 'list', data, ...counted }), { status, headers });
}
