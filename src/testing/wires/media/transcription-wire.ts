import { type Answer, jsonAnswer } from '../../http/answer.ts';
import { asString, type JsonObject } from '../../http/json.ts';
import { countTokens } from '../../model/count-tokens.ts';
import { pieces } from '../../model/pieces.ts';
import type { Refusal } from '../../upstreams/upstream.ts';
import { namedEvents } from '../named-events.ts';
import { invalidValue, missing } from '../responses/refusals.ts';
import type { Wire, WireCall } from '../wire.ts';
import { hear, timedWords } from './hear.ts';

/** OpenAI's `audio/transcriptions`, a form. */
export const transcriptionWire: Wire = {
  refuse,
  answer: async call => {
    const { file } = call.step.body;
    return write(call, file instanceof Blob ? await hear(file) : '');
  },
  write: (call, { text }) => write(call, text),
};

/** `CreateTranscriptionRequest`, which is closed (openai-openapi 2.3.0, 2026-08-21). */
const known =
  'file model language languages keywords prompt response_format temperature include timestamp_granularities stream chunking_strategy known_speaker_names known_speaker_references'.split(
    ' ',
  );
const whisperFormats = ['json', 'text', 'srt', 'verbose_json', 'vtt'];

function refuse({ step: { body, model } }: WireCall): Refusal | undefined {
  const extra = Object.keys(body).find(key => !known.includes(key));
  if (extra !== undefined)
    return { message: `Unknown parameter: '${extra}'.`, param: extra, code: 'unknown_parameter' };
  if (!(body.file instanceof Blob)) return missing('file');
  if (body.model === undefined) return missing('model');
  const { response_format: format } = body;
  const formats = /diarize/.test(model) ? ['json', 'text', 'diarized_json'] : formatsOf(model);
  return format != null && !formats.includes(String(format))
    ? invalidValue('response_format', format, formats)
    : undefined;
}

/** Newer models return JSON only. */
function formatsOf(model: string): readonly string[] {
  return /^whisper/.test(model) ? whisperFormats : ['json', 'text'];
}

function write({ state, step: { body, upstream } }: WireCall, text: string): Answer {
  const format = asString(body.response_format) ?? 'json';
  const tokens = countTokens(text);
  const usage = {
    type: 'tokens',
    input_tokens: tokens,
    input_token_details: { text_tokens: 0, audio_tokens: tokens },
    output_tokens: tokens,
    total_tokens: 2 * tokens,
  };
  if (body.stream === 'true' || body.stream === true)
    return namedEvents(state, [
      ...pieces(text).map(delta => ({ type: 'transcript.text.delta', delta })),
      { type: 'transcript.text.done', text, usage },
    ]);
  if (format === 'json') return jsonAnswer({ text, usage, ...upstream.transcriptExtra });
  if (format === 'verbose_json') return jsonAnswer({ ...verbose(text, body), ...upstream.transcriptExtra });
  const { length } = timedWords(text);
  const type = { 'content-type': 'text/plain; charset=utf-8' };
  const texts: Readonly<Record<string, string>> = {
    srt: `1\n00:00:00,000 --> ${clock(length)},000\n${text}\n`,
    vtt: `WEBVTT\n\n00:00:00.000 --> ${clock(length)}.000\n${text}\n`,
  };
  return { from: 'upstream', status: 200, headers: type, body: texts[format] ?? `${text}\n` };
}

function verbose(text: string, body: JsonObject): JsonObject {
  const words = timedWords(text);
  const [granularities] = [[body.timestamp_granularities ?? 'segment'].flat()];
  const duration = words.length;
  const segment = {
    id: 0,
    seek: 0,
    start: 0,
    end: duration,
    text,
    tokens: [],
    temperature: 0,
    avg_logprob: 0,
    compression_ratio: 1,
    no_speech_prob: 0,
  };
  return {
    task: 'transcribe',
    language: asString(body.language) ?? 'english',
    duration,
    text,
    ...(granularities.includes('word') ? { words } : {}),
    ...(granularities.includes('segment') ? { segments: [segment] } : {}),
    usage: { type: 'duration', seconds: duration },
  };
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map(part => String(part).padStart(2, '0')).join(':');
}
