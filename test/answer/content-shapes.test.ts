import { describe, expect, it } from 'vitest';
import { answerOf, chunkOf, events, streamed } from '../support/answers.ts';
import { readBoth, readStream, readWhole } from '../support/shapes.ts';

const stop = chunkOf({}, 'stop');
const thought = (text: string) => chunkOf({ reasoning_content: text });
const detail = (text: string, rest: object = {}) => ({ type: 'reasoning.text', index: 0, text, ...rest });

describe('reasoning that grows or repeats', () => {
  const words = Array.from({ length: 60 }, (_, at) => `word ${at} `);
  const whole = words.join('');
  const grown = words.map((_, at) => words.slice(0, at + 1).join(''));
  const minimax = { model: 'minimax/m2.7' };

  it('is told once, as text or as details', async () => {
    for (const chunks of [
      grown.map(thought),
      grown.map(text => chunkOf({ reasoning_details: [detail(text)] })),
      [...words.map(thought), thought(whole)],
    ]) {
      const read = await readStream([...chunks, chunkOf({ content: 'Hi' }), stop], minimax);
      expect(read.blocks).toMatchObject([{ reasoning: whole }, { text: 'Hi' }]);
    }
  });

  it('grows in each detail apart', async () => {
    const both = ['a', 'ab'].map(text =>
      chunkOf({ reasoning_details: [detail(text), detail(text, { index: 1 })] }),
    );
    const { blocks } = await readStream([...both, chunkOf({ content: 'Hi' }), stop], minimax);
    expect(blocks).toMatchObject([{ reasoning: 'aabb' }, { text: 'Hi' }]);
  });

  it('is left alone on other upstreams, where it may be meant', async () => {
    const { blocks } = await readStream([
      thought('ha'),
      thought('haha'),
      thought('haha'),
      chunkOf({ content: 'Hi' }),
      stop,
    ]);
    expect(blocks).toEqual([{ reasoning: 'hahahahaha' }, { text: 'Hi' }]);
  });

  it('is told once where the text repeats it in tags', async () => {
    const text = '<think>\nFirst this, then that.\n</think>\n\nHi';
    const message = { reasoning_content: 'First this, then that.', content: text };
    const chunks = [
      thought('First this, '),
      thought('then that.'),
      ...text.match(/.{1,5}/gs)!.map(content => chunkOf({ content })),
      stop,
    ];
    expect(await readBoth(chunks, answerOf(message), minimax)).toMatchObject({
      blocks: [{ reasoning: 'First this, then that.' }, { text: 'Hi' }],
    });
    const other = answerOf({ ...message, reasoning_content: 'Another thought.' });
    expect((await readWhole(other, minimax)).blocks).toHaveLength(3);
  });
});

/** How gpt-oss, and Gemma, write their thoughts where the host does not parse them. */
const channels: readonly (readonly [name: string, text: string, blocks: readonly object[]])[] = [
  [
    'thoughts and an answer',
    '<|channel|>analysis<|message|>Hm, <b>.<|end|><|start|>assistant<|channel|>final<|message|>Hi<|return|>',
    [{ reasoning: 'Hm, <b>.' }, { text: 'Hi' }],
  ],
  ['an answer alone', '<|start|>assistant<|channel|>final<|message|>Hi', [{ text: 'Hi' }]],
  [
    'two thoughts, and words before the answer',
    [
      '<|channel|>analysis<|message|>A<|end|><|start|>assistant<|channel|>analysis<|message|>B<|end|>',
      '<|start|>assistant<|channel|>commentary<|message|>I look. <|end|>',
      '<|start|>assistant<|channel|>final<|message|>Hi',
    ].join(''),
    [{ reasoning: 'AB' }, { text: 'I look. Hi' }],
  ],
  ['thoughts alone', '<|channel|>analysis<|message|>Hm', [{ reasoning: 'Hm' }]],
  ['thoughts of Gemma', '<|channel>thought\nHm\n<channel|>Hi', [{ reasoning: 'Hm\n' }, { text: 'Hi' }]],
  [
    'words about channels',
    'It writes <|channel|>analysis<|message|>x<|end|>.',
    [{ text: 'It writes <|channel|>analysis<|message|>x<|end|>.' }],
  ],
  ['another beginning', ' <|channels', [{ text: ' <|channels' }]],
];

describe('text in channels', () => {
  it.each(channels)('%s', async (_, text, blocks) => {
    const chunks = [...text.match(/[\s\S]{1,9}/g)!.map(content => chunkOf({ content })), stop];
    for (const model of ['@cf/openai/gpt-oss-120b', '@cf/google/gemma-4-26b-a4b-it'])
      expect(await readBoth(chunks, answerOf({ content: text }), { model })).toMatchObject({
        blocks,
        finish: 'stop',
        metadata: {},
      });
  });

  it('stays text of other models', async () => {
    const [[, text = ''] = []] = channels;
    expect((await readWhole(answerOf({ content: text }))).blocks).toEqual([{ text }]);
  });
});

describe('thoughts in tags', () => {
  it.each([
    // https://github.com/vercel/ai/issues/14720
    ['aws-bedrock/openai.gpt-oss-120b-1:0', '<reasoning>Hm</reasoning>Hi', {}],
    [
      'google/gemini-3-pro-preview',
      '<thought>Hm</thought>Hi',
      { extra_body: { google: { thinking_config: { include_thoughts: true } } } },
    ],
  ])('of %s are reasoning', async (model, text, extraBody) => {
    const chunks = [...text.match(/[\s\S]{1,5}/g)!.map(content => chunkOf({ content })), stop];
    const options = { providerOptions: { cloudflare: { extraBody } } };
    expect(await readBoth(chunks, answerOf({ content: text }), { model, options })).toMatchObject({
      blocks: [{ reasoning: 'Hm' }, { text: 'Hi' }],
    });
  });
});

describe('a response without a message', () => {
  it('is what Gemini filters', async () => {
    const choices = [{ index: 0, finish_reason: 'content_filter: PROHIBITED_CONTENT' }];
    expect(await readWhole({ choices, usage: { prompt_tokens: 10, total_tokens: 10 } })).toMatchObject({
      blocks: [],
      finish: 'content-filter',
      usage: [10, undefined, undefined],
    });
  });
});

describe('reasoning', () => {
  it('in summaries is reasoning', async () => {
    const details = ['Planning ', 'the trip'].map(summary => ({
      type: 'reasoning.summary',
      summary,
      index: 0,
    }));
    const read = await readStream(
      [...details.map(item => chunkOf({ reasoning_details: [item] })), chunkOf({ content: 'Hi' }), stop],
      { model: 'openrouter/openai/gpt-5' },
    );
    expect(read.blocks).toMatchObject([{ reasoning: 'Planning the trip' }, { text: 'Hi' }]);
    const whole = await readWhole(answerOf({ content: 'Hi', reasoning_details: details.slice(0, 1) }));
    expect(whole.blocks).toMatchObject([{ reasoning: 'Planning ' }, { text: 'Hi' }]);
  });

  it('keeps its place between words (mistral)', async () => {
    const thinks = (text: string) => ({ type: 'thinking', thinking: [{ type: 'text', text }] });
    const says = (text: string) => ({ type: 'text', text });
    const content = [thinks('One.'), says('A'), thinks('Two.'), says('B')];
    const { blocks } = await readBoth(
      [...content.map(part => chunkOf({ content: [part] })), stop],
      answerOf({ content }),
      { model: 'mistral/magistral-medium' },
    );
    const expected = [{ reasoning: 'One.' }, { text: 'A' }, { reasoning: 'Two.' }, { text: 'B' }];
    expect(blocks).toEqual(expected);
    // In one chunk too, in every specification.
    expect((await readStream([chunkOf({ content }), stop])).blocks).toEqual(expected);
    expect((await readStream([chunkOf({ content: content.slice(1) }), stop])).blocks).toEqual(
      expected.slice(1),
    );
  });

  it('is a text, or a part of that name, in a list', async () => {
    for (const part of [
      { type: 'thinking', thinking: 'Hm' },
      { type: 'reasoning', text: 'Hm' },
    ]) {
      const content = [part, { type: 'text', text: 'Hi' }];
      const { blocks } = await readBoth([chunkOf({ content }), stop], answerOf({ content }));
      expect(blocks).toEqual([{ reasoning: 'Hm' }, { text: 'Hi' }]);
    }
  });

  it.each([
    ['a refusal', { refusal: 'Hi' }],
    ['a transcript', { audio: { transcript: 'Hi' } }],
    ['several parts', { content: ['H', 'i'].map(text => ({ type: 'text', text })) }],
  ])('in a field of its own stands before %s of the same chunk', async (_, said) => {
    const message = { ...said, reasoning_content: 'Hm' };
    const { blocks } = await readBoth([chunkOf(message), stop], answerOf(message));
    expect(blocks).toEqual([{ reasoning: 'Hm' }, { text: 'Hi' }]);
  });
});

describe('reasoning in a field of its own and in the content', () => {
  const part = { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Short.' }] };
  const thinking = { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] };

  it.each([
    ['a summary', [part], 'Hm.Short.'],
    ['a summary before text', [part, { type: 'text', text: 'Hi' }], 'Hm.Short.'],
    ['the same', [thinking], 'Hm.'],
    ['the same before text', [thinking, { type: 'text', text: 'Hi' }], 'Hm.'],
  ])('is both, unless it repeats: %s', async (_, content, reasoning) => {
    const message = { content, reasoning: 'Hm.' };
    const { blocks } = await readBoth([chunkOf(message), stop], answerOf(message));
    expect(blocks).toEqual([{ reasoning }, ...(content.length > 1 ? [{ text: 'Hi' }] : [])]);
  });
});

describe('the text of a stream', () => {
  it.each([
    ['a part of another name', [{ type: 'output_text', text: 'Hi' }]],
    ['parts without a name', [{ text: 'H' }, { text: 'i' }]],
    ['refusals, as Responses have them', [{ type: 'refusal', refusal: 'Hi' }]],
    ['parts that have thoughts, but none', [{ type: 'text', text: 'Hi', thinking: '' }]],
    ['parts with an empty list of thoughts', [{ type: 'text', text: 'Hi', thinking: [] }]],
  ])('may be in a list of %s', async (_, content) => {
    const { blocks } = await readBoth([chunkOf({ content }), stop], answerOf({ content }));
    expect(blocks).toEqual([{ text: 'Hi' }]);
  });

  it('may be in a message, which is the one chunk', async () => {
    const whole = answerOf({ role: 'assistant', reasoning_content: 'Hm', content: 'Hi' });
    expect(await readBoth([whole], whole)).toMatchObject({
      blocks: [{ reasoning: 'Hm' }, { text: 'Hi' }],
      finish: 'stop',
    });
    // Comments that keep a connection open are no chunks.
    expect((await readStream([': PROCESSING\n\n', whole])).blocks).toEqual([
      { reasoning: 'Hm' },
      { text: 'Hi' },
    ]);
  });

  it('is not what a message repeats beside the delta (perplexity)', async () => {
    const message = { role: 'assistant', content: 'Hi' };
    const choices = [{ index: 0, message, delta: { content: 'Hi' }, finish_reason: 'stop' }];
    expect((await readStream([{ choices }], { model: 'perplexity/sonar' })).blocks).toEqual([{ text: 'Hi' }]);
    const last = answerOf({ role: 'assistant', content: 'Hi' });
    expect((await readStream([chunkOf({ content: 'Hi' }), last])).blocks).toEqual([{ text: 'Hi' }]);
  });
});

describe('files', () => {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk';
  const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } };
  const file = { file: 'image/png', data: png };

  it('an image of a message is a file', async () => {
    for (const images of [[image], [image, image]])
      expect(
        await readBoth(
          [chunkOf({ content: 'Here.' }), chunkOf({ images }), stop],
          answerOf({ content: 'Here.', images }),
          { model: 'openrouter/google/gemini-2.5-flash-image' },
        ),
      ).toMatchObject({ blocks: [{ text: 'Here.' }, file], finish: 'stop' });
  });

  it('an image may name the encoding of its text', async () => {
    const url = `data:image/svg+xml;charset=utf-8;base64,${png}`;
    const message = { content: null, images: [{ type: 'image_url', image_url: { url } }] };
    expect((await readBoth([chunkOf(message), stop], answerOf(message))).blocks).toEqual([
      { file: 'image/svg+xml', data: png },
    ]);
  });

  it('a transcript that repeats the content is told once', async () => {
    const message = { content: 'Hello', audio: { id: 'a', data: 'UklGRgAA', transcript: 'Hello' } };
    const [text] = (await readBoth([chunkOf(message), stop], answerOf(message))).blocks;
    expect(text).toEqual({ text: 'Hello' });
  });

  it('an image stands behind the text of its chunk, also where the core reads several at once', async () => {
    const text = 'It is.';
    for (const said of [{ content: text, images: [image] }, { content: [image, { type: 'text', text }] }])
      for (const includeRawChunks of [false, true]) {
        const chunks = [{ content: 'Here.' }, said, { content: 'Yes.' }].map(delta => chunkOf(delta));
        const parts = await streamed(events([...chunks, stop]), { options: { includeRawChunks } });
        const told = parts.flatMap(part => (part.type === 'text-delta' ? part.delta : part.type));
        expect(told.filter(one => /Here|file|It|Yes/.test(one))).toEqual(['Here.', text, 'file', 'Yes.']);
      }
  });

  it('an image of the first chunk stands behind its text, as in a whole answer', async () => {
    const message = { content: 'Here.', images: [image] };
    const { blocks } = await readBoth([chunkOf(message), stop], answerOf(message));
    expect(blocks).toEqual([{ text: 'Here.' }, file]);
  });

  it('an image among the parts of a message is a file', async () => {
    const content = [{ type: 'text', text: 'Here.' }, image];
    const chunks = [...content.map(part => chunkOf({ content: [part] })), stop];
    const { blocks } = await readBoth(chunks, answerOf({ content }));
    expect(blocks).toEqual([{ text: 'Here.' }, file]);
  });

  it('one at an address is a source', async () => {
    const images = [{ type: 'image_url', image_url: { url: 'https://a.example/x.png' } }];
    const { blocks } = await readBoth([chunkOf({ images }), stop], answerOf({ images }));
    expect(blocks).toMatchObject([{ source: 'https://a.example/x.png' }]);
  });

  it('audio is a file, and its transcript text', async () => {
    const data = Buffer.from('RIFF....WAVEfmt ').toString('base64');
    const whole = answerOf({
      content: null,
      audio: { id: 'a', data, transcript: 'Good day', expires_at: 1 },
    });
    const pieces = ['RIFF', '....', 'WAVEfmt '].map(text => ({ data: Buffer.from(text).toString('base64') }));
    const chunks = [
      chunkOf({ audio: { id: 'a', transcript: 'Good ' } }),
      chunkOf({ audio: { transcript: 'day' } }),
      ...pieces.map(audio => chunkOf({ audio })),
      chunkOf({ audio: { expires_at: 1 } }),
      stop,
    ];
    expect(await readBoth(chunks, whole)).toMatchObject({
      blocks: [{ text: 'Good day' }, { file: 'audio/wav', data }],
    });
  });
});

describe('what was asked for', () => {
  const token = (text: string) => ({ token: text, logprob: -0.1, bytes: null, top_logprobs: [] });

  it('is in the metadata: log probabilities, also of plain deltas', async () => {
    const words = Array.from({ length: 20 }, (_, at) => `w${at % 3}`);
    const chunks = words.map(word => ({
      choices: [
        { index: 0, delta: { content: word }, logprobs: { content: [token(word)] }, finish_reason: null },
      ],
    }));
    const logprobs = { content: words.map(token) };
    const whole = { choices: [{ message: { content: words.join('') }, logprobs, finish_reason: 'stop' }] };
    expect(
      (await readBoth([...chunks, { choices: [{ delta: {}, finish_reason: 'stop' }] }], whole)).metadata,
    ).toEqual({
      openai: { logprobs: words.map(token) },
    });
  });

  it('is in the metadata: images and questions of a search', async () => {
    const images = [
      { image_url: 'https://a.example/x.png', origin_url: 'https://a.example', height: 1, width: 2 },
    ];
    const rest = { images, related_questions: ['Why?'] };
    const { metadata } = await readBoth(
      [chunkOf({ content: 'Hi' }, null, rest), chunkOf({}, 'stop', rest)],
      answerOf({ content: 'Hi' }, 'stop', rest),
      { model: 'perplexity/sonar' },
    );
    expect(metadata).toEqual({ perplexity: { images, relatedQuestions: ['Why?'] } });
  });

  it('is in the metadata: annotations of files', async () => {
    const annotations = [{ type: 'file', file: { hash: 'h', name: 'a.pdf', content: [] } }];
    const { metadata } = await readBoth(
      [chunkOf({ content: 'Hi', annotations }), stop],
      answerOf({ content: 'Hi', annotations }),
      { model: 'openrouter/openai/gpt-5' },
    );
    expect(metadata).toEqual({ openrouter: { annotations } });
  });
});

describe('a list of content parts', () => {
  it('may hold summaries', async () => {
    const content = [{ type: 'text', text: 'Hello' }];
    const summary = [{ type: 'summary_text', text: 'Hm' }];
    const message = { content: [{ type: 'reasoning', summary }, ...content] };
    expect(await readBoth([chunkOf(message), stop], answerOf(message))).toMatchObject({
      blocks: [{ reasoning: 'Hm' }, { text: 'Hello' }],
    });
  });

  it('leaves reasoning and a refusal beside it in the result', async () => {
    const message = { content: [{ type: 'text', text: 'Hi' }], reasoning: 'Hm' };
    expect((await readWhole(answerOf(message))).blocks).toEqual([{ reasoning: 'Hm' }, { text: 'Hi' }]);
    const refused = { content: [], refusal: 'No.' };
    expect((await readWhole(answerOf(refused))).blocks).toEqual([{ text: 'No.' }]);
  });
});

describe('images', () => {
  it('may be addresses alone', async () => {
    const images = ['data:image/png;base64,iVBORw==', 'https://a.example/x.png'];
    const read = await readBoth([chunkOf({ images }), stop], answerOf({ content: null, images }));
    expect(read.blocks).toEqual([
      { file: 'image/png', data: 'iVBORw==' },
      { source: 'https://a.example/x.png' },
    ]);
  });
});

describe('an answer without a name', () => {
  it('has none in the result, nor a date of 1970', async () => {
    const rest = { id: '', model: '', created: 0 };
    const read = await readWhole(answerOf({ content: 'Hi' }, 'stop', rest));
    expect(read.identity).toEqual({});
  });
});

describe("Azure's verdicts", () => {
  it('are in the metadata', async () => {
    const prompt_filter_results = [
      { prompt_index: 0, content_filter_results: { hate: { filtered: false } } },
    ];
    const content_filter_results = { violence: { filtered: false } };
    const [first, last] = [chunkOf({ content: 'Hi' }), chunkOf({}, 'stop')] as { choices: object[] }[];
    const empty = { id: '', model: '', created: 0, choices: [], prompt_filter_results };
    const judged = { ...last, choices: [{ ...last?.choices[0], content_filter_results }] };
    const { metadata, identity } = await readStream([empty, first, judged]);
    expect(metadata).toEqual({
      openai: { promptFilterResults: prompt_filter_results, contentFilterResults: content_filter_results },
    });
    expect(identity).toEqual({ id: 'c1', modelId: 'm' });
  });
});

describe("Gemini's thoughts", () => {
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 420 };

  it('are what the total holds besides prompt and output', async () => {
    for (const model of ['google/gemini-3.7-flash', 'google-vertex-ai/google/gemini-2.5-pro'])
      expect(
        await readBoth(
          [chunkOf({ content: 'Hi' }), chunkOf({}, 'stop', { usage })],
          answerOf({ content: 'Hi' }, 'stop', { usage }),
          { model },
        ),
      ).toMatchObject({ usage: [10, 410, 405] });
    expect(await readWhole(answerOf({ content: 'Hi' }, 'stop', { usage }))).toMatchObject({
      usage: [10, 5, undefined],
    });
  });
});

describe('the identity of a response', () => {
  it('is the first that is not empty (azure)', async () => {
    const empty = { id: '', model: '', created: 0, object: '', choices: [], prompt_filter_results: [] };
    const named = { id: 'c1', model: 'gpt-5-mini', created: 1_700_000_000 };
    const { identity } = await readStream([
      empty,
      { ...named, choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] },
      { ...named, choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: null }] },
      { ...named, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
    ]);
    expect(identity).toEqual({ id: 'c1', modelId: 'gpt-5-mini', timestamp: new Date(1_700_000_000_000) });
  });

  it('is absent where every chunk leaves it empty', async () => {
    const empty = { id: '', model: '', created: 0 };
    const { identity } = await readStream([
      { ...empty, choices: [{ index: 0, delta: { content: 'Hi' } }] },
      { ...empty, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
    ]);
    expect(identity).toEqual({});
  });
});

describe("Cohere's own format", () => {
  const model = 'cohere/command-a';
  const event = (type: string, message: object, rest: object = {}) => ({
    type,
    index: 0,
    delta: { message },
    ...rest,
  });
  const usage = {
    billed_units: { input_tokens: 1, output_tokens: 1 },
    tokens: { input_tokens: 5, output_tokens: 2 },
  };
  const end = (reason: string) => ({ type: 'message-end', delta: { finish_reason: reason, usage } });
  const begin = {
    id: 'm1',
    type: 'message-start',
    delta: { message: { role: 'assistant', content: [], tool_calls: [] } },
  };

  it('is read: words and thoughts', async () => {
    const chunks = [
      begin,
      event('content-start', { content: { type: 'thinking', thinking: '' } }),
      event('content-delta', { content: { thinking: 'Hm' } }),
      { type: 'content-end', index: 0 },
      event('content-start', { content: { type: 'text', text: '' } }),
      event('content-delta', { content: { text: 'H' } }),
      event('content-delta', { content: { text: 'i' } }),
      { type: 'content-end', index: 0 },
      end('COMPLETE'),
    ];
    const content = [
      { type: 'thinking', thinking: 'Hm' },
      { type: 'text', text: 'Hi' },
    ];
    const whole = { id: 'm1', finish_reason: 'COMPLETE', message: { role: 'assistant', content }, usage };
    expect(await readBoth(chunks, whole, { model, done: false })).toMatchObject({
      blocks: [{ reasoning: 'Hm' }, { text: 'Hi' }],
      finish: 'stop',
      usage: [5, 2, undefined],
      identity: { id: 'm1' },
    });
  });

  it('is read: calls and the plan before them', async () => {
    const call = { id: 'w_1', type: 'function', function: { name: 'w', arguments: '' } };
    const chunks = [
      begin,
      event('tool-plan-delta', { tool_plan: 'I will ' }),
      event('tool-plan-delta', { tool_plan: 'look.' }),
      event('tool-call-start', { tool_calls: call }),
      event('tool-call-delta', { tool_calls: { function: { arguments: '{"c":' } } }),
      event('tool-call-delta', { tool_calls: { function: { arguments: '"A"}' } } }),
      { type: 'tool-call-end', index: 0 },
      end('TOOL_CALL'),
    ];
    const tool_calls = [{ ...call, function: { name: 'w', arguments: '{"c":"A"}' } }];
    const whole = {
      id: 'm1',
      finish_reason: 'TOOL_CALL',
      message: { role: 'assistant', tool_plan: 'I will look.', tool_calls },
      usage,
    };
    expect(await readBoth(chunks, whole, { model, done: false })).toMatchObject({
      blocks: [{ reasoning: 'I will look.' }, { call: 'w', input: '{"c":"A"}' }],
      finish: 'tool-calls',
    });
  });
});
