import { type Answer, bytesAnswer, jsonAnswer } from '../../http/answer.ts';
import { toBase64 } from '../../http/base64.ts';
import { asString, type JsonObject } from '../../http/json.ts';
import { fnv1a } from '../../model/hash.ts';
import { jpegOf } from '../../model/jpeg.ts';
import { drawPicture, type PictureSize } from '../../model/picture.ts';
import { pngOf } from '../../model/png.ts';
import { publishedForms, publishedModel } from '../../upstreams/published-input.ts';
import type { Refusal } from '../../upstreams/upstream.ts';
import { requiredAt } from '../../upstreams/workers-ai-bad-input.ts';
import type { Wire, WireCall } from '../wire.ts';
import { fromBase64 } from './from-base64.ts';
import { badInput, refuseInput } from './refuse-input.ts';

/** Pictures: bytes, or base64 in JSON, as the model publishes it. */
export const runImageWire: Wire = { refuse, answer: draw };

function refuse(call: WireCall): Refusal | undefined {
  const { body, bodyForm, model } = call.step;
  const readsForm = publishedForms(model).some(({ required }) => required?.includes('multipart'));
  if (bodyForm === 'form' && readsForm) return refuseFields(body);
  const refusal = refuseInput(call);
  if (refusal) return refusal;
  const { image_b64: given } = body;
  return typeof given === 'string' && fromBase64(given) === undefined
    ? { message: 'AiError: Invalid data for base64 input', code: 5004 }
    : undefined;
}

/** Fields of a form are text. @open 2026-11-30: what the service reports about them is not published. */
function refuseFields(body: JsonObject): Refusal | undefined {
  if (!asString(body.prompt)) return badInput(requiredAt('/', 'prompt'));
  const numbers = ['width', 'height', 'steps', 'seed', 'guidance'];
  const wrong = numbers.find(name => body[name] !== undefined && !Number.isFinite(Number(body[name])));
  return wrong === undefined ? undefined : badInput(`Type mismatch of '/${wrong}', 'string' not in 'number'`);
}

async function draw({ step: { body, model } }: WireCall): Promise<Answer> {
  const picture = drawPicture(await wordsOf(body), sizeOf(body, model));
  const output = publishedModel(model)?.output ?? 'image/png';
  if (output === 'image/png') return bytesAnswer(await pngOf(picture), output);
  const jpeg = jpegOf(picture);
  return output === 'base64' ? jsonAnswer({ image: toBase64(jpeg) }) : bytesAnswer(jpeg, output);
}

function sizeOf(body: JsonObject, model: string): PictureSize {
  const [form] = publishedForms(model);
  const side = (name: 'width' | 'height'): number => {
    const wanted = Number(body[name] ?? form?.properties?.[name]?.default ?? 1024);
    return Math.min(4096, Math.max(1, Math.round(wanted)));
  };
  return { width: side('width'), height: side('height') };
}

/** Everything that a picture depends on, pictures that were given included. */
async function wordsOf(body: JsonObject): Promise<string> {
  const { width: _, height: __, ...rest } = body;
  const parts = Object.entries(rest).map(async ([name, value]) => {
    if (!(value instanceof Blob)) return [name, value];
    return [name, fnv1a(String(new Uint8Array(await value.arrayBuffer())))];
  });
  return JSON.stringify(await Promise.all(parts));
}
