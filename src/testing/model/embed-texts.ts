import { toBase64 } from '../http/base64.ts';
import { asNumber, type JsonObject, objects } from '../http/json.ts';
import { countTokens } from './count-tokens.ts';
import { fnv1a } from './hash.ts';

/** Lengths of the vectors of known models; anything else is 1024 long. */
const dimensionsByModel: readonly (readonly [RegExp, number])[] = [
  [/text-embedding-3-large/, 3072],
  [/text-embedding-(?:3-small|ada-002)/, 1536],
  [/gemini-embedding/, 3072],
  [/bge-base|embeddinggemma|text-embedding-00/, 768],
  [/bge-small/, 384],
];

/** Answers an embeddings request: unit vectors that depend only on the words of each text. */
export function embedTexts(model: string, body: JsonObject): JsonObject {
  const inputs = inputList(body.input);
  const known = dimensionsByModel.find(([pattern]) => pattern.test(model))?.[1] ?? 1024;
  const dimensions = asNumber(body.dimensions) ?? known;
  const tokens = inputs.reduce<number>(
    (sum, input) => sum + (Array.isArray(input) ? input.length : countTokens(input)),
    0,
  );
  const data = inputs.map((input, index) => {
    const vector = embed(typeof input === 'string' ? input : JSON.stringify(input), dimensions);
    return {
      object: 'embedding',
      index,
      embedding: body.encoding_format === 'base64' ? floatsAsBase64(vector) : [...vector],
    };
  });
  return { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

/** The same in the format of Workers AI's own models. */
export function runEmbeddings({ data }: JsonObject): JsonObject {
  const vectors = objects(data).map(({ embedding }) => embedding);
  const [first] = vectors;
  return { shape: [vectors.length, Array.isArray(first) ? first.length : 0], data: vectors, pooling: 'cls' };
}

/** A text, texts, one list of tokens, or lists of tokens. */
function inputList(input: unknown): unknown[] {
  if (!Array.isArray(input)) return [input];
  return input.some(item => typeof item === 'number') ? [input] : input;
}

/** Texts that share words point in similar directions. */
function embed(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().match(/[\p{L}\d]+/gu) ?? ['']) {
    for (let salt = 0; salt < 8; salt++) {
      const hash = fnv1a(`${salt}:${word}`);
      const index = hash % dimensions;
      vector[index] = (vector[index] ?? 0) + (hash & 0x80000000 ? -1 : 1);
    }
  }
  const length = Math.hypot(...vector);
  if (length === 0) vector[0] = 1;
  return length === 0 ? vector : vector.map(value => value / length);
}

/** Little-endian 32-bit floats, the form that the OpenAI SDK requests. */
function floatsAsBase64(vector: Float32Array): string {
  const view = new DataView(new ArrayBuffer(vector.length * 4));
  for (const [index, value] of vector.entries()) view.setFloat32(index * 4, value, true);
  return toBase64(new Uint8Array(view.buffer));
}
