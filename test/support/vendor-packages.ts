import { createAnthropic as createAnthropicV2 } from '@ai-sdk/anthropic';
import { createCohere as createCohereV2 } from '@ai-sdk/cohere';
import { createDeepgram as createDeepgramV2 } from '@ai-sdk/deepgram';
import { createDeepSeek as createDeepSeekV2 } from '@ai-sdk/deepseek';
import { createElevenLabs as createElevenLabsV2 } from '@ai-sdk/elevenlabs';
import { createGoogleGenerativeAI as createGoogleGenerativeAIV2 } from '@ai-sdk/google';
import { createGroq as createGroqV2 } from '@ai-sdk/groq';
import { createMistral as createMistralV2 } from '@ai-sdk/mistral';
import { createOpenAI as createOpenAIV2 } from '@ai-sdk/openai';
import { createPerplexity as createPerplexityV2 } from '@ai-sdk/perplexity';
import { createXai as createXaiV2 } from '@ai-sdk/xai';
import { createAnthropic as createAnthropicV3 } from 'anthropic-v3';
import { createAnthropic as createAnthropicV4 } from 'anthropic-v4';
import { createCohere as createCohereV3 } from 'cohere-v3';
import { createCohere as createCohereV4 } from 'cohere-v4';
import { createDeepgram as createDeepgramV3 } from 'deepgram-v3';
import { createDeepgram as createDeepgramV4 } from 'deepgram-v4';
import { createDeepSeek as createDeepSeekV3 } from 'deepseek-v3';
import { createDeepSeek as createDeepSeekV4 } from 'deepseek-v4';
import { createElevenLabs as createElevenLabsV3 } from 'elevenlabs-v3';
import { createElevenLabs as createElevenLabsV4 } from 'elevenlabs-v4';
import { createGoogleGenerativeAI as createGoogleGenerativeAIV3 } from 'google-v3';
import { createGoogleGenerativeAI as createGoogleGenerativeAIV4 } from 'google-v4';
import { createGroq as createGroqV3 } from 'groq-v3';
import { createGroq as createGroqV4 } from 'groq-v4';
import { createMistral as createMistralV3 } from 'mistral-v3';
import { createMistral as createMistralV4 } from 'mistral-v4';
import { createOpenAI as createOpenAIV3 } from 'openai-v3';
import { createOpenAI as createOpenAIV4 } from 'openai-v4';
import { createPerplexity as createPerplexityV3 } from 'perplexity-v3';
import { createPerplexity as createPerplexityV4 } from 'perplexity-v4';
import { createXai as createXaiV3 } from 'xai-v3';
import { createXai as createXaiV4 } from 'xai-v4';

export type VendorPackage =
  | 'anthropic'
  | 'cohere'
  | 'deepgram'
  | 'deepseek'
  | 'elevenlabs'
  | 'google'
  | 'groq'
  | 'mistral'
  | 'openai'
  | 'perplexity'
  | 'xai';

/** The function of a vendor's package, as far as all of them agree. */
export type CreateVendor = (settings: {
  readonly apiKey: string;
  readonly fetch?: typeof globalThis.fetch;
}) => object;

/** The vendors' own packages, in the majors that make models of each specification. */
export const vendorPackages: {
  readonly [VERSION in 'v2' | 'v3' | 'v4']: { readonly [NAME in VendorPackage]: CreateVendor };
} = {
  v2: {
    anthropic: createAnthropicV2,
    cohere: createCohereV2,
    deepgram: createDeepgramV2,
    deepseek: createDeepSeekV2,
    elevenlabs: createElevenLabsV2,
    google: createGoogleGenerativeAIV2,
    groq: createGroqV2,
    mistral: createMistralV2,
    openai: createOpenAIV2,
    perplexity: createPerplexityV2,
    xai: createXaiV2,
  },
  v3: {
    anthropic: createAnthropicV3,
    cohere: createCohereV3,
    deepgram: createDeepgramV3,
    deepseek: createDeepSeekV3,
    elevenlabs: createElevenLabsV3,
    google: createGoogleGenerativeAIV3,
    groq: createGroqV3,
    mistral: createMistralV3,
    openai: createOpenAIV3,
    perplexity: createPerplexityV3,
    xai: createXaiV3,
  },
  v4: {
    anthropic: createAnthropicV4,
    cohere: createCohereV4,
    deepgram: createDeepgramV4,
    deepseek: createDeepSeekV4,
    elevenlabs: createElevenLabsV4,
    google: createGoogleGenerativeAIV4,
    groq: createGroqV4,
    mistral: createMistralV4,
    openai: createOpenAIV4,
    perplexity: createPerplexityV4,
    xai: createXaiV4,
  },
};
