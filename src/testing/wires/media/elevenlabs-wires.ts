import { type Answer, bytesAnswer, jsonAnswer } from '../../http/answer.ts';
import { asString } from '../../http/json.ts';
import { soundOf, soundType } from '../../model/sound.ts';
import type { Wire } from '../wire.ts';
import { hear, timedWords } from './hear.ts';

/** ElevenLabs' `v1/text-to-speech/{voice}`. */
export const elevenLabsSpeechWire: Wire = {
  refuse: ({ step }) =>
    asString(step.body.text) === undefined
      ? { status: 422, message: 'Field required', param: 'text' }
      : undefined,
  answer: ({ step }) => {
    const query = new URLSearchParams(step.path.split('?')[1]);
    const format = (query.get('output_format') ?? 'mp3_44100_128').split('_')[0] ?? 'mp3';
    return bytesAnswer(soundOf(format, String(step.body.text)), soundType(format));
  },
};

/** `v1/speech-to-text`, a form. */
export const elevenLabsTranscriptionWire: Wire = {
  refuse: ({ step: { body } }) => {
    if (body.model_id === undefined) return { status: 422, message: 'Field required', param: 'model_id' };
    return body.file === undefined && body.cloud_storage_url === undefined
      ? { status: 400, message: 'Must provide either file or cloud_storage_url.', code: 'invalid_parameters' }
      : undefined;
  },
  answer: async call => {
    const { file } = call.step.body;
    return transcript(file instanceof Blob ? await hear(file) : '');
  },
  write: (_, { text }) => transcript(text),
};

function transcript(text: string): Answer {
  const words = timedWords(text).map(({ word, start, end }) => ({ text: word, start, end, type: 'word' }));
  return jsonAnswer({ language_code: 'eng', language_probability: 1, text, words });
}
