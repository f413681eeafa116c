import type { FilePart, FileParts } from './lift-files.ts';

/** A document in OpenAI's form: a data URL with a name. */
export const fileData: FilePart = ({ base64, url, filename }) => ({
  type: 'file',
  file: {
    filename: filename ?? 'file.pdf',
    file_data: url ?? `data:application/pdf;base64,${base64}`,
  },
});

/** A document that was uploaded to OpenAI before, by its id. */
export const storedFile = (id: string): Readonly<Record<string, unknown>> => ({
  type: 'file',
  file: { file_id: id },
});

const inputAudio =
  (format: string): FilePart =>
  ({ base64 }) => ({ type: 'input_audio', input_audio: { data: base64, format } });

/** Audio in OpenAI's form: bare base64 and the name of its format. */
export const audioParts: FileParts = {
  'audio/wav': inputAudio('wav'),
  'audio/x-wav': inputAudio('wav'),
  'audio/mp3': inputAudio('mp3'),
  'audio/mpeg': inputAudio('mp3'),
};
