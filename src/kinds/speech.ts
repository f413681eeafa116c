import { words } from '../wire/fields.ts';
import { reportUnsupported } from '../wire/profile.ts';
import { type RunCall, readFiles } from './run-call.ts';
import { fieldOf, type Inputs } from './run-fields.ts';
import type { RunKind } from './run-kind.ts';

/** Texts read aloud. */
export const speechKind: RunKind = {
  settings: 'text voice speed instructions outputFormat container sampleRate bitRate',
  inputs: ({ language, outputFormat }, call) => ({
    // A model of one language has it in its name.
    language: call.route.reference.model.endsWith(`-${language}`) ? undefined : language,
    ...formatOf(outputFormat, call),
  }),
  read: async (answer, call) => {
    const [audio] = await readFiles(answer, call);
    return audio === undefined ? undefined : { audio };
  },
};

/** Encodings of Deepgram's models. @see https://www.npmjs.com/package/@cloudflare/workers-types */
const encodings = /* @__PURE__ */ words('linear16 flac mulaw alaw mp3 opus aac');
/** Formats that are an encoding in a container. */
const contained: Readonly<Record<string, readonly [encoding: string, container: string]>> = {
  wav: ['linear16', 'wav'],
  pcm: ['linear16', 'none'],
  ogg: ['opus', 'ogg'],
};

function formatOf(format: string | undefined, { route, request, warn }: RunCall): Inputs {
  const isEncoding = format === undefined || encodings.includes(format);
  if (isEncoding || fieldOf('outputFormat', route) !== 'encoding') return {};
  const [outputFormat, container] = (Object.hasOwn(contained, format) && contained[format]) || [];
  if (outputFormat === undefined)
    reportUnsupported(
      warn,
      'outputFormat',
      `this model returns ${[...Object.keys(contained), ...encodings].join(', ')}; it was not sent.`,
    );
  return { outputFormat, container: request.plan.options.container ?? container };
}
