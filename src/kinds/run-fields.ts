import type { CloudflareOptions } from '../gateway/options/cloudflare-options.ts';
import { words } from '../wire/fields.ts';
import { type CallWarning, reportUnsupported } from '../wire/profile.ts';

/**
 * What settings of the AI SDK and our options are called among the inputs of models: of several names, the first that
 * the model publishes.
 */
const names: Readonly<Record<string, string>> = {
  prompt: 'prompt initial_prompt',
  width: 'width',
  height: 'height',
  size: 'size',
  aspectRatio: 'aspect_ratio',
  seed: 'seed',
  negativePrompt: 'negative_prompt',
  steps: 'steps num_steps',
  guidance: 'guidance',
  strength: 'strength',
  image: 'image_b64 input_image_0 image_input input_images image_urls images image',
  mask: 'mask',
  text: 'text prompt',
  voice: 'speaker voice_id voice',
  speed: 'speed speaking_rate',
  instructions: 'instructions',
  outputFormat: 'encoding output_format response_format',
  container: 'container',
  sampleRate: 'sample_rate',
  bitRate: 'bit_rate',
  audio: 'audio audio_url',
  language: 'language lang language_code',
  query: 'query',
  contexts: 'contexts',
  topN: 'top_k',
  values: 'text',
  queries: 'queries',
  documents: 'documents',
  pooling: 'pooling',
  instruction: 'instruction',
};

/** What models of the catalogue mostly accept, for those whose schema is not known. */
export const catalogueInputs: readonly string[] = words(
  'prompt aspect_ratio size seed negative_prompt image_input text voice speed instructions response_format audio language',
);

/** Every field that is written, for the table of models. */
export const runFieldNames: readonly string[] = words(Object.values(names).join(' '));

export type Inputs = Readonly<Record<string, unknown>>;

/** What is published about the inputs of a model; `undefined` where nothing is. */
export type PublishedInputs = readonly string[] | undefined;

/** The field of a setting; `undefined` where the model publishes none. */
export function fieldOf(setting: string, published: PublishedInputs): string | undefined {
  const fields = words(names[setting] ?? '');
  return published === undefined ? fields[0] : fields.find(field => published.includes(field));
}

/**
 * Settings as the inputs of a model. What it does not publish is left out, with a warning.
 * @param options those of the settings that are our options, for the warning
 */
export function nameInputs(
  settings: Inputs,
  published: PublishedInputs,
  warn: (warning: CallWarning) => void,
  options: CloudflareOptions = {},
): Record<string, unknown> {
  const inputs: Record<string, unknown> = {};
  for (const [setting, value] of Object.entries(settings)) {
    if (value === undefined || value === null) continue;
    const field = fieldOf(setting, published);
    if (field !== undefined) inputs[field] = value;
    else {
      const ours = Object.hasOwn(options, setting);
      reportUnsupported(
        warn,
        ours ? `providerOptions.cloudflare.${setting}` : setting,
        'this model does not accept it; it was not sent.',
      );
    }
  }
  return inputs;
}
