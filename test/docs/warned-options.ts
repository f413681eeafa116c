const each = (names: string, reason: string): Readonly<Record<string, string>> =>
  Object.fromEntries(names.split(' ').map(name => [name, reason]));

// Names as of @ai-sdk/openai 2 to 4 (2026-11).
const openai = {
  systemMessageMode: 'the system role is chosen by the profile',
  forceReasoning: 'reasoning models are known by their id',
  ...each(
    'include instructions maxToolCalls previousResponseId conversation reasoningSummary truncation',
    'Responses API only',
  ),
};

const google = each(
  'taskType responseModalities cachedContent safetySettings threshold audioTimestamp labels mediaResolution ' +
    'imageConfig retrievalConfig serviceTier continuationToken',
  'native Gemini format only',
);

/** Options of the vendors' own packages that chat completions cannot carry, and why. A call that sets one gets a warning. */
export const warnedOptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  openai,
  'azure-openai': openai,
  anthropic: {
    sendReasoning: 'thinking blocks do not travel through the OpenAI format',
    ...each(
      'metadata container taskBudget speed inferenceGeo fallbacks contextManagement anthropicBeta',
      'Messages only',
    ),
    cacheControl: 'whether the gateway forwards cache breakpoints is not documented',
  },
  google,
  'google-vertex-ai': google,
  deepseek: { strictJsonSchema: 'DeepSeek accepts no JSON schema' },
  cerebras: {
    textVerbosity: 'Cerebras accepts no verbosity',
  },
};
