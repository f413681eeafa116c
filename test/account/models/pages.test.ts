import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { rejection } from '../../support/answers.ts';
import { connected } from '../../support/call.ts';
import { fakeFetch, type RecordedRequest, refusal } from '../../support/fake-fetch.ts';

type Page = { readonly result: readonly unknown[]; readonly result_info?: object };

const record = (index: number) => ({
  name: `@cf/test/model-${String(index).padStart(4, '0')}`,
  task: { name: 'Text Generation' },
  properties: [],
});
const records = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => record(from + index));
const pageNumber = ({ url }: RecordedRequest) => Number(new URL(url).searchParams.get('page'));

/** A provider whose Workers AI search answers with these pages; the catalogue and the gateway list nothing. */
function listed(pageOf: (page: number) => Page | Response) {
  const fake = fakeFetch(request => {
    if (request.url.includes('/ai/catalog/models')) return Response.json({ success: true, result: [] });
    if (request.url.includes('/compat/models')) return Response.json({ object: 'list', data: [] });
    const answer = pageOf(pageNumber(request));
    return answer instanceof Response ? answer : Response.json({ success: true, ...answer });
  });
  const pages = () => fake.requests.filter(({ url }) => url.includes('/models/search')).map(pageNumber);
  return { list: () => createCloudflare({ ...connected, fetch: fake.fetch }).listModels(), pages, fake };
}

describe('pages of a list', () => {
  it('are read to the end that was announced', async () => {
    const total = { total_count: 250 };
    const { list, pages } = listed(page => ({
      result: records((page - 1) * 100, Math.min(250, page * 100)),
      result_info: { page, ...total },
    }));
    const { models, warnings } = await list();
    expect([models.length, warnings, pages()]).toEqual([250, [], [1, 2, 3]]);
  });

  it.each([
    ['as long as asked', 100, [1, 2, 3]],
    ['shorter than asked', 50, [1, 2, 3, 4]],
    ['longer than asked', 130, [1, 2]],
  ])('are read until nothing comes any more, where no end is announced: %s', async (_, size, asked) => {
    const { list, pages } = listed(page => ({
      result: records(0, 130).slice((page - 1) * size, page * size),
    }));
    const { models, warnings } = await list();
    expect([models.length, warnings, pages()]).toEqual([130, [], asked]);
  });

  it('of a binding, which announces none, are read so too', async () => {
    const asked: unknown[] = [];
    const binding = {
      run: async () => undefined,
      gateway: () => ({}),
      models: async (params: { readonly page: number }) => {
        asked.push(params.page);
        return records(0, 120).slice((params.page - 1) * 50, params.page * 50);
      },
    };
    // As much of a binding as a list needs.
    const { models } = await createCloudflare({ binding: binding as never }).listModels();
    expect([models.length, asked]).toEqual([120, [1, 2, 3, 4]]);
  });

  it('may be one for everything, whatever was asked for', async () => {
    // The size of a page is ignored, and so is its number.
    const { list, pages } = listed(() => ({ result: records(0, 165), result_info: { total_count: 165 } }));
    expect([(await list()).models.length, pages()]).toEqual([165, [1]]);
    const unannounced = listed(() => ({ result: records(0, 165) }));
    const { models, warnings } = await unannounced.list();
    expect([models.length, warnings, unannounced.pages()]).toEqual([165, [], [1, 2]]);
  });

  it.each<[string, (page: number) => Page, number, number[]]>([
    ['one comes again', () => ({ result: records(0, 100), result_info: { total_count: 250 } }), 100, [1, 2]],
    [
      'one is empty before the end',
      page => ({ result: page === 1 ? records(0, 100) : [], result_info: { total_count: 250 } }),
      100,
      [1, 2],
    ],
  ])('are incomplete, and the list says so: %s', async (_, pageOf, count, asked) => {
    const { list, pages } = listed(pageOf);
    const { models, warnings } = await list();
    expect([models.length, pages()]).toEqual([count, asked]);
    expect(warnings).toEqual([
      `the Workers AI model search announced 250 models but returned ${count}: some are missing here.`,
    ]);
  });

  it('that change while they are read are told', async () => {
    const { list } = listed(page => ({
      result: page === 1 ? records(0, 100) : records(99, 120),
      result_info: { total_count: page === 1 ? 121 : 120 },
    }));
    const { models, warnings } = await list();
    expect(models).toHaveLength(120);
    expect(warnings).toEqual([
      'the Workers AI model search changed while it was read: some models may be missing here.',
    ]);
  });

  it('of a server that never ends are given up', async () => {
    const { list, pages } = listed(page => ({
      result: records(page * 100, page * 100 + 100),
      result_info: { total_count: 1_000_000 },
    }));
    const { models, warnings } = await list();
    expect([models.length, pages().length]).toEqual([5000, 50]);
    expect(warnings[0]).toContain('announced 1000000 models but returned 5000');
  });

  it('of a server that never ends and announces nothing are given up too, and the list says so', async () => {
    const { list, pages } = listed(page => ({ result: records(page * 100, page * 100 + 100) }));
    const { models, warnings } = await list();
    expect([models.length, pages().length]).toEqual([5000, 50]);
    expect(warnings).toEqual([
      'the Workers AI model search did not end within 50 pages: some models may be missing here.',
    ]);
  });

  it('leave out what has no id', async () => {
    const { list } = listed(() => ({
      result: [record(1), null, { task: 1 }, { name: ' ' }],
      result_info: { total_count: 4 },
    }));
    const { models, warnings } = await list();
    expect(models).toHaveLength(1);
    expect(warnings).toEqual(['the Workers AI model search has 3 entries without an id, which are omitted.']);
  });

  it.each([
    ['no list', Response.json({ success: true, result: {} })],
    ['no JSON', new Response('<html>sign in</html>')],
    [
      'a failure in a success',
      Response.json({ success: false, errors: [{ code: 7000, message: 'No route' }] }),
    ],
    ['an error in the middle', refusal(500, { success: false, errors: [{ code: 1, message: 'Oops' }] })],
  ])('that are none are a missing source: %s', async (_, answer) => {
    const { list } = listed(page =>
      page === 1 ? { result: records(0, 100), result_info: { total_count: 150 } } : answer.clone(),
    );
    const { models, warnings } = await list();
    expect(models).toEqual([]);
    expect(warnings).toEqual([
      expect.stringMatching(/^Models of the Workers AI model search are missing: ./),
    ]);
  });

  it('of all sources may fail, and the error is typed', async () => {
    const fake = fakeFetch(() => Response.json({ success: true, result: {} }));
    const error = await rejection(createCloudflare({ ...connected, fetch: fake.fetch }).listModels());
    expect(error).toMatchObject({ name: 'AI_APICallError' });
    expect(getCloudflareError(error)?.kind).toBeDefined();
  });

  it('know doubled prefixes, and vendors whose ids have slashes', async () => {
    const data = [
      'openai/openai/gpt-4o',
      'openai/gpt-4o',
      'groq/openai/gpt-oss-120b',
      'gpt-image-1',
      'openai/gpt-image-1',
    ];
    const fake = fakeFetch(({ url }) =>
      Response.json(
        url.includes('/compat/')
          ? { data: data.map(id => ({ id, cost_in: 0.00000015, cost_out: 0 })) }
          : { success: true, result: [] },
      ),
    );
    const { models } = await createCloudflare({ ...connected, fetch: fake.fetch }).listModels();
    expect(models.map(({ id, kind, endpoints }) => [id, kind, endpoints.length])).toEqual([
      ['gpt-image-1', 'image', 0],
      ['groq/openai/gpt-oss-120b', 'chat', 4],
      ['openai/gpt-4o', 'chat', 4],
      ['openai/gpt-image-1', 'image', 2],
    ]);
    expect(models[1]?.price).toEqual({ inputPerMillionTokens: 0.15, outputPerMillionTokens: 0 });
  });
});
