import { type CloudflareProfiles, createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { connected, send } from '../support/call.ts';
import { HI, jsonFormat, P, P_IN, WIRE_HI } from '../support/prompts.ts';

const body = async (id: string, profiles: CloudflareProfiles, call = {}) =>
  (await send(id, call, { ...connected, profiles })).body;

describe('profiles', () => {
  it('take the profile of another model', async () => {
    const call = { maxOutputTokens: 5, temperature: 0.5 };
    const sent = await body('custom-acme/my-gpt', { 'custom-acme': { like: 'openai/gpt-5' } }, call);
    expect(sent).toEqual({ model: 'custom-acme/my-gpt', max_completion_tokens: 5, messages: [WIRE_HI] });
  });

  it('take the family from the own id where only an upstream is named', async () => {
    const profiles = { 'custom-acme': { like: 'openai' } };
    const call = { maxOutputTokens: 5 };
    expect(await body('custom-acme/o3', profiles, call)).toHaveProperty('max_completion_tokens');
    expect(await body('custom-acme/gpt-4o', profiles, call)).toHaveProperty('max_tokens');
  });

  it('see the id of the model that they are like', async () => {
    const profiles = { 'custom-acme': { like: 'anthropic/claude-opus-4-7' } };
    const { warnings, body: sent } = await send(
      'custom-acme/opus',
      { temperature: 1 },
      { ...connected, profiles },
    );
    expect(sent).not.toHaveProperty('temperature');
    expect(warnings).toEqual([expect.stringContaining('temperature: this model does not accept it')]);
  });

  it('adjust what is there: limit, fields, schema, usage, and the last word', async () => {
    const profiles: CloudflareProfiles = {
      'dynamic/support': {
        maxTokensField: 'max_tokens',
        dropFields: ['seed'],
        structuredOutputs: false,
        includeUsage: false,
        body: given => ({ ...given, safe_prompt: true }),
      },
    };
    const call = { maxOutputTokens: 5, seed: 1, responseFormat: jsonFormat(P_IN) };
    const { body: sent, warnings } = await send(
      'dynamic/support',
      call,
      { ...connected, profiles },
      'stream',
    );
    expect(sent).toEqual({
      model: 'dynamic/support',
      max_tokens: 5,
      safe_prompt: true,
      stream: true,
      response_format: { type: 'json_object' },
      messages: [{ role: 'system', content: expect.stringContaining(JSON.stringify(P)) }, WIRE_HI],
    });
    expect(warnings).toEqual([expect.stringContaining('responseFormat'), 'seed']);
    expect(await body('dynamic/other', profiles, { seed: 1 })).toHaveProperty('seed');
  });

  it('are found by any name of an upstream; a model id wins; a function decides by model', async () => {
    const profiles: CloudflareProfiles = {
      grok: { dropFields: ['seed'] },
      'xai/grok-4.3': { dropFields: ['top_p'] },
      mistral: model => (model.startsWith('codestral') ? { dropFields: ['temperature'] } : undefined),
    };
    const call = { seed: 1, topP: 0.5, temperature: 0.5 };
    expect(await body('xai/grok-4.5', profiles, call)).toMatchObject({ top_p: 0.5, temperature: 0.5 });
    expect(await body('xai/grok-4.5', profiles, call)).not.toHaveProperty('seed');
    expect(await body('xai/grok-4.3', profiles, call)).toMatchObject({ seed: 1, temperature: 0.5 });
    expect(await body('mistral/codestral-latest', profiles, call)).not.toHaveProperty('temperature');
    expect(await body('mistral/mistral-large', profiles, call)).toMatchObject({ temperature: 0.5 });
  });

  it('say which URLs a model fetches', async () => {
    const supportedUrls = { 'image/*': [/^https:\/\/cdn\.example\//] };
    const cloudflare = createCloudflare({ ...connected, profiles: { 'custom-acme': { supportedUrls } } });
    expect(await cloudflare('custom-acme/x').supportedUrls).toEqual(supportedUrls);
  });

  it('leave the prompt and the schema of the caller alone', async () => {
    const given = structuredClone({ prompt: HI, responseFormat: jsonFormat(P_IN) });
    await body('custom-acme/x', { 'custom-acme': { like: 'minimax/m3' } }, given);
    expect(given).toEqual({ prompt: HI, responseFormat: jsonFormat(P_IN) });
  });

  it.each([
    [{ mistal: {} }, 'profiles.mistal', 'mistral'],
    [{ mistal: {} }, 'profiles.mistal', "profiles: { 'custom-acme'"],
    [{ '': {} }, 'profiles.', 'an upstream, or a model id'],
    [{ mistral: { dropField: [] } }, 'profiles.mistral.dropField', 'dropFields'],
    [{ mistral: { dropFields: 'seed' } }, 'profiles.mistral.dropFields', 'expected wire fields'],
    [{ mistral: { maxTokensField: 'tokens' } }, 'profiles.mistral.maxTokensField', "expected 'max_tokens'"],
    [{ mistral: 'openai' }, 'profiles.mistral', 'expected an object'],
    [{ mistral: null }, 'profiles.mistral', 'expected an object'],
    [['mistral'], 'profiles', 'expected an object'],
  ])('%j is refused when the provider is created', (profiles, setting, hint) => {
    const create = () => createCloudflare({ ...connected, profiles: profiles as never });
    expect(create).toThrow(expect.objectContaining({ name: 'AI_InvalidArgumentError' }));
    expect(create).toThrow(setting);
    expect(create).toThrow(hint);
    expect(create).toThrow('createCloudflare({ profiles');
  });

  it('of a function are checked when a model is made', () => {
    const cloudflare = createCloudflare({
      ...connected,
      profiles: { mistral: () => ({ drop: [] }) as never },
    });
    expect(() => cloudflare('mistral/x')).toThrow('unknown field');
    expect(() => cloudflare('openai/gpt-4o')).not.toThrow();
  });

  it('are typed', () => {
    expectTypeOf<{ mistral: { dropFields: ['seed'] } }>().toExtend<CloudflareProfiles>();
    // @ts-expect-error a member that does not exist
    const profiles: CloudflareProfiles = { mistral: { drop: ['seed'] } };
    expect(profiles).toBeDefined();
  });
});
