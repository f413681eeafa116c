/**
 * Workers AI has two request schemas. The catalogue does not tell which one a model id takes, so the older
 * families are listed; everything else is taken for the newer, OpenAI-shaped schema. Unverified model by model:
 * move a model by editing this pattern.
 * @see https://developers.cloudflare.com/workers-ai/models/
 */
const legacy =
  /\/(?:(?:meta-)?llama|mistral|hermes|qwq|qwen1\.5|qwen2\.5|deepseek-(?:r1-distill|math|coder)|gemma-(?:2|3|7)|phi|openchat|zephyr|starling|neural-chat|tinyllama|una-cybertron|falcon|sqlcoder|discolm|openhermes)/;

/** Models of the older schema that see. @see https://developers.cloudflare.com/workers-ai/models/ */
const sees = /vision|llama-4|gemma-3|llava|mistral-small-3/;

/** Reasoning efforts by model, where they are documented. @see https://github.com/cloudflare/cloudflare-docs/pull/33541 */
const efforts: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\/gemma-4/, ['none', 'high']],
  [/\/glm-5\.2/, ['none', 'low', 'medium', 'high', 'max']],
  [/\/gpt-oss|\/kimi-k2\.7-code/, ['low', 'medium', 'high']],
];

export interface WorkersAIModel {
  readonly schema: 'legacy' | 'modern';
  readonly efforts: readonly string[];
  readonly images: boolean;
}

export function workersAIModel(model: string): WorkersAIModel {
  const id = model.toLowerCase();
  if (legacy.test(id)) return { schema: 'legacy', efforts: [], images: sees.test(id) };
  const known = efforts.find(([pattern]) => pattern.test(id));
  return { schema: 'modern', images: true, efforts: known?.[1] ?? ['none', 'low', 'medium', 'high'] };
}
