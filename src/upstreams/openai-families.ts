import { type Family, families } from './families.ts';

/** What a family of OpenAI models does with reasoning, what it rejects, and what it accepts beside chat completions. */
type OpenAITrait =
  /** Does not reason. */
  | 'never'
  /** Reasoning cannot be turned off. */
  | 'always'
  /** What happens without an effort. */
  | 'on'
  | 'off'
  /** 404 on chat completions (@ai-sdk/openai 4.0.118, 2026-11). */
  | 'responses-only'
  /**
   * Reject function tools while they reason, the first where an effort was asked for, the second without one too, so that
   * tools require the effort `none`.
   * @see https://github.com/anomalyco/opencode/issues/29545 · https://github.com/openai/openai-openapi/issues/541 ·
   * https://github.com/onyx-dot-app/onyx/issues/15008
   */
  | 'tools-end-effort'
  | 'tools-need-none'
  /**
   * Rejects function tools: those that always reason accept them in the Responses API only, and gpt-5-chat nowhere.
   * @see https://github.com/bolna-ai/bolna/pull/1019 · https://github.com/BerriAI/litellm/pull/13612 · the catalogue of
   * @ai-sdk/openai 4.0.118 (2026-11)
   */
  | 'no-tools'
  /**
   * From generation 6 on: `prompt_cache_retention` is rejected, and the effort `max` is accepted in the Responses API only.
   * @see https://github.com/BerriAI/litellm-docs/pull/1173
   */
  | 'sixth'
  /**
   * o3 and later, gpt-5 and later: have flex processing (@ai-sdk/openai 4.0.118, 2026-11), and all but o3-mini reject `stop`.
   * @see https://github.com/huggingface/smolagents/issues/1671 · https://github.com/BerriAI/litellm/pull/15244
   */
  | 'later'
  /** The first o-series models reject `parallel_tool_calls`. Unverified: a 400 was seen for o1 and o3-mini. */
  | 'first'
  /** o1-mini has no system role. */
  | 'no-system'
  /** Search-preview models reject `temperature`. */
  | 'no-temperature'
  /** Models before gpt-4o-mini do not accept a schema; the first reasoning models no JSON mode either. */
  | 'json-mode'
  | 'schema-as-text';

export type OpenAIFamily = Pick<Family<OpenAITrait>, 'efforts' | 'has'>;

const upToHigh = 'low medium high';
const noneToXhigh = `none ${upToHigh} xhigh`;

/** Sources: pydantic-ai's live-verified reasoning matrix (2026-08) and the catalogue of @ai-sdk/openai 4.0.118 (2026-11). */
const familyOf = families<OpenAITrait>(
  [
    '.*search-preview: never no-temperature',
    'gpt-4$ gpt-4-0\\d+$ gpt-4-32k: never schema-as-text',
    'gpt-3.5 gpt-4 gpt-4o-2024-05-13 chatgpt-4o: never json-mode',
    'gpt-5-chat: never no-tools schema-as-text',
    'computer-use: never responses-only',
    // The chat variants from 5.1 on reason at a fixed effort.
    'gpt-\\d+.\\d+-chat: always later',
    'o1-mini: always no-system schema-as-text',
    `o1-pro: always ${upToHigh} responses-only`,
    `o1: always ${upToHigh} first`,
    `o3-mini: always ${upToHigh} first later`,
    'o\\d-(?:mini-)?deep-research: always medium responses-only later',
    `o\\d-pro: always ${upToHigh} responses-only later`,
    `o\\d+: always ${upToHigh} later`,
    // Efforts of pro and codex models and of deep research, as OpenAI's own refusals list them:
    // https://github.com/anomalyco/opencode/pull/26268 · https://github.com/anomalyco/opencode/pull/26273 (2026-05).
    'gpt-5-pro: always high responses-only later',
    'gpt-5.\\d+-pro: always medium high xhigh responses-only later',
    `gpt-5(?:.1)?-codex(?!-max) codex-mini: always ${upToHigh} responses-only later`,
    `gpt-5.[12]-codex: always ${upToHigh} xhigh responses-only later`,
    `gpt-5.\\d+-codex: on ${noneToXhigh} responses-only later`,
    `gpt-5: always minimal ${upToHigh} later`,
    `gpt-5.1: off none ${upToHigh} later`,
    `gpt-5.[2-4]: off ${noneToXhigh} tools-end-effort later`,
    `gpt-5.5: on ${noneToXhigh} tools-need-none later`,
    `gpt-5.6: on ${noneToXhigh} max tools-need-none later`,
    'gpt-5.*: never later',
    `gpt-6-astra gpt-6.1-sol: always ${upToHigh} xhigh max sixth no-tools tools-need-none later`,
    // Any later generation, as gpt-6-sol, gpt-6-luna and gpt-6.1-terra; unverified that they take `max` on one wire only.
    `gpt-(?:[6-9]|\\d\\d).*: on ${noneToXhigh} max sixth tools-need-none later`,
  ],
  'never',
);

/** The family of a model id without its prefix; unknown ids do not reason. */
export function openAIFamily(model: string): OpenAIFamily {
  // A fine-tune is named after its base model: ft:gpt-4o:acme::id.
  return familyOf(model.replace(/^ft:/i, ''));
}
