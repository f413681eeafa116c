import { bytesAnswer } from '../../http/answer.ts';
import { toBase64 } from '../../http/base64.ts';
import { asNumber, asString } from '../../http/json.ts';
import { countTokens } from '../../model/count-tokens.ts';
import { soundOf, soundType } from '../../model/sound.ts';
import type { Refusal } from '../../upstreams/upstream.ts';
import { namedEvents } from '../named-events.ts';
import { invalidValue, missing } from '../responses/refusals.ts';
import type { Wire, WireCall } from '../wire.ts';

/** OpenAI's `audio/speech`. */
export const speechWire: Wire = {
  refuse,
  answer: ({ state, step: { body } }) => {
    const format = asString(body.response_format) ?? 'mp3';
    const text = asString(body.input) ?? '';
    const sound = soundOf(format, text);
    if (body.stream_format !== 'sse') return bytesAnswer(sound, soundType(format));
    const tokens = countTokens(text);
    const usage = { input_tokens: tokens, output_tokens: tokens, total_tokens: 2 * tokens };
    return namedEvents(state, [
      { type: 'speech.audio.delta', audio: toBase64(sound) },
      { type: 'speech.audio.done', usage },
    ]);
  },
};

/** `CreateSpeechRequest`, which is closed (openai-openapi 2.3.0, 2026-08-21). */
const known = ['model', 'input', 'instructions', 'voice', 'response_format', 'speed', 'stream_format'];
const formats = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'];

function refuse({ step: { body } }: WireCall): Refusal | undefined {
  const extra = Object.keys(body).find(key => !known.includes(key));
  if (extra !== undefined)
    return { message: `Unknown parameter: '${extra}'.`, param: extra, code: 'unknown_parameter' };
  const absent = ['model', 'input', 'voice'].find(key => body[key] === undefined);
  if (absent !== undefined) return missing(absent);
  const length = String(body.input).length;
  if (length > 4096)
    return {
      message: `Invalid 'input': string too long. Expected a string with maximum length 4096, but got a string with length ${length} instead.`,
      param: 'input',
      code: 'string_above_max_length',
    };
  const { response_format: format } = body;
  if (format != null && !formats.includes(String(format)))
    return invalidValue('response_format', format, formats);
  const speed = asNumber(body.speed) ?? 1;
  return speed < 0.25 || speed > 4
    ? {
        message: "Invalid 'speed': expected a value between 0.25 and 4.",
        param: 'speed',
        code: 'invalid_value',
      }
    : undefined;
}
