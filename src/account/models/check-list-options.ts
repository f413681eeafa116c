import { invalidArgument } from '../../settings/configuration-error.ts';
import { gatewayIdProblem } from '../../settings/ids.ts';
import { nearest } from '../../settings/nearest.ts';
import type { CloudflareModelFeature, CloudflareModelKind } from './cloudflare-model.ts';
import type { ListModelsOptions } from './list-models-options.ts';

/** Every word of a union, which a missing one does not compile. */
const kinds: { readonly [KIND in CloudflareModelKind]: 1 } = {
  chat: 1,
  embeddings: 1,
  image: 1,
  video: 1,
  speech: 1,
  transcription: 1,
  reranking: 1,
  other: 1,
};

const features: { readonly [FEATURE in CloudflareModelFeature]: 1 } = {
  tools: 1,
  vision: 1,
  reasoning: 1,
  json: 1,
  streaming: 1,
  lora: 1,
  batch: 1,
};

/** What is wrong with a value, if anything is. */
type Problem = (value: unknown) => string | undefined;

/** One of some words, or several of them. */
const oneOf =
  (words: Readonly<Record<string, 1>>): Problem =>
  value =>
    [value].flat().every(word => Object.hasOwn(words, String(word)))
      ? undefined
      : `expected one or more of '${Object.keys(words).join("', '")}'.`;

const ofType =
  (type: string): Problem =>
  value =>
    typeof value === type ? undefined : `expected a ${type}.`;

const problems: { readonly [NAME in keyof Required<ListModelsOptions>]: Problem } = {
  kind: oneOf(kinds),
  feature: oneOf(features),
  search: ofType('string'),
  refresh: ofType('boolean'),
  ttlMs: value =>
    typeof value === 'number' && value >= 0 ? undefined : 'expected a number of milliseconds, from 0.',
  gatewayId: value => (value === null ? undefined : gatewayIdProblem(String(value))),
  abortSignal: ofType('object'),
};

/** @throws InvalidArgumentError naming the option, what it takes, and an example */
export function checkListOptions(options: ListModelsOptions): void {
  for (const [name, value] of Object.entries(options)) {
    const known = Object.hasOwn(problems, name);
    if (known && value === undefined) continue;
    const problem = known ? problems[name as keyof ListModelsOptions](value) : unknown(name);
    if (problem === undefined) continue;
    throw invalidArgument({
      setting: `listModels.${name}`,
      problem,
      example: "listModels({ kind: 'chat', feature: 'tools' })",
    });
  }
}

function unknown(name: string): string {
  const close = nearest(name, Object.keys(problems));
  return `there is no such option.${close === undefined ? '' : ` Did you mean \`${close}\`?`}`;
}
