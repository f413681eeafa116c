import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { type JSONRecord, records, trimmed } from '../json-values.ts';
import { type FileForm, InputFile } from './run-files.ts';
import type { Members, RunKind } from './run-kind.ts';

/** Recordings as text. */
export const transcriptionKind: RunKind = {
  settings: 'audio language prompt',
  inputs: ({ audio = '', mediaType = 'audio/wav' }, { route, request }) => {
    const { published, reference } = route;
    if (published?.includes('socket')) throw overSocket(reference.id);
    const form = published?.find(name => name.startsWith('audio='))?.slice(6);
    const usual = reference.upstream.cloudflare ? 'base64' : 'url';
    return {
      audio: new InputFile(audio, mediaType, (form as FileForm | undefined) ?? usual, 'audio'),
      prompt: request.plan.options.prompt,
    };
  },
  read: ({ value }) => transcriptOf(value),
};

function overSocket(id: string): Error {
  return new UnsupportedFunctionalityError({
    functionality: 'transcription',
    message: `"${id}" reads a live stream over a WebSocket only. Use \`cloudflare.transcriptionModel('@cf/deepgram/nova-3')\`.`,
  });
}

/** The transcripts of Whisper, of Deepgram, and only the text of others. */
function transcriptOf(value: JSONRecord): Members | undefined {
  const [channel = {}] = records(Object(value.results).channels);
  const [spoken = {}] = records(channel.alternatives);
  const text = value.text ?? spoken.transcript;
  if (typeof text !== 'string') return undefined;
  // AssemblyAI measures in milliseconds, and the length of the recording under this name.
  const unit = 'audio_duration' in value ? 1000 : 1;
  const spans = (items: unknown): readonly object[] =>
    records(items).map(item => ({
      text: String(item.text ?? item.word ?? ''),
      startSecond: (Number(item.start) || 0) / unit,
      endSecond: (Number(item.end) || 0) / unit,
    }));
  const parts = records(value.segments);
  const isParted = parts.length > 0;
  const words = spans(isParted ? parts.flatMap(part => part.words) : (value.words ?? spoken.words));
  const info = Object(value.transcription_info ?? value);
  const duration: unknown = info.duration ?? value.audio_duration;
  return {
    text,
    segments: isParted ? spans(parts) : words,
    ...(words.length > 0 && { words }),
    language: trimmed(info.language ?? value.language_code ?? channel.detected_language),
    durationInSeconds: typeof duration === 'number' ? duration : undefined,
  };
}
