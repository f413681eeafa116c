import { snakeKey, words } from '../wire/fields.ts';
import { reportUnsupported } from '../wire/profile.ts';
import type { RunCall, RunRoute } from './run-call.ts';

/**
 * What settings of the AI SDK and our options are called among the inputs of models, where that is not their own name:
 * of several names, the first that the model publishes.
 */
const names: Readonly<Record<string, string>> = {
  prompt: 'prompt initial_prompt',
  steps: 'steps num_steps',
  image: 'image_b64 input_image_0 image_input input_images image_urls images image',
  text: 'text prompt',
  voice: 'speaker voice_id voice',
  speed: 'speed speaking_rate',
  outputFormat: 'encoding output_format response_format',
  audio: 'audio audio_url',
  language: 'language lang language_code',
  topN: 'top_k',
  values: 'text',
};

/** The fields that a setting may be written as. */
export function fieldsOf(setting: string): readonly string[] {
  return words(names[setting] ?? snakeKey(setting));
}

/** What models of the catalogue mostly accept, for those whose schema is not known. */
export const catalogueInputs: readonly string[] = /* @__PURE__ */ words(
  'prompt aspect_ratio size seed negative_prompt image_input text voice speed instructions response_format audio language',
);

export type Inputs = Readonly<Record<string, unknown>>;

/** The field of a setting; `undefined` where the model publishes none. */
export function fieldOf(setting: string, { published }: Pick<RunRoute, 'published'>): string | undefined {
  return fieldsOf(setting).find(field => published?.includes(field) ?? true);
}

/** Settings as the inputs of a model. What it does not publish is left out, with a warning. */
export function nameInputs(settings: Inputs, { route, request, warn }: RunCall): Inputs {
  const inputs: Record<string, unknown> = {};
  for (const [setting, value] of Object.entries(settings)) {
    if (value === undefined || value === null) continue;
    const field = fieldOf(setting, route);
    const feature = setting in request.plan.options ? `providerOptions.cloudflare.${setting}` : setting;
    if (field !== undefined) inputs[field] = value;
    else reportUnsupported(warn, feature, 'this model does not accept it; it was not sent.');
  }
  return inputs;
}
