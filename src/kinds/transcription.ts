import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { isRecord, type JSONRecord } from '../json-values.ts';
import { nameInputs } from './run-fields.ts';
import { type FileForm, InputFile } from './run-files.ts';
import type { RunKind } from './run-kind.ts';

const forms: Readonly<Record<string, FileForm>> = { 'audio=list': 'list', 'audio=raw': 'bytes' };

/** Recordings as text. */
export const transcriptionKind: RunKind = {
  inputs: ({ audio = '', mediaType = 'audio/wav' }, { route, request, warn }) => {
    const { published, reference } = route;
    if (published?.includes('socket')) throw overSocket(reference.id);
    const { options } = request.plan;
    const trait = published?.find(name => Object.hasOwn(forms, name)) ?? '';
    const form = forms[trait] ?? (reference.upstream.cloudflare ? 'base64' : 'url');
    const { language, prompt } = options;
    const file = new InputFile(audio, mediaType, form);
    return nameInputs({ audio: file, language, prompt }, published, warn, options);
  },
  read: ({ value }) => transcriptOf(value),
};

function overSocket(id: string): Error {
  return new UnsupportedFunctionalityError({
    functionality: 'transcription over a WebSocket',
    message: `"${id}" transcribes a live stream over a WebSocket, and accepts no recording. Use \`cloudflare.transcriptionModel('@cf/deepgram/nova-3')\`.`,
  });
}

interface Span {
  readonly text: string;
  readonly startSecond: number;
  readonly endSecond: number;
}

/** The transcripts of Whisper, of Deepgram, and only the text of others. */
function transcriptOf(value: JSONRecord): object | undefined {
  const results = isRecord(value.results) ? value.results : {};
  const [channel = {}] = records(results.channels);
  const [spoken = {}] = records(channel.alternatives);
  const text = value.text ?? spoken.transcript;
  if (typeof text !== 'string') return undefined;
  const parts = records(value.segments);
  // AssemblyAI measures in milliseconds, and the length of the recording under this name.
  const unit = 'audio_duration' in value ? 1000 : 1;
  const spans = (items: readonly JSONRecord[]): Span[] =>
    items.map(item => ({
      text: String(item.text ?? item.word ?? ''),
      startSecond: Number(item.start ?? 0) / unit,
      endSecond: Number(item.end ?? 0) / unit,
    }));
  const words = spans(
    parts.length > 0 ? parts.flatMap(part => records(part.words)) : records(value.words ?? spoken.words),
  );
  const info = isRecord(value.transcription_info) ? value.transcription_info : value;
  const language = info.language ?? value.language_code ?? channel.detected_language;
  const duration = info.duration ?? value.audio_duration;
  return {
    text,
    segments: parts.length > 0 ? spans(parts) : words,
    ...(words.length > 0 && { words }),
    language: typeof language === 'string' ? language : undefined,
    durationInSeconds: typeof duration === 'number' ? duration : undefined,
  };
}

function records(value: unknown): readonly JSONRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
