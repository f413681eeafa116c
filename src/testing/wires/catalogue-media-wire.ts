import { type Answer, bytesAnswer, jsonAnswer } from '../http/answer.ts';
import { toBase64 } from '../http/base64.ts';
import { asNumber, asString, type JsonObject } from '../http/json.ts';
import { bindingHost, mediaPath } from '../http/match-route.ts';
import { drawPicture } from '../model/picture.ts';
import { pngOf } from '../model/png.ts';
import { soundOf, soundType } from '../model/sound.ts';
import { hear } from './media/hear.ts';
import type { Wire } from './wire.ts';
import { fromBase64 } from './workers-ai/from-base64.ts';

/**
 * Pictures, sounds and films of the catalogue: an address of what was made. Samples of the catalogue's pages, 2026-11.
 * @open 2026-11-30: the schemas of these models are not published, so any input with words is taken.
 */
export const catalogueMediaWire: Wire = {
  refuse: ({ step: { body } }) =>
    wordsOf(body) === undefined && soundOfRequest(body) === undefined
      ? { message: 'Required value missing: prompt', param: 'prompt' }
      : undefined,
  answer: async ({ step: { body, model, origin = '' } }) => {
    const sound = soundOfRequest(body);
    if (sound !== undefined) return jsonAnswer({ text: await hear(sound) });
    const { kind, ending } = mediaOf(body, model);
    const address = new URL(`${mediaPath}${kind}.${ending}`, origin);
    address.searchParams.set('words', wordsOf(body) ?? '');
    for (const name of ['width', 'height']) {
      const side = asNumber(body[name]);
      if (side !== undefined) address.searchParams.set(name, String(side));
    }
    return jsonAnswer({ [kind]: await reachable(address) });
  },
};

/** Nothing but a binding reaches its host: there the address is the media itself. */
async function reachable(address: URL): Promise<string> {
  if (address.host !== bindingHost) return address.href;
  const { body, headers } = (await mediaAnswer(address.pathname, address.search)) ?? {};
  return body instanceof Uint8Array
    ? `data:${headers?.['content-type']};base64,${toBase64(body)}`
    : address.href;
}

/** A recording, as base64 or a `data:` URL. */
function soundOfRequest({ audio }: JsonObject): Blob | undefined {
  const bytes = typeof audio === 'string' ? fromBase64(audio.replace(/^data:[^,]{0,99},/, '')) : undefined;
  return bytes && new Blob([Uint8Array.from(bytes)]);
}

function wordsOf({ prompt, text, input }: JsonObject): string | undefined {
  return asString(prompt) ?? asString(text) ?? asString(input);
}

function mediaOf(body: JsonObject, model: string): { kind: 'image' | 'audio' | 'video'; ending: string } {
  if (/video|veo|sora|gen-?\d|ray-|seedance/i.test(model)) return { kind: 'video', ending: 'mp4' };
  const speaks = body.prompt === undefined || /tts|speech|music|lyria/i.test(model);
  return speaks ? { kind: 'audio', ending: 'mp3' } : { kind: 'image', ending: 'png' };
}

/** What is at such an address. There are no films. */
export async function mediaAnswer(path: string, query: string): Promise<Answer | undefined> {
  const { words = '', width = '1024', height = '1024' } = Object.fromEntries(new URLSearchParams(query));
  if (path === `${mediaPath}audio.mp3`) return bytesAnswer(soundOf('mp3', words), soundType('mp3'));
  if (path !== `${mediaPath}image.png`) return undefined;
  const size = { width: sideOf(width), height: sideOf(height) };
  return bytesAnswer(await pngOf(drawPicture(words, size)), 'image/png');
}

function sideOf(text: string): number {
  return Math.min(4096, Math.max(1, Math.round(Number(text)) || 1024));
}
