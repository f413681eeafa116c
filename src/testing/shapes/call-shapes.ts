import { called, chunk, halves, type ShapeTable, streamed, toolCall, whole } from './shape.ts';

/** Tool calls as proxies and inference engines send them. */
export const callShapes: ShapeTable<
  | 'call-twice'
  | 'call-in-old-field'
  | 'arguments-after-empty-object'
  | 'arguments-replaced'
  | 'arguments-in-python'
  | 'call-ids-on-one-index'
  | 'tool-name-with-channel'
  | 'tool-name-with-namespace'
  | 'tool-name-in-pieces'
  | 'finish-without-calls'
  | 'calls-without-finish'
> = {
  // https://github.com/charmbracelet/crush/issues/3107
  'call-twice': ({ call }) => called([toolCall(call), toolCall(call, 1)]),
  // The older API of OpenAI, which answers `functions` so.
  'call-in-old-field': ({ call: { name, args } }) => {
    const [start, end] = halves(args);
    const pieces = [{ name, arguments: '' }, { arguments: start }, { arguments: end }];
    return {
      chunks: streamed(
        pieces.map(piece => ({ function_call: piece })),
        'function_call',
      ),
      whole: whole({ content: null, function_call: { name, arguments: args } }, 'function_call'),
    };
  },
  // https://github.com/vllm-project/vllm/issues/42167
  'arguments-after-empty-object': ({ call }) => {
    const empty = toolCall({ ...call, args: '{}' });
    const rest = { index: 0, function: { arguments: call.args } };
    return called([toolCall({ ...call, args: `{}${call.args}` })], [empty, rest]);
  },
  // https://github.com/BerriAI/litellm/issues/4537
  'arguments-replaced': ({ call }) => {
    const begun = toolCall({ ...call, args: halves(call.args)[0] });
    return called([toolCall(call)], [begun, { index: 0, function: { arguments: call.args } }]);
  },
  'arguments-in-python': ({ call }) => called([toolCall({ ...call, args: call.args.replaceAll('"', "'") })]),
  'call-ids-on-one-index': ({ call }) => {
    const other = { ...call, id: `${call.id}b` };
    return called([toolCall(call), toolCall(other, 1)], [toolCall(call), toolCall(other)]);
  },
  // https://github.com/vllm-project/vllm/issues/32587
  'tool-name-with-channel': ({ call }) =>
    called([toolCall({ ...call, name: `${call.name}<|channel|>commentary` })]),
  // https://github.com/ollama/ollama/issues/12132
  'tool-name-with-namespace': ({ call }) => called([toolCall({ ...call, name: `functions.${call.name}` })]),
  'tool-name-in-pieces': ({ call }) => {
    const [start, end] = halves(call.name);
    const pieces = [start, end].map(name => toolCall({ ...call, name, args: '' }));
    return called([toolCall(call)], [...pieces, { index: 0, function: { arguments: call.args } }]);
  },
  // https://github.com/cloudflare/ai/issues/561
  'finish-without-calls': ({ text }) => ({
    chunks: streamed([{ content: text }], 'tool_calls'),
    whole: whole({ content: text }, 'tool_calls'),
  }),
  // Two recordings of OpenRouter end so: complete calls, usage, and no finish reason.
  'calls-without-finish': ({ call }) => {
    const { chunks, whole: answer } = called([toolCall(call)]);
    return { chunks: chunks.filter(part => !isFinish(part)), whole: answer };
  },
};

const finish = JSON.stringify(chunk({}, 'tool_calls'));

function isFinish(part: unknown): boolean {
  return JSON.stringify(part) === finish;
}
