import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { embedMany, generateObject, generateText, streamText, type ToolSet } from 'ai';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLocalGateway, gatewayAuth, paths, post, type Result } from '../support.ts';

const gateway = createLocalGateway();
beforeEach(() => gateway.reset());

const google = createGoogleGenerativeAI({
  baseURL: `https://gateway.test${paths.native('google-ai-studio/v1beta')}`,
  apiKey: 'AIza-test',
  headers: gatewayAuth,
  fetch: gateway.fetch,
});

describe('@ai-sdk/google on the native path', () => {
  it('generates and streams the same', async () => {
    const whole = await generateText({ model: google('gemini-2.5-flash'), prompt: 'Hi' });
    expect([whole.text, whole.finishReason]).toEqual(['Hello! You said: "Hi"', 'stop']);
    const streamed = streamText({ model: google('gemini-2.5-flash'), prompt: 'Hi' });
    expect(await streamed.text).toBe(whole.text);
    expect(await streamed.usage).toEqual(whole.usage);
    expect(gateway.logs.map(({ tokensIn, tokensOut }) => [tokensIn, tokensOut])).toEqual([
      [1, 6],
      [1, 6],
    ]);
  });

  it('fills a schema, draws and searches', async () => {
    const schema = z.object({ city: z.string() });
    const { object } = await generateObject({
      model: google('gemini-2.5-flash'),
      prompt: 'Where is Lisbon?',
      schema,
    });
    expect(object).toEqual({ city: 'Lisbon' });
    const drawn = await generateText({
      model: google('gemini-2.5-flash-image'),
      prompt: 'A cat',
      providerOptions: { google: { responseModalities: ['TEXT', 'IMAGE'] } },
    });
    expect(drawn.files.map(({ mediaType }) => mediaType)).toEqual(['image/png']);
    const { sources } = await generateText({
      model: google('gemini-2.5-flash'),
      prompt: 'News?',
      // The package's type has members that may be undefined.
      tools: { google_search: google.tools.googleSearch({}) } as ToolSet,
    });
    expect(sources).toMatchObject([{ url: 'https://example.com/source', title: 'Example' }]);
  });

  it('embeds one and many', async () => {
    const model = google.textEmbedding('gemini-embedding-001');
    const many = await embedMany({ model, values: ['one', 'two'] });
    const one = await embedMany({ model, values: ['one'] });
    expect(many.embeddings.map(({ length }) => length)).toEqual([3072, 3072]);
    expect(one.embeddings[0]).toEqual(many.embeddings[0]);
  });
});

describe('generateContent', () => {
  const user = (...parts: object[]): object => ({ role: 'user', parts });
  const model = (...parts: object[]): object => ({ role: 'model', parts });
  const hi = user({ text: 'Hi' });
  const called = (extra: object = {}): object => ({ functionCall: { name: 'weather', args: {} }, ...extra });
  const answered = { functionResponse: { name: 'weather', response: { content: 'sunny' } } };
  const ask = (body: object, id = 'gemini-2.5-flash'): Promise<Result> =>
    post(
      gateway,
      paths.native(`google-ai-studio/v1beta/models/${id}:generateContent`),
      { contents: [hi], ...body },
      { ...gatewayAuth, 'x-goog-api-key': 'AIza-test' },
    );
  const declared = (parameters: object): object => ({
    tools: [{ functionDeclarations: [{ name: 'weather', parameters }] }],
  });
  const gemini3 = 'gemini-3-pro-preview';
  const missing =
    'Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call `default_api:weather` , position 2. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.';

  it.each([
    [
      'unknown names',
      { stream: true },
      {},
      'Invalid JSON payload received. Unknown name "stream": Cannot find field.',
    ],
    [
      'unknown settings',
      { generationConfig: { max_tokens: 1 } },
      { generationConfig: { maxOutputTokens: 1 } },
      'Invalid JSON payload received. Unknown name "max_tokens" at \'generation_config\': Cannot find field.',
    ],
    ['no contents', { contents: [] }, {}, '* GenerateContentRequest.contents: contents is not specified\n'],
    [
      'other roles',
      { contents: [{ role: 'assistant', parts: [{ text: 'Hi' }] }] },
      {},
      'Please use a valid role: user, model.',
    ],
    [
      'keywords outside the subset',
      declared({ type: 'object', additionalProperties: false }),
      declared({ type: 'OBJECT', properties: {} }),
      'Invalid JSON payload received. Unknown name "additionalProperties" at \'tools[0].function_declarations[0].parameters\': Cannot find field.',
    ],
    [
      'answers without calls',
      { contents: [hi, model({ text: 'Hello' }), user(answered)] },
      { contents: [hi, model(called()), user(answered)] },
      'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.',
    ],
    [
      'forged signatures',
      { contents: [hi, model(called({ thoughtSignature: 'c2ln' })), user(answered)] },
      {
        contents: [
          hi,
          model(called({ thoughtSignature: 'skip_thought_signature_validator' })),
          user(answered),
        ],
      },
      'Corrupted thought signature.',
    ],
  ])('refuses %s', async (_, bad, good, message) => {
    const refused = await ask(bad);
    expect([refused.status, refused.json]).toEqual([
      400,
      { error: { code: 400, message, status: 'INVALID_ARGUMENT' } },
    ]);
    expect((await ask(good)).status).toBe(200);
  });

  it('asks for signatures from the third generation on', async () => {
    const unsigned = { contents: [hi, model(called()), user(answered)] };
    expect((await ask(unsigned, gemini3)).json.error.message).toBe(missing);
    const first = await ask(
      { ...declared({ type: 'object' }), contents: [user({ text: 'The weather?' })] },
      gemini3,
    );
    const turn = first.json.candidates[0].content;
    expect((await ask({ contents: [hi, turn, user(answered)] }, gemini3)).status).toBe(200);
  });

  it('is one list where a stream is not asked for as events', async () => {
    const url = paths.native('google-ai-studio/v1/models/gemini-2.5-flash:streamGenerateContent');
    const auth = { ...gatewayAuth, 'x-goog-api-key': 'AIza-test' };
    const list = (await post(gateway, url, { contents: [hi] }, auth)).json;
    expect(list.at(-1).candidates[0].finishReason).toBe('STOP');
  });

  it('serves Vertex', async () => {
    const tail =
      'google-vertex-ai/v1/projects/p/locations/us-central1/publishers/google/models/gemini-2.5-pro:generateContent';
    const { json } = await post(gateway, paths.native(tail), { contents: [hi] }, gatewayAuth);
    expect(json.candidates[0].content.parts[0].text).toBe('Hello! You said: "Hi"');
  });
});

it("takes Messages in the binding's run of Claude models, as their schema says", async () => {
  const binding = gateway.binding();
  const messages = [{ role: 'user', content: 'Hi' }];
  const answer = await binding.run('anthropic/claude-sonnet-4.5', { messages, max_tokens: 10 });
  expect(answer).toMatchObject({ type: 'message', content: [{ text: 'Hello! You said: "Hi"' }] });
  await expect(binding.run('anthropic/claude-sonnet-4.5', { messages })).rejects.toThrow(
    '7003: Model execution failed (User Input Error): Required value missing: max_tokens',
  );
});
