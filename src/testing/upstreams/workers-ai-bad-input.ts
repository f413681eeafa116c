import { mismatches } from './input-schema.ts';
import { publishedForm, publishedModel } from './published-input.ts';
import type { ChatRequest, Refusal, StrictRule } from './upstream.ts';

/** Models of the older request schema; everything else has the newer one. */
export function isOlder({ model }: ChatRequest): boolean {
  return publishedModel(model)?.older === true;
}

type Combinator = 'oneOf' | 'anyOf';

/** The refusal of a request, with everything that did not match. Nothing where there is no problem. */
export function badInput(problems: readonly string[], combinator: Combinator): Refusal | undefined {
  return problems.length === 0 ? undefined : mismatch(problems, combinator);
}

export function mismatch(problems: readonly string[], combinator: Combinator): Refusal {
  const listed = combinator === 'oneOf' ? [requiredAt('/', 'prompt'), ...problems] : problems;
  return {
    message: `AiError: Bad input: Error: ${combinator} at '/' not met, 0 matches: ${listed.join(', ')}`,
    code: 5006,
  };
}

export function requiredAt(place: string, names: string): string {
  return `required properties at '${place}' are '${names}'`;
}

/** What the published input of the model does not allow. */
export const publishedInput: StrictRule = request => {
  const { model, body } = request;
  const { kind = 'chat', required = [] } = publishedModel(model) ?? {};
  if (kind !== 'chat') return mismatch([requiredAt('/', required.join())], 'anyOf');
  return badInput(mismatches(body, publishedForm(model)), isOlder(request) ? 'oneOf' : 'anyOf');
};

/** The types give image parts to every newer model; the catalogue lists those with vision. The text is vLLM's (2026-11). */
export const images: StrictRule = ({ model, messages }) => {
  const known = publishedModel(model);
  const shown = messages.some(({ content }) => JSON.stringify(content ?? '').includes('"type":"image_url"'));
  return shown && known !== undefined && known.images !== true
    ? { message: `AiError: Bad input: ${model} is not a multimodal model`, code: 5006 }
    : undefined;
};
