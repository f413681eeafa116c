import { type Answer, jsonAnswer } from '../../http/answer.ts';
import { asString, isObject, type JsonObject, member } from '../../http/json.ts';
import type { Refusal } from '../../upstreams/upstream.ts';
import { requiredAt } from '../../upstreams/workers-ai-bad-input.ts';
import { hear, timedWords } from '../media/hear.ts';
import type { Wire, WireCall } from '../wire.ts';
import { fromBase64 } from './from-base64.ts';
import { badInput, refuseInput } from './refuse-input.ts';

/** Transcripts, each in its model's own form. */
export const runTranscriptionWire: Wire = {
  refuse,
  answer: async call => write(call, await hear(soundIn(call.step.body) ?? new Blob())),
  write: (call, { text }) => write(call, text),
};

function refuse(call: WireCall): Refusal | undefined {
  const { body, bodyForm, envelope, model } = call.step;
  // Observed on REST: JSON never holds the sound of a model that takes it as the body; the binding's does.
  if (envelope && bodyForm !== 'bytes' && isObject(body.audio) && /nova-3/.test(model))
    return badInput(requiredAt('/audio', 'body,contentType'));
  const refusal = refuseInput(call);
  if (refusal) return refusal;
  if (/deepgram\/flux/.test(model)) return badInput('this model is served over WebSocket only');
  return soundIn(body) === undefined
    ? { message: 'AiError: Invalid data for base64 input', code: 5004 }
    : undefined;
}

/** The audio of a request: bytes, numbers, or base64, with or without its type. */
function soundIn({ audio }: JsonObject): Blob | undefined {
  if (audio instanceof Blob) return audio;
  if (Array.isArray(audio)) return new Blob([Uint8Array.from(audio.map(Number))]);
  const bytes = fromBase64(asString(audio) ?? asString(member({ audio }, 'audio').body) ?? '-');
  return bytes && new Blob([Uint8Array.from(bytes)]);
}

function write({ step: { model, body } }: WireCall, text: string): Answer {
  const words = timedWords(text);
  const duration = words.length;
  if (/nova-3/.test(model)) {
    const alternative = {
      transcript: text,
      confidence: 1,
      words: words.map(word => ({ ...word, confidence: 1 })),
    };
    return jsonAnswer({ results: { channels: [{ alternatives: [alternative] }] } });
  }
  if (/nemotron/.test(model)) return jsonAnswer({ text, duration });
  const counted = { text, word_count: words.length };
  const vtt = `WEBVTT\n\n00.000 --> ${String(duration).padStart(2, '0')}.000\n${text}\n`;
  if (!/large-v3/.test(model)) return jsonAnswer({ ...counted, words, vtt });
  const language = asString(body.language) ?? 'en';
  const quality = { temperature: 0, avg_logprob: -0.1, compression_ratio: 1, no_speech_prob: 0 };
  return jsonAnswer({
    transcription_info: { language, language_probability: 1, duration, duration_after_vad: duration },
    ...counted,
    segments: [{ start: 0, end: duration, text, ...quality, words }],
    vtt,
  });
}
