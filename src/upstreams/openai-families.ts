/**
 * What a family of OpenAI models does with reasoning, and so with sampling settings.
 * Sources: pydantic-ai's live-verified reasoning matrix (2026-08) and the catalogue of @ai-sdk/openai 4.0.118 (2026-11).
 */
export interface OpenAIFamily {
  /** `never`: does not reason. `always`: cannot be turned off. Otherwise, what happens without an effort. */
  readonly reasoning: 'never' | 'always' | 'on' | 'off';
  readonly efforts: string;
  /**
   * Rejects function tools while it reasons: `effort` where an effort was asked for, `always` without one too, so that
   * tools require the effort `none`.
   * @see https://github.com/anomalyco/opencode/issues/29545 · https://github.com/openai/openai-openapi/issues/541 ·
   * https://github.com/onyx-dot-app/onyx/issues/15008
   */
  readonly toolsNeedNoReasoning?: 'effort' | 'always';
  /**
   * Always reasons, and so rejects function tools: only the Responses API accepts them.
   * @see https://github.com/bolna-ai/bolna/pull/1019
   */
  readonly refusesTools?: true;
  /** Takes the effort `max` in the Responses API only. @see https://github.com/BerriAI/litellm-docs/pull/1173 */
  readonly maxInResponses?: true;
  /** Rejects `stop`. @see https://github.com/huggingface/smolagents/issues/1671 · https://github.com/BerriAI/litellm/pull/15244 */
  readonly refusesStop?: true;
  /** o1-mini has no system role. */
  readonly systemAsUser?: true;
  /** Search-preview models reject `temperature`. */
  readonly refusesTemperature?: true;
  /** Available with flex processing: o3 and later, gpt-5 and later. Source: @ai-sdk/openai 4.0.118 (2026-11). */
  readonly flex?: true;
  /** Rejects `prompt_cache_retention`. */
  readonly newCache?: true;
  /** The first o-series models reject `parallel_tool_calls`. Unverified: a 400 was seen for o1 and o3-mini. */
  readonly noParallelTools?: true;
  /** Models before gpt-4o-mini do not accept a schema; the first reasoning models no JSON mode either. */
  readonly schemaAs?: 'json-mode' | 'text';
}

const upToHigh = 'low medium high';
const noneToXhigh = `none ${upToHigh} xhigh`;

const never: OpenAIFamily = { reasoning: 'never', efforts: '' };
const always: OpenAIFamily = { reasoning: 'always', efforts: '' };

const families: readonly (readonly [RegExp, OpenAIFamily])[] = [
  [/search-preview/, { ...never, refusesTemperature: true }],
  [/^gpt-4(?:-0\d+|-32k.*)?$/, { ...never, schemaAs: 'text' }],
  [/^(?:gpt-3\.5|gpt-4-|gpt-4o-2024-05-13|chatgpt-4o)/, { ...never, schemaAs: 'json-mode' }],
  [/^gpt-5-chat/, never],
  // The chat variants from 5.1 on reason at a fixed effort.
  [/^gpt-\d+\.\d+-chat/, always],
  [/^o1-mini/, { ...always, systemAsUser: true, schemaAs: 'text' }],
  [/^o1(?:-|$)|^o3-mini/, { ...always, efforts: upToHigh, noParallelTools: true }],
  [/^o\d-(?:mini-)?deep-research/, { ...always, efforts: 'medium' }],
  [/^o\d+(?:-|$)/, { ...always, efforts: upToHigh }],
  // Efforts of pro and codex models and of deep research, as OpenAI's own refusals list them:
  // https://github.com/anomalyco/opencode/pull/26268 · https://github.com/anomalyco/opencode/pull/26273 (2026-05).
  [/^gpt-5-pro/, { ...always, efforts: 'high' }],
  [/^gpt-5\.\d+-pro/, { ...always, efforts: 'medium high xhigh' }],
  [/^gpt-5(?:\.1)?-codex(?!-max)|^codex-mini/, { ...always, efforts: upToHigh }],
  [/^gpt-5\.[12]-codex/, { ...always, efforts: `${upToHigh} xhigh` }],
  [/^gpt-5\.\d+-codex/, { reasoning: 'on', efforts: noneToXhigh }],
  [/^gpt-5(?:-|$)/, { ...always, efforts: `minimal ${upToHigh}` }],
  [/^gpt-5\.1(?:-|$)/, { reasoning: 'off', efforts: `none ${upToHigh}` }],
  [/^gpt-5\.[2-4](?:-|$)/, { reasoning: 'off', efforts: noneToXhigh, toolsNeedNoReasoning: 'effort' }],
  [/^gpt-5\.5(?:-|$)/, { reasoning: 'on', efforts: noneToXhigh, toolsNeedNoReasoning: 'always' }],
  [/^gpt-5\.6(?:-|$)/, { reasoning: 'on', efforts: `${noneToXhigh} max`, toolsNeedNoReasoning: 'always' }],
  [
    /^gpt-6(?:-astra|\.1-sol)/,
    { ...always, efforts: `${upToHigh} xhigh max`, maxInResponses: true, refusesTools: true },
  ],
  // Any later generation, as gpt-6-sol, gpt-6-luna and gpt-6.1-terra; unverified that they take `max` on one wire only.
  [
    /^gpt-(?:[6-9]|\d\d)/,
    {
      reasoning: 'on',
      efforts: `${noneToXhigh} max`,
      maxInResponses: true,
      toolsNeedNoReasoning: 'always',
    },
  ],
];

/** The family of a model id without its prefix; unknown ids do not reason. */
export function openAIFamily(model: string): OpenAIFamily {
  // A fine-tune is named after its base model: ft:gpt-4o:acme::id.
  const id =
    model
      .toLowerCase()
      .replace(/^ft:/, '')
      .replace(/^openai\//, '')
      .split(':', 1)[0] ?? '';
  const family = families.find(([pattern]) => pattern.test(id))?.[1] ?? never;
  return {
    ...family,
    ...(/^(?:o[3-9]|gpt-(?:[5-9]|\d\d)(?!-chat))/.test(id) && { flex: true }),
    ...(/^(?:o3(?!-mini)|o[4-9]|gpt-(?:[5-9]|\d\d)(?!-chat))/.test(id) && { refusesStop: true }),
    ...(/^gpt-(?:[6-9]|\d\d)/.test(id) && { newCache: true }),
  };
}
