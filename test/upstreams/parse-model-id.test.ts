import { NoSuchModelError } from '@ai-sdk/provider';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it, vi } from 'vitest';
import { template } from '../support/account.ts';
import { connected, send } from '../support/call.ts';

function refusal(modelId: unknown, kind: 'languageModel' | 'textEmbeddingModel' = 'languageModel'): Error {
  const fetch = vi.fn();
  const provider = createCloudflare({ ...connected, fetch });
  try {
    provider[kind](modelId as string);
  } catch (error) {
    expect(fetch).not.toHaveBeenCalled();
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

describe('ids without a known form, with the accepted forms', () => {
  it.each([
    ['empty', '', /must be a non-empty string/],
    ['blank', '  ', /must be a non-empty string/],
    ['undefined', undefined, /must be a non-empty string/],
    ['a number', 4, /must be a non-empty string/],
    ['nothing after the upstream', 'openai/', /empty segment/],
    ['nothing before it', '/gpt-4o', /empty segment/],
    ['an empty segment', 'openai//gpt-4o', /empty segment/],
    ['a way up that URL parsers decode', '@cf/%2e%2E/%2e./tokens', /empty segment/],
    ['a dot that URL parsers decode', '@cf/%2E/model', /empty segment/],
    ['a way up that servers decode', '@cf/author/..%2F..%5ctokens', /empty segment/],
    ['traversal', 'openai/../gpt-4o', /"\.\."/],
    ['a dot segment', 'openai/./gpt-4o', /"\."/],
    ['a query', 'openai/gpt-4o?x=1', /"\?"/],
    ['a fragment', 'openai/gpt-4o#x', /"#"/],
    ['a backslash', 'openai\\gpt-4o', /"\\"/],
    ['white space', 'openai/gpt 4o', /white space/],
    ['a line break', 'openai/gpt-4o\r\nx-evil: 1', /control character/],
    ['a control character', 'openai/gpt\u0000', /control character/],
    ['a template', `openai/${template('MODEL')}`, /template/],
    ['an unknown bare name', 'my-model', /names no upstream/],
  ])('%s', (_, modelId, says) => {
    const error = refusal(modelId);
    expect(error).toBeInstanceOf(NoSuchModelError);
    expect(error.message).toMatch(says);
    expect(error.message).toContain('Model ids look like "openai/gpt-4o", "@cf/openai/');
  });

  it.each([
    ['gpt-4o', 'openai/gpt-4o'],
    ['o3-mini', 'openai/o3-mini'],
    ['claude-haiku-4.5', 'anthropic/claude-haiku-4.5'],
    ['gemini-2.5-flash', 'google/gemini-2.5-flash'],
    ['grok-4.5', 'xai/grok-4.5'],
    ['mistral-large-latest', 'mistral/mistral-large-latest'],
    ['sonar-pro', 'perplexity/sonar-pro'],
    ['kimi-k3', 'moonshotai/kimi-k3'],
    ['openai', 'openai/model'],
    ['workers-ai/moonshotai/kimi-k2.6', '@cf/moonshotai/kimi-k2.6'],
    ['x-ai/grok-4.5', 'xai/grok-4.5'],
    ['meta-llama/llama-3.3-70b-instruct', '@cf/meta/llama-3.3-70b-instruct'],
    ['mistralai/mistral-large', 'mistral/mistral-large'],
    ['z-ai/glm-5.2', '@cf/zai-org/glm-5.2'],
    ['Qwen/qwen3-max', 'alibaba/qwen3-max'],
    ['unified/openai/gpt-4o', 'openai/gpt-4o'],
    ['unified/x-ai/grok-4', 'xai/grok-4'],
  ])('%s suggests %s', (modelId, suggested) => {
    expect(refusal(modelId).message).toContain(`"${suggested}"`);
  });

  it('a Workers AI id without its author suggests no nonsense', () => {
    expect(refusal('@cf/llama').message).toMatch(/"@cf\/author\/model"\. Model ids/);
  });
});

describe('models this package cannot serve, with what to use instead', () => {
  it.each([
    ['openai/gpt-5-pro', /Responses API only.*vendors: \{ openai: createOpenAI/],
    ['openai/gpt-5-codex', /Responses API only/],
    ['openai/gpt-5.1-codex-mini', /Responses API only/],
    ['openai/gpt-5.2-codex', /Responses API only/],
    ['openai/gpt-5.3-codex', /Responses API only/],
    ['openai/gpt-image-1', /not a chat or embedding model/],
    ['openai/chatgpt-image-latest', /not a chat or embedding model/],
    ['openai/gpt-realtime', /not a chat or embedding model/],
    ['openai/gpt-live-1', /not a chat or embedding model/],
    ['openai/gpt-4o-mini-transcribe', /not a chat or embedding model/],
    ['openai/whisper-1', /not a chat or embedding model.*and `cloudflare\.transcriptionModel\(…\)`\.$/],
    ['openai/gpt-4o-mini-transcribe', /cloudflare\.transcriptionModel\(…\)`\.$/],
    ['openai/tts-1', /cloudflare\.speechModel\(…\)`\.$/],
    ['openai/dall-e-3', /and `cloudflare\.imageModel\(…\)`\.$/],
    ['openai/sora-2', /and the method of its kind, such as `cloudflare/],
    ['deepgram/nova-3', /and `cloudflare\.transcriptionModel\(…\)`\.$/],
    ['fal/flux', /Use `cloudflare\.imageModel\(…\)`\.$/],
    ['openai/text-embedding-3-small', /embedding model.*textEmbeddingModel/],
    ['@cf/baai/bge-m3', /embedding model.*textEmbeddingModel/],
    ['workers-ai/@cf/qwen/qwen3-embedding-0.6b', /embedding model/],
    ['@cf/black-forest-labs/flux-1-schnell', /an image model.*cloudflare\.imageModel/],
    ['@cf/openai/whisper', /a transcription model.*cloudflare\.transcriptionModel/],
    ['black-forest-labs/flux-2', /images, video or speech/],
    ['elevenlabs/eleven-v3', /images, video or speech/],
    ['cloudflare/llama', /the only model of this prefix is the auto router/],
  ])('%s', (modelId, says) => {
    const error = refusal(modelId);
    expect(error).toBeInstanceOf(NoSuchModelError);
    expect(error.message).toMatch(says);
  });

  it('neighbours of those are served', async () => {
    for (const id of ['openai/gpt-5', 'openai/gpt-5.1', 'openai/o3', '@cf/openai/gpt-oss-20b']) {
      expect((await send(id)).body.model).toBe(id);
    }
  });

  it.each(['imageModel', 'transcriptionModel', 'speechModel', 'rerankingModel'] as const)('%s', kind => {
    const provider = createCloudflare(connected);
    expect(() => provider[kind]('@cf/openai/gpt-oss-20b')).toThrow(NoSuchModelError);
  });
});

describe('the first "/" divides', () => {
  it.each([
    ['OpenAI/gpt-4o', 'openai/gpt-4o'],
    ['GOOGLE/gemini-2.5-pro', 'google/gemini-2.5-pro'],
    ['openai/ft:gpt-4o:acme::id', 'openai/ft:gpt-4o:acme::id'],
    ['groq/meta-llama/llama-4-scout', 'groq/meta-llama/llama-4-scout'],
    ['newvendor/some/model:free', 'newvendor/some/model:free'],
  ])('%s → %s', async (modelId, model) => {
    expect((await send(modelId)).body.model).toBe(model);
  });

  it('the model keeps the id as it was written', () => {
    const model = createCloudflare(connected)('workers-ai/@cf/zai-org/glm-5.2');
    expect(model).toMatchObject({ modelId: 'workers-ai/@cf/zai-org/glm-5.2', provider: 'cloudflare.chat' });
  });
});
