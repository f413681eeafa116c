import { invalidArgument } from '../settings/configuration-error.ts';
import { reportUnsupported } from '../wire/profile.ts';
import { downloadFile, type RunCall, readFiles } from './run-call.ts';
import { fieldOf, type Inputs } from './run-fields.ts';
import { type FileForm, InputFile, readDataURL } from './run-files.ts';
import type { RunKind, RunOptions, SourceFile } from './run-kind.ts';

/** Images by prompts. Each request makes one; `n` is the number of requests. */
export const imageKind: RunKind = {
  settings: 'prompt width height size aspectRatio seed negativePrompt steps guidance strength image mask',
  inputs: async (options, call) => ({ ...sizeOf(options, call), ...(await filesOf(options, call)) }),
  read: async (answer, call) => {
    const images = await readFiles(answer, call);
    return images.length === 0 ? undefined : { images };
  },
};

/** What most models make without a size: a million pixels, in steps that all of them accept. */
const AREA = 1024 ** 2;
const STEP = 16;
const [SMALLEST, LARGEST] = [256, 2048];

/** A size where the model publishes one, and the ratio as it is where it publishes that. */
function sizeOf({ size, aspectRatio }: RunOptions, { route, warn }: RunCall): Inputs {
  const { published, reference } = route;
  const ratio = size === undefined ? aspectRatio : undefined;
  if (ratio !== aspectRatio) reportUnsupported(warn, 'aspectRatio', '`size` was sent instead.');
  if (!(published?.includes('width') ?? reference.upstream.cloudflare)) return { size, aspectRatio: ratio };
  const [across = 1, down = 1] = ratio?.split(':').map(Number) ?? [];
  const side = (of: number): number => {
    const pixels = STEP * Math.round(Math.sqrt(AREA * of) / STEP);
    return Math.min(LARGEST, Math.max(SMALLEST, pixels));
  };
  const [width, height] = ratio
    ? [side(across / down), side(down / across)]
    : (size?.split('x').map(Number) ?? []);
  const given = size === undefined ? 'aspectRatio' : 'size';
  // Anything else would be sent as `null`.
  if ((size ?? ratio) !== undefined && !(Number(width) > 0 && Number(height) > 0))
    throw invalidArgument({
      setting: given,
      problem: 'expected two numbers above 0.',
      example: given === 'size' ? '1024x768' : '16:9',
    });
  return { width, height, size: undefined, aspectRatio: undefined };
}

/** As many images as the largest form accepts. */
const MOST_IMAGES = 4;

/** How images are read in a field that does not accept addresses. */
const forms: Readonly<Record<string, FileForm>> = { image_b64: 'base64', input_image_0: 'raw' };

/** The images to start from and the part to replace, from the call or our options. */
async function filesOf({ files = [], mask }: RunOptions, call: RunCall): Promise<Inputs> {
  const { route, request, warn } = call;
  const own = request.plan.options;
  const field = fieldOf('image', route) ?? '';
  const isList = field !== 'image_b64' && field !== 'image';
  const most = isList ? MOST_IMAGES : 1;
  const sources = [...files, own.image].filter(source => source !== undefined);
  if (sources.length > most)
    reportUnsupported(warn, 'files', `this model accepts ${most}; the others were not sent.`);
  const load = (source: SourceFile | string): unknown => loadFile(source, forms[field] ?? 'url', call);
  const images = await Promise.all(sources.slice(0, most).map(load));
  const part = mask ?? own.mask;
  return {
    image: isList && images.length > 0 ? images : images[0],
    mask: part && (await loadFile(part, route.reference.upstream.cloudflare ? 'list' : 'url', call, 'mask')),
  };
}

/** A file as the model reads it. An address is passed on where it may be one, and loaded otherwise. */
async function loadFile(
  source: SourceFile | string,
  form: FileForm,
  call: RunCall,
  setting = 'files',
): Promise<unknown> {
  const file = typeof source === 'string' ? { type: 'url' as const, url: source } : source;
  const [text, type] = file.type === 'file' ? [file.data, file.mediaType] : [file.url, 'image/png'];
  if (typeof text !== 'string') return new InputFile(text, type, form, setting);
  const isAddress = /^https?:/i.test(text);
  if (/^(?!https?:|data:[^,]*;base64,)[a-z]+:/i.test(text))
    throw invalidArgument({
      setting,
      problem: 'expected bytes, base64, or an address that can be loaded.',
      example: 'https://example.com/cat.png',
    });
  if (isAddress && form === 'url') return text;
  if (isAddress) return new InputFile(await downloadFile(call, text), type, form, setting);
  const { data, mediaType } = readDataURL(text);
  return new InputFile(data, mediaType || type, form, setting);
}
