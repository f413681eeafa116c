import { words } from '../wire/fields.ts';
import { reportUnsupported } from '../wire/profile.ts';
import type { RunCall } from './run-call.ts';
import { fieldOf, type Inputs, nameInputs } from './run-fields.ts';
import { readFiles } from './run-files-read.ts';
import type { RunKind } from './run-kind.ts';

/** Texts read aloud. */
export const speechKind: RunKind = {
  inputs: ({ text, voice, speed, instructions, language, outputFormat }, call) => {
    const { published, reference } = call.route;
    const { options } = call.request.plan;
    const { container, sampleRate, bitRate } = options;
    // A model of one language has it in its name.
    const own = language !== undefined && reference.model.endsWith(`-${language}`) ? undefined : language;
    const settings = { text, voice, speed, instructions, language: own, sampleRate, bitRate };
    const format = formatOf(outputFormat, call);
    return nameInputs(
      { ...settings, ...format, ...(container !== undefined && { container }) },
      published,
      call.warn,
      options,
    );
  },
  read: async (answer, call) => {
    const [audio] = await readFiles(answer, call, ['audio', 'audio_url']);
    return audio === undefined ? undefined : { audio };
  },
};

/** Encodings of Deepgram's models. @see https://www.npmjs.com/package/@cloudflare/workers-types */
const encodings = words('linear16 flac mulaw alaw mp3 opus aac');
/** Formats that are an encoding in a container. */
const contained: Readonly<Record<string, Inputs>> = {
  wav: { outputFormat: 'linear16', container: 'wav' },
  pcm: { outputFormat: 'linear16', container: 'none' },
  ogg: { outputFormat: 'opus', container: 'ogg' },
};

function formatOf(outputFormat: string | undefined, { route, warn }: RunCall): Inputs {
  if (outputFormat === undefined || fieldOf('outputFormat', route.published) !== 'encoding')
    return { outputFormat };
  const other = Object.hasOwn(contained, outputFormat) ? contained[outputFormat] : undefined;
  const known = encodings.includes(outputFormat) ? { outputFormat } : other;
  if (known === undefined)
    reportUnsupported(
      warn,
      'outputFormat',
      `this model returns ${[...Object.keys(contained), ...encodings].join(', ')}; it was not sent.`,
    );
  return known ?? {};
}
