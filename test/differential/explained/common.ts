import type { Explanation } from '../explanation.ts';
import { ours, sameLetters, sameText } from '../same-text.ts';

const oneSystem = ['deepseek', 'perplexity', 'cerebras', 'fireworks', 'alibaba'];
const systemWhy =
  'Chat templates of open models take one system message, first (https://github.com/vllm-project/vllm/issues/41114).';

/** What is different for more than one vendor. */
export const common: readonly Explanation[] = [
  {
    vendors: ['openai', 'groq', 'mistral', 'deepseek', 'xai', 'cerebras', 'fireworks', 'alibaba'],
    where: ['- tools[].function.parameters.$schema'],
    calls: ['*'],
    why: '`$schema` tells a model nothing, and makes some degenerate (@ai-sdk/moonshotai 3.0.60, 2026-08).',
  },
  {
    vendors: ['openai', 'groq', 'mistral', 'xai', 'perplexity', 'cerebras', 'alibaba'],
    where: ['- response_format.json_schema.schema.$schema'],
    calls: ['JSON*', '*beside*'],
    why: 'A schema of the answer loses `$schema` too, as a schema of a tool does (@ai-sdk/moonshotai 3.0.60, 2026-08).',
  },
  {
    vendors: ['groq', 'xai', 'cerebras', 'fireworks'],
    where: ['~ messages[].content'],
    calls: ['two texts'],
    if: sameText,
    why: 'Text alone is sent as one string, which every chat template takes (https://github.com/anomalyco/opencode/issues/30381).',
  },
  {
    vendors: ['mistral', 'alibaba'],
    where: ['~ messages[].content'],
    calls: ['*'],
    if: sameText,
    why: 'A lone text is the same as a list of it, and `null` the same as nothing said (https://platform.openai.com/docs/api-reference/chat/create#chat_create-messages).',
  },
  {
    vendors: ['deepseek', 'perplexity'],
    where: ['~ messages[].content'],
    calls: ['two texts'],
    if: sameLetters,
    why: 'A line break keeps the words of two parts apart, as in workers-ai-provider 4.0.0 (2026-07); the package joins them with nothing.',
  },
  {
    vendors: ['cerebras', 'fireworks'],
    where: ['~ messages[].content'],
    calls: ['tool turn*', 'parallel tools'],
    if: sameText,
    why: "A turn that only calls tools says `null` or `''`, which are the same (https://platform.openai.com/docs/api-reference/chat/create#chat_create-messages).",
  },
  {
    vendors: oneSystem,
    where: ['~ messages[].content'],
    calls: ['system messages'],
    if: ours('Be brief\n\nBe kind'),
    why: systemWhy,
  },
  {
    vendors: oneSystem,
    where: ['- messages[]'],
    calls: ['system messages', 'late system message'],
    why: systemWhy,
  },
  {
    vendors: oneSystem,
    where: ['~ messages[].content'],
    calls: ['late system message'],
    if: ours('<system>Be loud</system>\n\nSure?'),
    why: 'A later system message becomes user text, since it is refused or moved silently (pydantic-ai 4fda389, 2026-08).',
  },
  {
    vendors: ['openai', 'groq', 'cerebras', 'alibaba', 'perplexity'],
    where: ['+ messages[]'],
    calls: ['JSON'],
    if: ours([{ role: 'system', content: 'Return JSON.' }]),
    why: 'JSON mode is refused unless the prompt says "JSON" (https://platform.openai.com/docs/guides/structured-outputs#json-mode).',
  },
  {
    vendors: ['openai', 'groq', 'mistral'],
    where: ['+ messages[]'],
    calls: ['structuredOutputs: false*'],
    why: 'A schema that may not be sent as one is put into the system message, as in @ai-sdk/deepseek 1.0.60; the package drops it.',
  },
  {
    vendors: ['cerebras', 'fireworks'],
    where: ['- verbosity', '+ warning:textVerbosity'],
    calls: ['textVerbosity: *'],
    why: "`verbosity` is OpenAI's (https://github.com/vercel/ai/pull/7897); both hosts refuse fields that they do not know (https://github.com/FlowiseAI/Flowise/issues/2866, https://github.com/proxysoul/Empryo/issues/209).",
  },
];
