/** Wire fields by the name under which the AI SDK, or the vendor's package, knows them. */
const names: Readonly<Record<string, string>> = {
  max_tokens: 'maxOutputTokens',
  max_completion_tokens: 'maxOutputTokens',
  top_p: 'topP',
  top_k: 'topK',
  frequency_penalty: 'frequencyPenalty',
  presence_penalty: 'presencePenalty',
  stop: 'stopSequences',
  reasoning_effort: 'reasoningEffort',
  response_format: 'responseFormat',
  tool_choice: 'toolChoice',
  parallel_tool_calls: 'parallelToolCalls',
  logit_bias: 'logitBias',
  top_logprobs: 'topLogprobs',
  verbosity: 'textVerbosity',
  service_tier: 'serviceTier',
  prompt_cache_retention: 'promptCacheRetention',
};

/** The name a user knows a wire field by, for warnings. */
export function settingName(field: string): string {
  return Object.hasOwn(names, field) ? (names[field] ?? field) : field;
}
