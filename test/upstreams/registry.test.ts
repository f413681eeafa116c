import { describe, expect, it } from 'vitest';
import type { UpstreamName } from '../../src/settings/upstream-names.ts';
import { knownUpstream, upstreamOf, upstreams } from '../../src/upstreams/registry.ts';

const names = upstreams.flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]);

describe('the registry', () => {
  it('has every prefix of the reference', () => {
    const prefixes =
      'openai azure-openai azure anthropic google google-ai-studio google-vertex-ai google-vertex groq xai grok ' +
      'mistral deepseek cerebras perplexity perplexity-ai cohere workers-ai @cf @hf fireworks openrouter alibaba ' +
      'minimax moonshotai baseten dynamic cloudflare parallel aws-bedrock bedrock';
    expect(prefixes.split(' ').filter(prefix => knownUpstream(prefix) === undefined)).toEqual([]);
  });

  it('names each upstream once, in lower case', () => {
    expect(names).toEqual([...new Set(names)]);
    expect(names.filter(name => name !== name.toLowerCase())).toEqual([]);
  });

  it('leaves no upstream without a way or a refusal', () => {
    const stranded = upstreams.filter(
      ({ rest, compat, native, refusals }) => !rest && !compat && !native && !refusals,
    );
    expect(stranded.map(({ name }) => name)).toEqual([]);
  });

  it('knows custom providers by their form', () => {
    expect(knownUpstream('custom-acme')?.name).toBe('custom-acme');
    expect(knownUpstream('custom-')).toBeUndefined();
    expect(knownUpstream('customacme')).toBeUndefined();
  });

  it('passes unknown authors on, with no quirk of anyone', () => {
    expect(upstreamOf('Z-AI')).toMatchObject({
      name: 'z-ai',
      rest: {},
      compat: {},
    });
  });
});

it('a key reaches every upstream whose name editors complete for it', () => {
  const completed: { readonly [NAME in UpstreamName]: true } = {
    openai: true,
    'azure-openai': true,
    anthropic: true,
    google: true,
    'google-vertex-ai': true,
    groq: true,
    xai: true,
    mistral: true,
    deepseek: true,
    cerebras: true,
    perplexity: true,
    cohere: true,
    fireworks: true,
    openrouter: true,
    baseten: true,
    parallel: true,
    'aws-bedrock': true,
  };
  const reached = upstreams.filter(
    ({ native, compat, cloudflare, picksModel }) => (native ?? compat) && !cloudflare && !picksModel,
  );
  expect(reached.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(completed)));
});
