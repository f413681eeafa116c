import { type Answer, bytesAnswer, jsonAnswer } from '../../http/answer.ts';
import { asString } from '../../http/json.ts';
import { soundOf, soundType } from '../../model/sound.ts';
import type { Wire, WireCall } from '../wire.ts';
import { hear, timedWords } from './hear.ts';

/** Deepgram's `v1/speak`. */
export const deepgramSpeechWire: Wire = {
  refuse: ({ step }) =>
    asString(step.body.text) === undefined
      ? { message: 'Request body must contain `text`.', code: 'INVALID_TEXT_FIELD' }
      : undefined,
  answer: ({ step }) => {
    const query = new URLSearchParams(step.path.split('?')[1]);
    const wav = query.get('container') === 'wav' || query.get('encoding') === 'linear16';
    const format = wav ? 'wav' : (query.get('encoding') ?? 'mp3');
    return bytesAnswer(soundOf(format, String(step.body.text)), soundType(format));
  },
};

/** `v1/listen`: the sound itself, or the address of one. */
export const deepgramTranscriptionWire: Wire = {
  refuse: () => undefined,
  answer: async call => {
    const { data } = call.step.body;
    return write(call, data instanceof Blob ? await hear(data) : 'Transcript of audio.');
  },
  write: (call, { text }) => write(call, text),
};

function write(call: WireCall, transcript: string): Answer {
  const words = timedWords(transcript).map(word => ({ ...word, confidence: 1 }));
  const { state } = call;
  return jsonAnswer({
    metadata: {
      request_id: 'local',
      created: new Date(state.now()).toISOString(),
      duration: words.length,
      channels: 1,
    },
    results: { channels: [{ alternatives: [{ transcript, confidence: 1, words }] }] },
  });
}
