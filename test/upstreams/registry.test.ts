import { describe, expect, it } from 'vitest';
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
