import { describe, expect, it } from 'vitest';
import { GATEWAY_HOST } from '../support/account.ts';
import { connected, refused, send } from '../support/call.ts';
import { WIRE_HI } from '../support/prompts.ts';

const azure = { resource: 'my-resource', families: { 'prod-chat': 'gpt-5.1', mini: 'gpt-4o-mini' } };
const settings = { ...connected, azure };

describe('an Azure deployment', () => {
  it('with a declared family follows its rules', async () => {
    const call = {
      maxOutputTokens: 64,
      providerOptions: { cloudflare: { reasoningEffort: 'low' } },
      temperature: 1,
    };
    const { body, warnings } = await send('azure-openai/prod-chat', call, settings);
    expect(body).toEqual({
      model: 'prod-chat',
      max_completion_tokens: 64,
      reasoning_effort: 'low',
      messages: [WIRE_HI],
    });
    expect(warnings).toEqual(['temperature: reasoning models do not accept it.']);
    const mini = await send('azure-openai/mini', { maxOutputTokens: 64, temperature: 1 }, settings);
    expect(mini.body).toEqual({ model: 'mini', max_tokens: 64, temperature: 1, messages: [WIRE_HI] });
    expect(mini.warnings).toEqual([]);
  });

  it('without one sends what was asked for and says what is missing', async () => {
    const { body, warnings } = await send('azure-openai/other', { maxOutputTokens: 64 }, settings);
    expect(body).toEqual({ model: 'other', max_tokens: 64, messages: [WIRE_HI] });
    expect(warnings).toEqual([
      expect.stringMatching(/deployment "other".*`azure\.families`.*'other': 'gpt-5\.1'/),
    ]);
  });

  it.each(['constructor', 'toString'])('called %s has no family either', async deployment => {
    const { warnings } = await send(`azure-openai/${deployment}`, {}, settings);
    expect(warnings).toEqual([expect.stringContaining('azure.families')]);
  });

  it('stands in the URL, with the API version', async () => {
    const url = async (rest: object) =>
      (await send('azure/prod chat'.replace(' ', '-'), {}, { ...connected, azure: { ...azure, ...rest } }))
        .url;
    expect(await url({})).toBe(
      `${GATEWAY_HOST}/azure-openai/my-resource/prod-chat/chat/completions?api-version=2024-10-21`,
    );
    expect(await url({ apiVersion: '2025-01-01-preview' })).toMatch(/\?api-version=2025-01-01-preview$/);
  });

  it('keeps a "/" of its name in one segment', async () => {
    const { url } = await send('azure-openai/team/prod', {}, settings);
    expect(url).toContain('/azure-openai/my-resource/team%2Fprod/chat/completions?');
  });

  it('takes no documents in chat completions', async () => {
    const content = [{ type: 'file', mediaType: 'application/pdf', data: 'UERG' }] as const;
    const error = await refused(
      'azure-openai/prod-chat',
      { prompt: [{ role: 'user', content: [...content] }] },
      settings,
    );
    expect(error.name).toBe('AI_UnsupportedFunctionalityError');
  });
});

describe('settings of Azure', () => {
  it.each([[undefined], [{}], [{ resource: '' }]])('missing: %j', async missing => {
    const error = await refused(
      'azure-openai/prod-chat',
      {},
      { ...connected, azure: missing as typeof azure },
    );
    expect(error.name).toBe('AI_LoadSettingError');
    expect(error.message).toMatch(/^azure\.resource: .*Example: createCloudflare\(\{ azure: \{ resource: /);
  });

  it.each(['..', 'a/b', 'a?b', 'a#b', 'https://my-resource.openai.azure.com', 'my resource', 'a\u0000'])(
    'a resource that is no name: %j',
    async resource => {
      const error = await refused('azure-openai/prod-chat', {}, { ...connected, azure: { resource } });
      expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument: 'azure.resource' });
    },
  );
});
