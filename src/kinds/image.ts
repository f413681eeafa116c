import type { CloudflareOptions } from '../gateway/options/cloudflare-options.ts';
import { reportUnsupported } from '../wire/profile.ts';
import { downloadFile, type RunCall } from './run-call.ts';
import { fieldOf, type Inputs, nameInputs } from './run-fields.ts';
import { type FileForm, InputFile, readDataURL } from './run-files.ts';
import { readFiles } from './run-files-read.ts';
import type { RunKind, RunOptions, SourceFile } from './run-kind.ts';

/** Images by prompts. Each request makes one; `n` is the number of requests. */
export const imageKind: RunKind = {
  inputs: async (options, call) => {
    const { published } = call.route;
    const own: CloudflareOptions = call.request.plan.options;
    const { prompt, seed } = options;
    const { negativePrompt, steps, guidance, strength } = own;
    const settings = {
      ...{ prompt, ...sizeOf(options, call), seed, negativePrompt, steps, guidance, strength },
      image: await imagesOf(options, call),
      mask: await maskOf(options, call),
    };
    return nameInputs(settings, published, call.warn, own);
  },
  read: async (answer, call) => {
    const images = await readFiles(answer, call, ['image', 'images']);
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
  const sizes = published?.includes('width') ?? reference.upstream.cloudflare === true;
  if (size !== undefined) {
    if (aspectRatio !== undefined) reportUnsupported(warn, 'aspectRatio', '`size` was sent instead.');
    const [width, height] = size.split('x').map(Number);
    return sizes ? { width, height } : { size };
  }
  if (aspectRatio === undefined || !sizes) return { aspectRatio };
  const [across = 1, down = 1] = aspectRatio.split(':').map(Number);
  const side = (ratio: number): number => {
    const pixels = STEP * Math.round(Math.sqrt(AREA * ratio) / STEP);
    return Math.min(LARGEST, Math.max(SMALLEST, pixels));
  };
  return { width: side(across / down), height: side(down / across) };
}

/** As many images as the largest form accepts. */
const MOST_IMAGES = 4;

async function imagesOf({ files = [] }: RunOptions, call: RunCall): Promise<unknown> {
  const { image } = call.request.plan.options;
  const sources: readonly (SourceFile | string)[] = image === undefined ? files : [...files, image];
  if (sources.length === 0) return undefined;
  const field = fieldOf('image', call.route.published);
  const isList = field !== 'image_b64' && field !== 'image';
  const most = isList ? MOST_IMAGES : 1;
  if (sources.length > most)
    reportUnsupported(call.warn, 'files', `this model accepts ${most}; the others were not sent.`);
  const form = field === 'image_b64' ? 'base64' : field === 'input_image_0' ? 'bytes' : 'url';
  const loaded = await Promise.all(sources.slice(0, most).map(source => loadFile(source, form, call)));
  return isList ? loaded : loaded[0];
}

async function maskOf({ mask }: RunOptions, call: RunCall): Promise<unknown> {
  const source = mask ?? call.request.plan.options.mask;
  const form = call.route.reference.upstream.cloudflare ? 'list' : 'url';
  return source === undefined ? undefined : loadFile(source, form, call);
}

/** A file as the model reads it. An address is passed on where it may be one, and loaded otherwise. */
async function loadFile(source: SourceFile | string, form: FileForm, call: RunCall): Promise<unknown> {
  const text = typeof source === 'string' ? source : source.type === 'url' ? source.url : source.data;
  const type = typeof source !== 'string' && source.type === 'file' ? source.mediaType : 'image/png';
  if (typeof text !== 'string') return new InputFile(text, type, form);
  if (/^https?:/.test(text))
    return form === 'url' ? text : new InputFile(await downloadFile(call, text), type, form);
  const { data, mediaType } = readDataURL(text) ?? { data: text, mediaType: type };
  return new InputFile(data, mediaType || type, form);
}
