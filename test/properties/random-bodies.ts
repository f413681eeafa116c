import fc from 'fast-check';
import type { JSONSchema, WireBody, WireMessage, WireToolCall } from '../../src/wire/body.ts';
import { document } from './json-schemas.ts';

/** A body as the core could write it, before any profile. */
export interface RandomBody {
  readonly mode: 'generate' | 'stream';
  readonly body: WireBody;
}

/** One turn, without the words and the ids that make it different from all others. */
type Turn =
  | { readonly kind: 'system' | 'user' | 'assistant' }
  | { readonly kind: 'parts'; readonly texts: number; readonly image: boolean }
  | {
      readonly kind: 'calls';
      readonly ids: readonly string[];
      readonly says: boolean;
      readonly thinks: boolean;
    };

const turn: fc.Arbitrary<Turn> = fc.oneof(
  fc.record({ kind: fc.constantFrom('system', 'user', 'user', 'assistant') }),
  fc.record({
    kind: fc.constant('parts' as const),
    texts: fc.integer({ min: 1, max: 3 }),
    image: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('calls' as const),
    ids: fc.array(fc.constantFrom('call_', 'toolu_', 'x'.repeat(60), 'a:b/c ', ''), {
      minLength: 1,
      maxLength: 3,
    }),
    says: fc.boolean(),
    thinks: fc.boolean(),
  }),
);

/** The turns with a word of its own in each place (`w1`, `w2` …) and an id of its own for each call. */
function messagesOf(turns: readonly Turn[]): WireMessage[] {
  let words = 0;
  let calls = 0;
  const word = (): string => `w${++words}`;
  return turns.flatMap((given): WireMessage[] => {
    if (given.kind === 'parts') {
      const texts = Array.from({ length: given.texts }, () => ({ type: 'text', text: word() }));
      const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } };
      return [{ role: 'user', content: given.image ? [...texts, image] : texts }];
    }
    if (given.kind !== 'calls') return [{ role: given.kind, content: word() }];
    const made = given.ids.map((id): WireToolCall => {
      const arguments_ = JSON.stringify({ city: word() });
      return {
        id: `${id}${++calls}`,
        type: 'function',
        function: { name: 'weather', arguments: arguments_ },
      };
    });
    return [
      {
        role: 'assistant',
        content: given.says ? word() : null,
        ...(given.thinks && { reasoning_content: 'plan' }),
        tool_calls: made,
      },
      ...made.map(({ id }) => ({ role: 'tool' as const, tool_call_id: id, content: word() })),
    ];
  });
}

const schema = document.map((given): JSONSchema => ({ ...given, type: 'object' }));

/** Settings that the core writes, each there or not. */
const settings = fc.record(
  {
    max_tokens: fc.integer({ min: 1, max: 100_000 }),
    temperature: fc.double({ min: 0, max: 2, noNaN: true }),
    top_p: fc.double({ min: 0.01, max: 1, noNaN: true }),
    top_k: fc.integer({ min: 1, max: 100 }),
    frequency_penalty: fc.double({ min: -2, max: 2, noNaN: true }),
    presence_penalty: fc.double({ min: -2, max: 2, noNaN: true }),
    stop: fc.array(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
    seed: fc.nat(),
    user: fc.string({ minLength: 1 }),
    verbosity: fc.constantFrom('low', 'medium', 'high'),
    reasoning_effort: fc.constantFrom('none', 'minimal', 'low', 'medium', 'high', 'xhigh'),
    response_format: fc.oneof(
      fc.constant({ type: 'json_object' }),
      schema.map(given => ({ type: 'json_schema', json_schema: { name: 'answer', schema: given } })),
    ),
    parallel_tool_calls: fc.boolean(),
  },
  { requiredKeys: [] },
);

const tools = fc.option(
  fc.array(fc.record({ schema, described: fc.boolean() }), { minLength: 1, maxLength: 3 }).map(given =>
    given.map(({ schema: parameters, described }, index) => ({
      type: 'function' as const,
      function: {
        name: index === 0 ? 'weather' : `tool_${index}`,
        ...(described && { description: 'Does something.' }),
        parameters,
      },
    })),
  ),
  { nil: undefined },
);

/** Not `none`: some profiles leave the tools out then, and say so of the choice. */
const choice = fc.constantFrom('auto', 'required', {
  type: 'function' as const,
  function: { name: 'weather' },
});

export const randomBody: fc.Arbitrary<RandomBody> = fc
  .record({
    stream: fc.boolean(),
    turns: fc.array(turn, { maxLength: 5 }),
    settings,
    tools,
    choice: fc.option(choice, { nil: undefined }),
  })
  .map(({ stream, turns, settings: given, tools: declared, choice: chosen }) => {
    const { parallel_tool_calls, ...rest } = given;
    const body: WireBody = {
      model: 'x',
      // Somebody must have said something, and the last word is not the model's.
      messages: messagesOf([{ kind: 'user' }, ...turns, { kind: 'user' }]),
      ...rest,
      ...(declared && {
        tools: declared,
        ...(chosen !== undefined && { tool_choice: chosen }),
        ...(parallel_tool_calls !== undefined && { parallel_tool_calls }),
      }),
      ...(stream && { stream: true, stream_options: { include_usage: true } }),
    };
    return { mode: stream ? 'stream' : 'generate', body };
  });
