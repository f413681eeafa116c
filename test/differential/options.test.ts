import { beforeAll, describe, expect, it } from 'vitest';
import { silent } from './explained/silent.ts';
import { notExplainedOnce, stale } from './explanation.ts';
import { observeSilence } from './observe-silence.ts';
import { optionNames } from './option-names.ts';
import { optionSamples } from './option-samples.ts';
import { type OptionRow, optionTable } from './option-table.ts';
import { vendors } from './vendors.ts';

const timeout = 30_000;

describe("the options of a vendor's own package", () => {
  it.each(vendors)('$name: each has a sample', async vendor => {
    const { read, handsOn } = await optionNames(vendor);
    const sampled = Object.keys(optionSamples[vendor.name] ?? {});
    expect(read.filter(name => !sampled.includes(name))).toEqual([]);
    // What a package neither reads nor hands on is no option of it.
    expect(handsOn ? [] : sampled.filter(name => !read.includes(name))).toEqual([]);
    expect(sampled).not.toEqual([]);
  });

  it('change the request or get a warning, whatever their value', { timeout }, async () => {
    const calls = vendors.flatMap(vendor => vendor.models.map(modelId => observeSilence(vendor, modelId)));
    const observations = (await Promise.all(calls)).flat();
    expect(notExplainedOnce(observations, silent)).toEqual([]);
    expect(stale(silent, observations)).toEqual([]);
  });
});

describe('the table of options', () => {
  let rows: readonly OptionRow[];
  beforeAll(async () => {
    rows = await optionTable();
  }, timeout);

  const becomes = (vendor: string, option: string): string | undefined =>
    rows.find(item => item.vendor === vendor && item.option === option)?.becomes;

  it('has a row for each', () => {
    const sampled = Object.entries(optionSamples).flatMap(([vendor, samples]) =>
      Object.keys(samples).map(option => `${vendor}.${option}`),
    );
    expect(rows.map(({ vendor, option }) => `${vendor}.${option}`).sort()).toEqual(sampled.sort());
    expect(new Set(rows.map(({ vendor }) => vendor)).size).toBe(12);
  });

  it('has none that is ignored', () => {
    const ignored = rows.filter(({ kind }) => kind === 'ignored');
    expect(ignored.map(({ vendor, option }) => `${vendor}.${option}`)).toEqual([]);
  });

  it('says as what an option is carried', () => {
    expect(becomes('openai', 'maxCompletionTokens')).toBe('carried as `max_completion_tokens`');
    expect(becomes('groq', 'structuredOutputs')).toBe('carried as `response_format`, `messages`');
    expect(becomes('deepseek', 'reasoningEffort')).toBe('carried as `reasoning_effort`, `thinking`');
    expect(becomes('anthropic', 'disableParallelToolUse')).toBe('carried as `parallel_tool_calls`');
    expect(becomes('fireworks', 'promptCacheKey')).toBe('carried as `prompt_cache_key`');
  });

  it('says why an option is not', () => {
    expect(becomes('google', 'safetySettings')).toMatch(/^warned: it is not supported here;/);
    expect(becomes('deepseek', 'strictJsonSchema')).toMatch(/^warned: it is not supported here;/);
  });
});
