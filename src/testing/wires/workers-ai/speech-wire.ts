import { bytesAnswer, jsonAnswer } from '../../http/answer.ts';
import { toBase64 } from '../../http/base64.ts';
import { asString, type JsonObject } from '../../http/json.ts';
import { soundOf, soundType } from '../../model/sound.ts';
import { publishedModel } from '../../upstreams/published-input.ts';
import type { Wire } from '../wire.ts';
import { refuseInput } from './refuse-input.ts';

/** Speech: bytes in the requested encoding, or base64 in JSON. */
export const runSpeechWire: Wire = {
  refuse: refuseInput,
  answer: ({ step: { body, model } }) => {
    const format = formatOf(body);
    const sound = soundOf(format, asString(body.text) ?? asString(body.prompt) ?? '');
    return publishedModel(model)?.output === 'base64'
      ? jsonAnswer({ audio: toBase64(sound) })
      : bytesAnswer(sound, soundType(format));
  },
};

/** Raw samples come in a WAV file unless no container is wanted. */
function formatOf({ encoding = 'mp3', container }: JsonObject): string {
  if (encoding !== 'linear16') return String(encoding);
  return container === 'none' ? 'pcm' : 'wav';
}
