import type { VendorOptionTable } from '../../wire/profile.ts';

const responsesOnly = { unsupported: 'it exists in the Responses API only' };

/** Options of `@ai-sdk/openai` and what becomes of them here. Names as of @ai-sdk/openai 2 to 4 (2026-11). */
export const openAIOptions: VendorOptionTable = {
  reasoningEffort: { wire: 'reasoning_effort' },
  textVerbosity: { wire: 'verbosity' },
  maxCompletionTokens: { wire: 'max_completion_tokens' },
  parallelToolCalls: { wire: 'parallel_tool_calls' },
  user: { wire: 'user' },
  logitBias: { wire: 'logit_bias' },
  logprobs: { step: true },
  store: { wire: 'store' },
  metadata: { wire: 'metadata' },
  prediction: { wire: 'prediction' },
  serviceTier: { wire: 'service_tier' },
  promptCacheKey: { wire: 'prompt_cache_key' },
  promptCacheOptions: { wire: 'prompt_cache_options' },
  promptCacheRetention: { wire: 'prompt_cache_retention' },
  safetyIdentifier: { wire: 'safety_identifier' },
  strictJsonSchema: { step: true },
  structuredOutputs: { step: true },
  dimensions: { wire: 'dimensions' },
  systemMessageMode: { unsupported: 'the system role is chosen by the profile' },
  forceReasoning: { unsupported: 'reasoning models are told apart by their id' },
  include: responsesOnly,
  instructions: responsesOnly,
  maxToolCalls: responsesOnly,
  previousResponseId: responsesOnly,
  conversation: responsesOnly,
  reasoningSummary: responsesOnly,
  truncation: responsesOnly,
};
