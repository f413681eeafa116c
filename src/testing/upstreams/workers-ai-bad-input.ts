import { modelIs } from './rules.ts';
import type { ChatRequest, Refusal } from './upstream.ts';

/** Model families of the older request schema; everything else takes the newer one. */
export const isLegacy: (request: ChatRequest) => boolean = modelIs(
  /\/(?:llama|meta-llama|mistral|hermes|qwq|qwen2\.5|qwen1\.5|deepseek-r1-distill|gemma-(?:2b|7b|3)|phi|openhermes|neural-chat|zephyr)/,
);

type Combinator = 'oneOf' | 'anyOf';

/** The refusal of a schema, with everything that did not match. Nothing where there is no problem. */
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
