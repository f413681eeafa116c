import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { rejection } from '../support/answers.ts';
import { connected } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';

const names = ['@cf/zai-org/glm-5.1', '@cf/zai-org/glm-5.2', '@cf/zai-org/glm-5.3', '@cf/zai-org/glm-5.4'];
const records = names.map(name => ({ name, task: { name: 'Text Generation' }, properties: [] }));
const noModel = { code: 5007, message: 'No such model or task' };

/** The message for a call that fails so, after a list of models where one is asked for. */
async function messageOf(modelId: string, isListed: boolean, failure: object = noModel, status = 400) {
  const { fetch } = fakeFetch(({ url }) => {
    if (url.includes('/compat/models')) return Response.json({ data: [] });
    const result = url.includes('/models/search') ? records : [];
    if (!/chat\/completions|\/run/.test(url))
      return Response.json({ success: true, result, result_info: { total_count: result.length } });
    return Response.json({ success: false, errors: [failure], result: null }, { status });
  });
  const provider = createCloudflare({ ...connected, fetch });
  if (isListed) await provider.listModels();
  const error = await rejection(provider(modelId).doGenerate({ prompt: HI }));
  return getCloudflareError(error)?.message ?? '';
}

describe('the hint for a model that is not there', () => {
  it('names the nearest ids of a list, three at most', async () => {
    const named = /Did you mean (.*)\?/.exec(await messageOf('@cf/zai-org/glm-5.5', true))?.[1] ?? '';
    const ids = named.match(/'[^']+'/g) ?? [];
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(names).toContain(id.slice(1, -1));
  });

  it('names none that resembles it as little, nor the id itself', async () => {
    expect(await messageOf('@cf/acme/wholly-different', true)).not.toContain('Did you mean');
    expect(await messageOf('@cf/zai-org/glm-5.2', true)).not.toContain('Did you mean');
  });

  it('is for this failure only', async () => {
    const message = await messageOf('@cf/zai-org/glm-5.5', true, { code: 3040, message: 'Capacity' }, 429);
    expect(message).not.toContain('Did you mean');
  });
});
