import { toBase64 } from '../http/base64.ts';
import type { JsonObject } from '../http/json.ts';
import { pixel } from '../model/pixel.ts';
import { soundOf } from '../model/sound.ts';
import {
  called,
  chunk,
  halves,
  type Shape,
  type ShapeTable,
  streamed,
  textAnswer,
  toolCall,
  usage,
  whole,
} from './shape.ts';

const thinking = (text: string): JsonObject => ({ type: 'thinking', thinking: [{ type: 'text', text }] });
const written = (text: string): JsonObject => ({ type: 'text', text });

/** Answers with more, or in another form, than text and calls. */
export const answerShapes: ShapeTable<
  | 'answer-with-image'
  | 'answer-with-audio'
  | 'refusal-after-text'
  | 'second-choice'
  | 'signed-text'
  | 'empty-first-chunk'
  | 'empty-error'
  | 'empty-events'
  | 'failure-in-200'
  | 'failure-in-choice'
  | 'failure-as-reason'
  | 'logprobs'
  | 'reasoning-as-object'
  | 'reasoning-summary'
  | 'reasoning-growing'
  | 'reasoning-repeated'
  | 'thoughts-between-words'
  | 'thoughts-in-channels'
  | 'thoughts-in-tags'
  | 'hidden-tokens'
  | 'cohere-native'
> = {
  'answer-with-image': ({ text }) => {
    const images = [{ type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } }];
    return both({ content: text, images });
  },
  'answer-with-audio': ({ text }) => {
    const audio = { id: 'audio_local', expires_at: 1_790_003_600 };
    const data = toBase64(soundOf('wav', text));
    const pieces = [...halves(text).map(transcript => ({ transcript })), { data }];
    return {
      chunks: streamed(pieces.map(piece => ({ audio: { ...audio, ...piece } }))),
      whole: whole({ content: null, audio: { ...audio, data, transcript: text } }),
    };
  },
  'refusal-after-text': ({ text }) => {
    const [content, refusal] = halves(text);
    return { chunks: streamed([{ content }, { refusal }]), whole: whole({ content, refusal }) };
  },
  'second-choice': ({ text }) => {
    const other = (part: JsonObject): JsonObject => ({ index: 1, ...part, finish_reason: null });
    const [first, second] = halves(text);
    const answer = whole({ content: text });
    return {
      chunks: streamed([{ content: first }, { content: second }]).flatMap(part => [
        part,
        chunk({}, null, { choices: [other({ delta: { content: 'Another answer.' } })] }),
      ]),
      whole: {
        ...answer,
        choices: [
          answer.choices,
          other({ message: { role: 'assistant', content: 'Another answer.' } }),
        ].flat(),
      },
    };
  },
  // https://github.com/mozilla-ai/any-llm/pull/1320
  'signed-text': ({ text }) => {
    const extra_content = { google: { thought_signature: toBase64(soundOf('wav', text)).slice(0, 64) } };
    return {
      chunks: streamed([...halves(text).map(content => ({ content })), { extra_content }]),
      whole: whole({ content: text, extra_content }),
    };
  },
  // Azure's first chunk, which holds only the verdict on the prompt.
  'empty-first-chunk': ({ text }) => ({
    chunks: [
      {
        id: '',
        object: '',
        created: 0,
        model: '',
        choices: [],
        prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }],
      },
      ...streamed([{ content: text }]),
    ],
    whole: whole({ content: text }),
  }),
  // `@ai-sdk/xai` tries again after it.
  'failure-in-200': () => {
    const failure = {
      code: 'The service is currently unavailable',
      error: 'Service temporarily unavailable. The model did not respond to this request.',
    };
    return { chunks: [JSON.stringify(failure)], whole: failure, open: true };
  },
  // https://openrouter.ai/docs/api-reference/errors
  'failure-in-choice': ({ text }) => {
    const error = { code: 502, message: 'The provider is unavailable.' };
    const of = (place: JsonObject): JsonObject => ({ index: 0, ...place, finish_reason: 'error', error });
    return {
      chunks: [chunk({ content: text }), chunk({}, null, { choices: [of({ delta: { content: '' } })] })],
      whole: { ...whole({}), choices: [of({ message: { role: 'assistant', content: text } })] },
    };
  },
  // https://github.com/vllm-project/vllm/issues/57082: a call without its end, in a response that looks complete.
  'failure-as-reason': ({ call }) => {
    const half = [toolCall({ ...call, args: call.args.slice(0, -1) })];
    return called(half, half, 'abort');
  },
  'empty-error': ({ text }) => ({
    chunks: streamed([{ content: text }]).map(part => ({ ...part, error: null })),
    whole: whole({ content: text }, 'stop', { error: null }),
  }),
  // https://github.com/Growth-Circle/cadis/issues/362
  'empty-events': ({ text }) => ({
    chunks: [
      'data: \n\n',
      ...streamed([{ content: text }]).flatMap(part => [part, 'event: ping\ndata: ""\n\n']),
    ],
    whole: whole({ content: text }),
  }),
  logprobs: ({ text }) => {
    const logprobs = { content: [{ token: text, logprob: -0.1, bytes: null, top_logprobs: [] }] };
    const with_ = (choice: unknown): JsonObject => ({ ...(choice as JsonObject), logprobs });
    const answer = whole({ content: text });
    return {
      chunks: [
        chunk({ role: 'assistant', content: text }, null, {
          choices: [with_({ index: 0, delta: { role: 'assistant', content: text }, finish_reason: null })],
        }),
        chunk({}, 'stop', { usage }),
      ],
      whole: { ...answer, choices: [answer.choices].flat().map(with_) },
    };
  },
  'reasoning-as-object': ({ text, thoughts }) => {
    const object = (content: string): JsonObject => ({ reasoning: { content } });
    return {
      chunks: streamed([...halves(thoughts).map(object), { content: text }]),
      whole: whole({ content: text, ...object(thoughts) }),
    };
  },
  'reasoning-summary': ({ text, thoughts }) => {
    const details = (summary: string): JsonObject => ({
      reasoning_details: [{ type: 'reasoning.summary', summary, format: 'openai-responses-v1', index: 0 }],
    });
    return {
      chunks: streamed([...halves(thoughts).map(details), { content: text }]),
      whole: whole({ content: text, ...details(thoughts) }),
    };
  },
  // https://github.com/MiniMax-AI/MiniMax-M2/issues/95
  'reasoning-growing': ({ text, thoughts }) => {
    const [first] = halves(thoughts);
    return {
      chunks: streamed([
        ...[first, thoughts, thoughts].map(reasoning_content => ({ reasoning_content })),
        { content: text },
      ]),
      whole: whole({ content: text, reasoning_content: thoughts }),
    };
  },
  'reasoning-repeated': ({ text, thoughts }) => {
    const [first, second] = halves(thoughts);
    return {
      chunks: streamed([
        ...[first, first, second].map(reasoning_content => ({ reasoning_content })),
        { content: text },
      ]),
      whole: whole({ content: text, reasoning_content: thoughts }),
    };
  },
  // Mistral
  'thoughts-between-words': ({ text, thoughts }) => {
    const [first, second] = halves(text);
    const content = [thinking(thoughts), written(first), thinking(thoughts), written(second)];
    return {
      chunks: streamed([
        { content: [thinking(thoughts)] },
        { content: first },
        { content: [thinking(thoughts)] },
        { content: second },
      ]),
      whole: whole({ content }),
    };
  },
  // gpt-oss: https://github.com/ggml-org/llama.cpp/pull/15181
  'thoughts-in-channels': ({ text, thoughts }) =>
    textAnswer(
      `<|channel|>analysis<|message|>${thoughts}<|end|><|start|>assistant<|channel|>final<|message|>${text}`,
    ),
  // gpt-oss on Bedrock: https://github.com/vercel/ai/issues/14720
  'thoughts-in-tags': ({ text, thoughts }) => textAnswer(`<reasoning>${thoughts}</reasoning>${text}`),
  // Gemini counts its thoughts only in the total.
  'hidden-tokens': ({ text }) => {
    const counts = { prompt_tokens: 12, completion_tokens: 8, total_tokens: 65 };
    return {
      chunks: [chunk({ role: 'assistant', content: text }), chunk({}, 'stop', { usage: counts })],
      whole: whole({ content: text }, 'stop', { usage: counts }),
    };
  },
  'cohere-native': ({ text }) => {
    const tokens = { tokens: { input_tokens: 12, output_tokens: 8 } };
    const at = { index: 0 };
    return {
      chunks: [
        { type: 'message-start', id: 'local', delta: { message: { role: 'assistant' } } },
        { type: 'content-start', ...at, delta: { message: { content: { type: 'text', text: '' } } } },
        ...halves(text).map(half => ({
          type: 'content-delta',
          ...at,
          delta: { message: { content: { text: half } } },
        })),
        { type: 'content-end', ...at },
        { type: 'message-end', delta: { finish_reason: 'COMPLETE', usage: tokens } },
      ],
      whole: {
        id: 'local',
        finish_reason: 'COMPLETE',
        message: { role: 'assistant', content: [written(text)] },
        usage: tokens,
      },
      open: true,
    };
  },
};

function both(message: JsonObject): Shape {
  return { chunks: streamed([message]), whole: whole(message) };
}
