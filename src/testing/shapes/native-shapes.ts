import { halves, type ShapeTable, usage } from './shape.ts';

/** Frames of Workers AI's own format (@cloudflare/workers-types 5.20261117.1). */
export const nativeShapes: ShapeTable<
  'native-call-in-frames' | 'native-call-whole' | 'native-reasoning' | 'native-length'
> = {
  'native-call-in-frames': ({ call }) => {
    const pieces = halves(call.args).map(text => ({
      tool_calls: [{ index: 0, function: { arguments: text } }],
    }));
    return {
      chunks: [
        { tool_calls: [{ id: call.id, index: 0, function: { name: call.name } }] },
        ...pieces,
        { response: '', usage },
      ],
      whole: { tool_calls: [{ id: call.id, name: call.name, arguments: call.args }], usage },
    };
  },
  'native-call-whole': ({ call: { name, input } }) => {
    const calls = { tool_calls: [{ name, arguments: input }] };
    return { chunks: [calls, { response: '', usage }], whole: { ...calls, usage } };
  },
  'native-reasoning': ({ thoughts, text }) => ({
    chunks: [
      ...halves(thoughts).map(reasoning_content => ({ reasoning_content })),
      ...halves(text).map(response => ({ response })),
      { response: '', finish_reason: 'stop', usage },
    ],
    whole: { reasoning_content: thoughts, response: text, finish_reason: 'stop', usage },
  }),
  'native-length': ({ text }) => ({
    chunks: [...halves(text).map(response => ({ response })), { finish_reason: 'length', usage }],
    whole: { response: text, finish_reason: 'length', usage },
  }),
};
