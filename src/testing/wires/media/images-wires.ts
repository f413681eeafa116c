import { created } from '../../gateway/completion-answer.ts';
import { type Answer, jsonAnswer } from '../../http/answer.ts';
import { asNumber, asString, type JsonObject } from '../../http/json.ts';
import { countTokens } from '../../model/count-tokens.ts';
import { pixel } from '../../model/pixel.ts';
import type { Refusal } from '../../upstreams/upstream.ts';
import { namedEvents } from '../named-events.ts';
import { invalidValue, missing } from '../responses/refusals.ts';
import type { Wire, WireCall } from '../wire.ts';

/** OpenAI's images: `images/generations`. */
export const imagesWire: Wire = { refuse: ({ step }) => refuse(step.body, generated), answer: draw };

/** `images/edits`, a form with one or more pictures. */
export const imageEditsWire: Wire = {
  refuse: ({ step: { body } }) => (body.image === undefined ? missing('image') : refuse(body, edited)),
  answer: draw,
};

/** Members of both requests (openai-openapi 2.3.0, 2026-08-21; openai 6.49.0). */
const shared =
  'background model n output_compression output_format partial_images prompt quality response_format size stream user'.split(
    ' ',
  );
const generated = [...shared, 'moderation', 'style'];
const edited = [...shared, 'image', 'input_fidelity', 'mask'];

const qualities = ['standard', 'hd', 'low', 'medium', 'high', 'auto'];

function refuse(body: JsonObject, known: readonly string[]): Refusal | undefined {
  const extra = Object.keys(body).find(key => !known.includes(key));
  const model = asString(body.model) ?? 'dall-e-2';
  // GPT's image models always answer with base64.
  const unknown =
    body.response_format != null && /^(?:gpt-image|chatgpt-image)/.test(model) ? 'response_format' : extra;
  if (unknown !== undefined)
    return { message: `Unknown parameter: '${unknown}'.`, param: unknown, code: 'unknown_parameter' };
  if (body.prompt === undefined || body.prompt === '') return missing('prompt');
  if (body.quality != null && !qualities.includes(String(body.quality)))
    return invalidValue('quality', body.quality, qualities);
  const most = model === 'dall-e-3' ? 1 : 10;
  const count = countOf(body);
  return count < 1 || count > most
    ? {
        message: `Invalid 'n': integer ${count < 1 ? 'below minimum' : 'above maximum'} value. Expected a value ${count < 1 ? '>= 1' : `<= ${most}`}, but got ${count} instead.`,
        param: 'n',
        code: count < 1 ? 'integer_below_min_value' : 'integer_above_max_value',
      }
    : undefined;
}

/** Fields of a form are text. */
function countOf({ n }: JsonObject): number {
  return asNumber(n) ?? (typeof n === 'string' ? Number(n) : 1);
}

function draw({ state, step: { body, model } }: WireCall): Answer {
  const gpt = /^(?:gpt-image|chatgpt-image)/.test(model);
  const base64 = gpt || body.response_format === 'b64_json';
  const text = countTokens(body.prompt);
  const count = countOf(body);
  const usage = {
    input_tokens: text,
    input_tokens_details: { text_tokens: text, image_tokens: 0 },
    output_tokens: 272 * count,
    total_tokens: text + 272 * count,
  };
  const settings = {
    background: set(body.background, 'opaque'),
    output_format: set(body.output_format, 'png'),
    quality: set(body.quality, 'low'),
    size: set(body.size, '1024x1024'),
  };
  if (gpt && (body.stream === true || body.stream === 'true'))
    return namedEvents(state, [
      { type: 'image_generation.completed', b64_json: pixel, created_at: created, ...settings, usage },
    ]);
  const image = base64 ? { b64_json: pixel } : { url: 'https://example.com/local.png' };
  const revised = model === 'dall-e-3' ? { revised_prompt: body.prompt } : {};
  return jsonAnswer({
    created,
    ...(gpt ? settings : {}),
    data: Array.from({ length: count }, () => ({ ...image, ...revised })),
    ...(gpt ? { usage } : {}),
  });
}

function set(value: unknown, standard: string): unknown {
  return value == null || value === 'auto' ? standard : value;
}
