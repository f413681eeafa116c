import { InvalidArgumentError } from '@ai-sdk/provider';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it, vi } from 'vitest';
import { refused } from '../support/call.ts';

function thrownBy(settings: object): Error {
  try {
    createCloudflare(settings);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

describe('settings that do not exist', () => {
  it.each([
    ['accountID', 'accountId'],
    ['account_id', 'accountId'],
    ['acountId', 'accountId'],
    ['gatewayID', 'gatewayId'],
    ['gateway_id', 'gatewayId'],
    ['apitoken', 'apiToken'],
    ['api_key', 'apiKey'],
    ['baseUrl', 'baseURL'],
    ['base_url', 'baseURL'],
    ['providerKey', 'providerKeys'],
    ['endpoints', 'endpoint'],
    ['header', 'headers'],
    ['option', 'options'],
  ])('%s names the nearest, %s', (name, nearest) => {
    const error = thrownBy({ [name]: 'value' });
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ argument: name });
    expect(error.message).toContain(`Did you mean \`${nearest}\`?`);
    expect(error.message).toContain(`Example: createCloudflare({ ${nearest}: `);
  });

  it('lists the settings where none is near', () => {
    expect(thrownBy({ temperature: 1 }).message).toMatch(/Known settings: accountId, gatewayId, .*Example: /);
  });
});

describe('settings of the wrong type', () => {
  it.each([
    ['accountId', 1],
    ['gatewayId', 1],
    ['gateway', {}],
    ['apiToken', 1],
    ['apiKey', {}],
    ['gatewayToken', []],
    ['providerKeys', 'sk-1'],
    ['providerKeys', ['sk-1']],
    ['endpoint', 'universal'],
    ['endpoint', 'REST'],
    ['baseURL', new URL('https://ai.example.com')],
    ['azure', 'my-resource'],
    ['access', 'id'],
    ['name', ''],
    ['name', 'has space'],
    ['headers', 'x: y'],
    ['headers', null],
    ['headers', new Headers({ 'x-team': 'docs' })],
    ['headers', new Map([['x-team', 'docs']])],
    ['headers', [['x-team', 'docs']]],
    ['binding', null],
    ['binding', 'AI'],
    ['binding', { run: () => undefined }],
    ['fetch', 'https://proxy.example.com'],
    ['options', 'cacheTtl'],
  ])('%s: %j', (name, value) => {
    const error = thrownBy({ [name]: value });
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ argument: name });
    expect(error.message).toMatch(
      new RegExp(`^${name}: expected .*Example: createCloudflare\\(\\{ ${name}: `),
    );
  });
});

describe('settings inside of settings', () => {
  it.each<readonly [string, string, object, string, string]>([
    ['azure', 'resourceName', { resourceName: 'res' }, 'azure.resourceName', 'azure: { resource: '],
    [
      'azure',
      'apiversion',
      { resource: 'res', apiversion: 'x' },
      'azure.apiversion',
      "azure: { apiVersion: '2024-10-21' }",
    ],
    ...['', ' ', '2024', 'v2', '2024-10-21&x=1', 20241021, null].map(
      (apiVersion): readonly [string, string, object, string, string] => [
        'azure',
        `the version ${JSON.stringify(apiVersion)}`,
        { resource: 'res', apiVersion },
        'azure.apiVersion',
        "azure: { apiVersion: '2024-10-21' }",
      ],
    ),
    [
      'access',
      'client_id',
      { client_id: 'x', clientSecret: 'y' },
      'access.client_id',
      'access: { clientId: ',
    ],
    ['access', 'token', { token: 'x' }, 'access.token', 'access: { clientId: '],
    ['azure', 'a number', { resource: 1 }, 'azure.resource', "azure: { resource: 'my-resource' }"],
    ...['gpt-5', { chat: 4 }, { chat: '' }].map(
      (families): readonly [string, string, object, string, string] => [
        'azure',
        `the families ${JSON.stringify(families)}`,
        { resource: 'r', families },
        'azure.families',
        "azure: { families: { 'prod-chat': ",
      ],
    ),
    ['profiles', 'a bare model', { openai: { like: 'gpt-5' } }, 'profiles.openai.like', 'profiles: { '],
    ['profiles', 'an unknown upstream', { openai: { like: 'acme' } }, 'profiles.openai.like', 'profiles: { '],
  ])('%s: %s', (name, _, value, argument, example) => {
    const error = thrownBy({ [name]: value });
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ argument });
    expect(error.message).toContain(`Example: createCloudflare({ ${example}`);
  });

  it('are fine where they exist, or are undefined', () => {
    const azure = { resource: 'res', apiVersion: undefined, families: { chat: 'gpt-5.1', old: undefined } };
    const profiles = {
      'custom-a': { like: 'custom-b' },
      'custom-b': { like: 'openai' },
      mistral: { like: 'new/model' },
    };
    const access = { clientId: 'a', clientSecret: 'b' };
    expect(() => createCloudflare({ azure, access, profiles } as object)).not.toThrow();
  });
});

describe('headers of a call that keep their entries elsewhere', () => {
  it.each([
    ['Headers', new Headers({ 'x-team': 'docs' })],
    ['Map', new Map([['x-team', 'docs']])],
  ])('%s', async (_, headers) => {
    const error = await refused('openai/gpt-4o', { headers: headers as never });
    expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument: 'headers' });
    expect(error.message).toContain('Object.fromEntries');
  });
});

describe('creating a provider has no side effect', () => {
  it('throws nothing for what is merely absent, and reads no token', () => {
    const apiToken = vi.fn(() => 'tok');
    const fetch = vi.fn();
    const provider = createCloudflare({ apiToken, fetch });
    provider('openai/gpt-4o');
    provider.textEmbeddingModel('@cf/baai/bge-m3');
    expect(apiToken).not.toHaveBeenCalled();
    expect(fetch).not.toHaveBeenCalled();
    expect(() => createCloudflare()).not.toThrow();
  });

  it('takes undefined for every setting', () => {
    const names =
      'accountId gatewayId apiToken gatewayToken providerKeys endpoint baseURL binding options name headers fetch';
    const settings = Object.fromEntries(names.split(' ').map(name => [name, undefined]));
    expect(() => createCloudflare(settings)).not.toThrow();
  });
});
