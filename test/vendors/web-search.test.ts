import { describe, expect, it } from 'vitest';
import { connected } from '../support/call.ts';
import type { VendorPackage } from '../support/vendor-packages.ts';
import {
  type AnyModel,
  type AnyProvider,
  type Part,
  packageOf,
  partsOf,
  prompt,
  providerOf,
  type Version,
  versions,
} from './entries.ts';

type JSONObject = Readonly<Record<string, unknown>>;

/** A search that a vendor runs itself, in the form in which its API answers. */
interface Search {
  readonly vendor: VendorPackage;
  readonly modelId: string;
  readonly tool: string;
  readonly args?: JSONObject;
  readonly ours: (provider: AnyProvider) => AnyModel;
  /** The package's own method for that wire. */
  readonly method: string;
  readonly sent: JSONObject;
  readonly whole: unknown;
  readonly events: readonly JSONObject[];
  /** Whether call and result of the search are parts of the answer. */
  readonly showsCall: boolean;
}

const url = 'https://example.com/lisbon';
const title = 'Lisbon';
const text = 'Lisbon is sunny.';

const usage = {
  input_tokens: 10,
  output_tokens: 5,
  total_tokens: 15,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens_details: { reasoning_tokens: 0 },
};
const annotation = { type: 'url_citation', start_index: 0, end_index: 6, url, title };

/** @see https://platform.openai.com/docs/guides/tools-web-search */
function responses(model: string, call: JSONObject) {
  const head = { id: 'resp_1', object: 'response', created_at: 1_700_000_000, model };
  const content = { type: 'output_text', text, annotations: [annotation], logprobs: [] };
  const message = { id: 'msg_1', type: 'message', role: 'assistant' };
  const search = { id: 'ws_1', type: 'web_search_call', ...call };
  const answer = {
    ...head,
    status: 'completed',
    error: null,
    incomplete_details: null,
    output: [
      { ...search, status: 'completed' },
      { ...message, status: 'completed', content: [content] },
    ],
    usage,
  };
  const at = { item_id: 'msg_1', output_index: 1, content_index: 0 };
  const list: JSONObject[] = [
    { type: 'response.created', response: { ...head, status: 'in_progress', output: [] } },
    { type: 'response.output_item.added', output_index: 0, item: { ...search, status: 'in_progress' } },
    { type: 'response.web_search_call.in_progress', output_index: 0, item_id: 'ws_1' },
    { type: 'response.web_search_call.completed', output_index: 0, item_id: 'ws_1' },
    { type: 'response.output_item.done', output_index: 0, item: { ...search, status: 'completed' } },
    {
      type: 'response.output_item.added',
      output_index: 1,
      item: { ...message, status: 'in_progress', content: [] },
    },
    { type: 'response.content_part.added', ...at, part: { ...content, text: '', annotations: [] } },
    { type: 'response.output_text.delta', ...at, delta: text, logprobs: [] },
    { type: 'response.output_text.annotation.added', ...at, annotation_index: 0, annotation },
    { type: 'response.output_text.done', ...at, text, logprobs: [] },
    {
      type: 'response.output_item.done',
      output_index: 1,
      item: { ...message, status: 'completed', content: [content] },
    },
    { type: 'response.completed', response: answer },
  ];
  return { whole: answer, events: list.map((event, index) => ({ ...event, sequence_number: index })) };
}

/** @see https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/web-search-tool */
function messages() {
  const use = { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search' };
  const found = {
    type: 'web_search_tool_result',
    tool_use_id: 'srvtoolu_1',
    content: [{ type: 'web_search_result', url, title, encrypted_content: 'abc', page_age: null }],
  };
  const citation = {
    type: 'web_search_result_location',
    url,
    title,
    encrypted_index: 'abc',
    cited_text: 'Lisbon is sunny.',
  };
  const counts = { input_tokens: 10, output_tokens: 5, server_tool_use: { web_search_requests: 1 } };
  const head = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5' };
  const block = (
    index: number,
    content_block: JSONObject,
    ...deltas: readonly JSONObject[]
  ): JSONObject[] => [
    { type: 'content_block_start', index, content_block },
    ...deltas.map(delta => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
  return {
    whole: {
      ...head,
      content: [{ ...use, input: { query: 'Lisbon' } }, found, { type: 'text', text, citations: [citation] }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: counts,
    },
    events: [
      {
        type: 'message_start',
        message: {
          ...head,
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { ...counts, output_tokens: 1 },
        },
      },
      ...block(0, { ...use, input: {} }, { type: 'input_json_delta', partial_json: '{"query":"Lisbon"}' }),
      ...block(1, found),
      ...block(
        2,
        { type: 'text', text: '' },
        { type: 'citations_delta', citation },
        { type: 'text_delta', text },
      ),
      {
        type: 'message_delta',
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: 5 },
      },
      { type: 'message_stop' },
    ],
  };
}

/** @see https://ai.google.dev/gemini-api/docs/google-search */
function gemini() {
  const groundingMetadata = {
    webSearchQueries: ['Lisbon weather'],
    searchEntryPoint: { renderedContent: '<div></div>' },
    groundingChunks: [{ web: { uri: url, title } }],
    groundingSupports: [
      { segment: { startIndex: 0, endIndex: 6, text: 'Lisbon' }, groundingChunkIndices: [0] },
    ],
  };
  const usageMetadata = { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15 };
  const content = { role: 'model', parts: [{ text }] };
  const whole = {
    candidates: [{ index: 0, content, finishReason: 'STOP', groundingMetadata }],
    usageMetadata,
    modelVersion: 'gemini-2.5-flash',
    responseId: 'resp-1',
  };
  const rest = { usageMetadata, modelVersion: whole.modelVersion, responseId: whole.responseId };
  return {
    whole,
    events: [
      { candidates: [{ index: 0, content }], ...rest },
      {
        ...whole,
        candidates: [{ ...whole.candidates[0], content: { role: 'model', parts: [{ text: '' }] } }],
      },
    ],
  };
}

const searches: readonly Search[] = [
  {
    vendor: 'openai',
    modelId: 'gpt-5',
    tool: 'openai.web_search',
    ours: provider => provider.responses('openai/gpt-5'),
    method: 'responses',
    sent: { type: 'web_search' },
    ...responses('gpt-5', { action: { type: 'search', query: 'Lisbon' } }),
    showsCall: true,
  },
  {
    vendor: 'anthropic',
    modelId: 'claude-sonnet-4-5',
    tool: 'anthropic.web_search_20250305',
    args: { maxUses: 2 },
    ours: provider => provider.messages('anthropic/claude-sonnet-4.5'),
    method: 'languageModel',
    sent: { type: 'web_search_20250305', max_uses: 2 },
    ...messages(),
    showsCall: true,
  },
  {
    vendor: 'xai',
    modelId: 'grok-4',
    tool: 'xai.web_search',
    ours: provider => provider.responses('xai/grok-4'),
    method: 'responses',
    sent: { type: 'web_search' },
    ...responses('grok-4', { name: 'web_search', arguments: '{"query":"Lisbon"}', call_id: 'call_1' }),
    showsCall: true,
  },
  {
    vendor: 'google',
    modelId: 'gemini-2.5-flash',
    tool: 'google.google_search',
    ours: provider => provider('google/gemini-2.5-flash'),
    method: 'languageModel',
    sent: { googleSearch: {} },
    ...gemini(),
    showsCall: false,
  },
];

const name = (tool: string): string => tool.slice(tool.indexOf('.') + 1).replace(/_\d+$/, '');

/** A network that answers as the vendor does, and keeps the bodies. */
function vendorFetch({ whole, events }: Search) {
  const bodies: JSONObject[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const body = JSON.parse(String(init?.body)) as JSONObject;
    bodies.push(body);
    if (body.stream !== true && !String(input).includes('stream')) return Response.json(whole);
    const lines = events.map(event => `event: ${String(event.type)}\ndata: ${JSON.stringify(event)}\n\n`);
    return new Response(lines.join(''), { headers: { 'content-type': 'text/event-stream' } });
  };
  return { fetch, bodies };
}

/** What both sides say, without ids that a package makes up and what is ours. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, member: unknown) => {
      // The finish part of ours has metadata where the package's has none.
      if (key === 'providerMetadata' && Object.keys(Object(member)).join() === 'cloudflare') return undefined;
      if (key === 'cloudflare' || key === 'warnings' || key === 'request' || key === 'response')
        return undefined;
      if (key === 'id' || key === 'toolCallId')
        return typeof member === 'string' && /^(?:ws_|srvtoolu_|msg_|resp)/.test(member) ? member : 'id';
      return member;
    }),
  );

describe.each(versions)('a web search that the vendor runs, specification %s', version => {
  const call = ({ tool, args = {} }: Search, kind: Version): object => ({
    prompt,
    tools: [{ type: kind === 'v2' ? 'provider-defined' : 'provider', id: tool, name: name(tool), args }],
  });

  it.each(searches)('$vendor: the answer has its sources, as the package alone gives them', async search => {
    const { fetch, bodies } = vendorFetch(search);
    const ours = search.ours(providerOf(version, { ...connected, fetch }, [search.vendor]));
    const result = await ours.doGenerate(call(search, version));
    expect(bodies[0]?.tools).toEqual([expect.objectContaining(search.sent)]);
    expect(result.content).toContainEqual(
      expect.objectContaining({ type: 'source', sourceType: 'url', url, title }),
    );
    expect(result.content).toContainEqual(expect.objectContaining({ type: 'text', text }));
    expect(result.warnings).toEqual([]);
    if (search.showsCall) {
      expect(result.content).toContainEqual(
        expect.objectContaining({ type: 'tool-call', toolName: name(search.tool), providerExecuted: true }),
      );
    }
    const alone = packageModel(version, search, vendorFetch(search).fetch);
    expect(plain(result.content)).toEqual(plain((await alone.doGenerate(call(search, version))).content));
  });

  it.each(searches)('$vendor: so does a stream', async search => {
    const { fetch } = vendorFetch(search);
    const ours = search.ours(providerOf(version, { ...connected, fetch }, [search.vendor]));
    const parts = await partsOf((await ours.doStream(call(search, version))).stream);
    expect(parts).toContainEqual(expect.objectContaining({ type: 'source', sourceType: 'url', url, title }));
    expect(parts.filter(({ type }) => type === 'error')).toEqual([]);
    const types = parts.map(({ type }) => type);
    if (search.showsCall) expect(types).toContain('tool-call');
    expect(types.at(-1)).toBe('finish');
    const alone = packageModel(version, search, vendorFetch(search).fetch);
    const theirs = await partsOf((await alone.doStream(call(search, version))).stream);
    const told = (list: readonly Part[]): unknown =>
      plain(list.filter(({ type }) => type !== 'stream-start'));
    expect(told(parts)).toEqual(told(theirs));
  });

  it.each(searches)('$vendor: chat completions name the wire that carries it', async search => {
    const { fetch } = vendorFetch(search);
    const provider = providerOf(version, { ...connected, fetch }, [search.vendor]);
    const { warnings } = await provider.explain(`${search.vendor}/${search.modelId}`, {
      ...call(search, version),
      wire: 'chat',
    });
    const wire = { openai: 'responses', anthropic: 'messages', xai: 'responses' } as Readonly<
      Record<string, string>
    >;
    const says =
      wire[search.vendor] === undefined ? "vendor's own API" : `cloudflare.${wire[search.vendor]}(`;
    expect(JSON.stringify(warnings)).toContain(says);
  });
});

function packageModel(version: Version, search: Search, fetch: typeof globalThis.fetch): AnyModel {
  const vendor = packageOf(version, search.vendor)({ apiKey: 'key', fetch });
  return Reflect.apply(Reflect.get(vendor, search.method), vendor, [search.modelId]) as AnyModel;
}
