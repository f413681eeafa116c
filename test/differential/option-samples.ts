import type { SharedV2ProviderOptions } from '@ai-sdk/provider';
import type { CallOptions } from '../support/call.ts';
import { jsonFormat, P_IN } from '../support/prompts.ts';
import { loose, tools } from './calls.ts';

type Value = SharedV2ProviderOptions[string][string];

/** A value of an option, and what has to be in the call for it to mean anything. */
export interface OptionSample {
  readonly value: Value;
  readonly call?: CallOptions;
  /** What `call` is, for its name. */
  readonly beside?: string;
}

/** The options of a vendor by name. */
export type OptionSamples = Readonly<Record<string, readonly OptionSample[]>>;

const of = (...values: readonly Value[]): readonly OptionSample[] => values.map(value => ({ value }));
const withTools = (...values: readonly Value[]): readonly OptionSample[] =>
  values.map(value => ({ value, call: { tools }, beside: 'tools' }));
const strict = { responseFormat: jsonFormat(P_IN) };
const forced: CallOptions = { tools, toolChoice: { type: 'required' } };
const withSchema = (...values: readonly Value[]): readonly OptionSample[] =>
  values.flatMap(value => [
    { value, call: strict, beside: 'strict schema' },
    { value, call: { responseFormat: jsonFormat(loose) }, beside: 'loose schema' },
  ]);

const openai: OptionSamples = {
  logitBias: of({ 50256: -100 }),
  logprobs: of(true, false, 3),
  parallelToolCalls: withTools(true, false),
  user: of('u1'),
  reasoningEffort: of('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'),
  maxCompletionTokens: [
    { value: 50 },
    { value: 50, call: { maxOutputTokens: 60 }, beside: 'maxOutputTokens' },
  ],
  store: of(true),
  metadata: of({ team: 'a' }),
  prediction: of({ type: 'content', content: 'Hi' }),
  structuredOutputs: withSchema(true, false),
  serviceTier: of('auto', 'flex', 'priority', 'default'),
  strictJsonSchema: [...withSchema(true, false), ...withTools(true)],
  textVerbosity: of('low'),
  promptCacheKey: of('k'),
  promptCacheOptions: of({ mode: 'explicit', ttl: '30m' }),
  promptCacheRetention: of('24h'),
  safetyIdentifier: of('s'),
};

const groq: OptionSamples = {
  reasoningFormat: of('parsed', 'raw', 'hidden'),
  reasoningEffort: of('none', 'default', 'low', 'medium', 'high'),
  parallelToolCalls: withTools(true, false),
  user: of('u1'),
  structuredOutputs: withSchema(true, false),
  serviceTier: of('on_demand', 'flex', 'auto'),
};

const mistral: OptionSamples = {
  safePrompt: of(true),
  documentImageLimit: of(3),
  documentPageLimit: of(4),
  structuredOutputs: withSchema(true, false),
  strictJsonSchema: withSchema(true, false),
  parallelToolCalls: [...withTools(true, false), ...of(false)],
};

const deepseek: OptionSamples = {
  logprobs: of(true),
  topLogprobs: of(2),
  userId: of('u1'),
  thinking: [
    ...of({ type: 'enabled' }, { type: 'disabled' }, { type: 'adaptive' }),
    { value: { type: 'disabled' }, call: { temperature: 0.5, topP: 0.9 }, beside: 'sampling' },
    { value: { type: 'disabled' }, call: forced, beside: 'choice required' },
  ],
  reasoningEffort: of('low', 'medium', 'high', 'xhigh', 'max'),
  strictJsonSchema: withSchema(true),
};

const xai: OptionSamples = {
  reasoningEffort: of('low', 'medium', 'high', 'xhigh'),
  parallel_function_calling: withTools(true, false),
  searchParameters: of(
    { mode: 'auto' },
    {
      mode: 'on',
      returnCitations: true,
      fromDate: '2026-01-01',
      toDate: '2026-02-01',
      maxSearchResults: 5,
      sources: [
        { type: 'web', country: 'PT', allowedWebsites: ['example.com'], safeSearch: true },
        { type: 'x', xHandles: ['a'], excludedXHandles: ['b'], postFavoriteCount: 1, postViewCount: 2 },
        { type: 'x', includedXHandles: ['a'] },
        { type: 'news', excludedWebsites: ['example.org'] },
        { type: 'rss', links: ['https://example.com/feed'] },
      ],
    },
  ),
};

/** The package hands every key on; these are the vendor's. @see https://docs.perplexity.ai/api-reference/chat-completions-post */
const perplexity: OptionSamples = {
  search_mode: of('academic'),
  search_domain_filter: of(['example.com']),
  search_recency_filter: of('week'),
  search_after_date_filter: of('3/1/2026'),
  search_before_date_filter: of('3/5/2026'),
  last_updated_after_filter: of('3/1/2026'),
  last_updated_before_filter: of('3/5/2026'),
  web_search_options: of({ search_context_size: 'high' }),
  return_images: of(true),
  return_related_questions: of(true),
  image_domain_filter: of(['example.com']),
  image_format_filter: of(['png']),
  disable_search: of(true),
  enable_search_classifier: of(true),
  language_preference: of('pt'),
  search_language_filter: of(['pt']),
  reasoning_effort: of('high'),
};

const core: OptionSamples = {
  user: of('u1'),
  reasoningEffort: of('none', 'low', 'medium', 'high'),
  textVerbosity: of('low'),
};

const fireworks: OptionSamples = {
  ...core,
  thinking: of({ type: 'enabled', budgetTokens: 2048 }, { type: 'disabled' }),
  reasoningHistory: of('preserved'),
  promptCacheKey: of('k'),
  serviceTier: of('priority'),
};

const alibaba: OptionSamples = {
  enableThinking: [...of(true, false), { value: true, call: forced, beside: 'choice required' }],
  thinkingBudget: of(2048),
  parallelToolCalls: withTools(true, false),
};

const anthropic: OptionSamples = {
  sendReasoning: of(false),
  structuredOutputMode: [
    { value: 'outputFormat', call: strict },
    { value: 'jsonTool', call: strict },
  ],
  thinking: of({ type: 'enabled', budgetTokens: 2048 }),
  disableParallelToolUse: withTools(true),
  cacheControl: of({ type: 'ephemeral' }),
  metadata: of({ userId: 'u1' }),
  container: of({ id: 'c' }),
  effort: of('high'),
  taskBudget: of({ type: 'tokens', total: 20_000 }),
  speed: of('fast'),
  inferenceGeo: of('us'),
  fallbacks: of('default'),
  contextManagement: of({ edits: [{ type: 'clear_tool_uses_20250919' }] }),
  anthropicBeta: of(['beta-1']),
};

const google: OptionSamples = {
  responseModalities: of(['TEXT']),
  thinkingConfig: of({ thinkingLevel: 'low' }, { thinkingBudget: 0 }, { includeThoughts: true }),
  cachedContent: of('cachedContents/a'),
  structuredOutputs: withSchema(false),
  safetySettings: of([{ category: 'HARM_CATEGORY_HATE_SPEECH', threshold: 'OFF' }]),
  threshold: of('OFF'),
  audioTimestamp: of(true),
  labels: of({ team: 'a' }),
  mediaResolution: of('MEDIA_RESOLUTION_LOW'),
  imageConfig: of({ aspectRatio: '1:1' }),
  retrievalConfig: of({ latLng: { latitude: 1, longitude: 2 } }),
  serviceTier: of('flex'),
  continuationToken: of('t'),
};

const cohere: OptionSamples = {
  thinking: of({ type: 'enabled' }, { type: 'disabled' }, { type: 'enabled', tokenBudget: 100 }),
};

/** Plausible values of every option that a vendor's package reads, by vendor. */
export const optionSamples: Readonly<Record<string, OptionSamples>> = {
  openai,
  groq,
  mistral,
  deepseek,
  xai,
  perplexity,
  cerebras: core,
  fireworks,
  alibaba,
  anthropic,
  google,
  cohere,
};
