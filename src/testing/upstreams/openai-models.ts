import type { ChatRequest } from './upstream.ts';

/** Models that always reason, those that reason by default, and those that reason only on request. */
const always =
  /^(?:o\d+(?:-|$)|gpt-5(?:-(?!chat)|$)|gpt-5\.\d+-(?:chat|pro)|gpt-5\.[12]-codex|codex-mini|gpt-6(?:-astra|\.1-sol))/;
const unlessNone = /^gpt-(?:5\.[5-9]|5\.\d+-codex|[6-9]|\d\d)/;
const onRequest = /^gpt-5\.[1-4]/;

/** A fine-tune is named after its base model: `ft:gpt-4o:acme::id`. */
function baseModel({ model }: ChatRequest): string {
  return model.toLowerCase().replace(/^ft:/, '');
}

export function openAIModelIs(pattern: RegExp): (request: ChatRequest) => boolean {
  return request => pattern.test(baseModel(request));
}

export function reasoningFamily(request: ChatRequest): boolean {
  return [always, unlessNone, onRequest].some(pattern => pattern.test(baseModel(request)));
}

export function openAIReasons(request: ChatRequest): boolean {
  const model = baseModel(request);
  const effort = request.body.reasoning_effort;
  if (always.test(model)) return true;
  if (unlessNone.test(model)) return effort !== 'none';
  return onRequest.test(model) && typeof effort === 'string' && effort !== 'none';
}

/**
 * Efforts by family, the narrow families first (@ai-sdk/openai 4.0.118, pydantic-ai 2026-08; of pro, codex and deep
 * research https://github.com/anomalyco/opencode/pull/26268 and 26273).
 */
const efforts: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^o\d-(?:mini-)?deep-research/, ['medium']],
  [/^(?:o\d+(?:-|$)|codex-mini|gpt-5(?:\.1)?-codex(?!-max))/, ['low', 'medium', 'high']],
  [/^gpt-5-pro/, ['high']],
  [/^gpt-5\.\d+-pro/, ['medium', 'high', 'xhigh']],
  [/^gpt-5(?:-(?!chat)|$)/, ['minimal', 'low', 'medium', 'high']],
  [/^gpt-5\.\d+-chat/, ['medium']],
  [/^gpt-5\.[12]-codex/, ['low', 'medium', 'high', 'xhigh']],
  [/^gpt-6(?:-astra|\.1-sol)/, ['low', 'medium', 'high', 'xhigh', 'max']],
  [/^gpt-5\.1(?:-|$)/, ['none', 'low', 'medium', 'high']],
  [/^gpt-(?:5\.6|6)/, ['none', 'low', 'medium', 'high', 'xhigh', 'max']],
  [/^gpt-5\.\d/, ['none', 'low', 'medium', 'high', 'xhigh']],
];

/** The efforts that a model accepts; nothing for undescribed models. */
export function openAIEfforts(request: ChatRequest): readonly string[] | undefined {
  const model = baseModel(request);
  return efforts.find(([pattern]) => pattern.test(model))?.[1];
}
