import { isObject, parseJson } from '../http/json.ts';
import { type ShapeCall, type ShapeTable, textAnswer } from './shape.ts';

/** JSON with something around it, as six model families write it. */
export const jsonShapes: ShapeTable<'json-in-fence' | 'json-after-thoughts' | 'json-in-sentence'> = {
  'json-in-fence': ({ text }) => textAnswer(`\`\`\`json\n${asJSON(text)}\n\`\`\``),
  'json-after-thoughts': ({ text, thoughts }) =>
    textAnswer(`<think>\n${thoughts}\n</think>\n\n${asJSON(text)}`),
  'json-in-sentence': ({ text }) => textAnswer(`Here is the answer:\n\n${asJSON(text)}\n\nLet me know.`),
};

function asJSON(text: string): string {
  return isObject(parseJson(text)) ? text : JSON.stringify({ answer: text });
}

/** Calls that are written into the text, in the markup of each family. */
export const markupShapes: ShapeTable<
  | 'call-as-hermes'
  | 'call-as-kimi'
  | 'call-as-kimi-k3'
  | 'call-as-harmony'
  | 'call-as-llama'
  | 'call-as-mistral'
  | 'call-as-deepseek'
  | 'call-as-dsml'
  | 'call-as-minimax'
  | 'call-as-gemma'
  | 'call-as-python'
  | 'call-as-function'
  | 'call-as-json'
> = {
  'call-as-hermes': ({ call: { name, input } }) =>
    textAnswer(`<tool_call>\n${JSON.stringify({ name, arguments: input })}\n</tool_call>`),
  'call-as-kimi': ({ call: { name, args } }) =>
    textAnswer(
      `<|tool_calls_section_begin|><|tool_call_begin|>functions.${name}:0<|tool_call_argument_begin|>${args}<|tool_call_end|><|tool_calls_section_end|>`,
    ),
  // https://github.com/mlc-ai/xgrammar/pull/806
  'call-as-kimi-k3': ({ call }) => {
    const input = valuesOf(call).map(
      ([name, value]) =>
        `<|open|>argument key="${name}" type="${typeof value}"<|sep|>${quoted(value, '')}<|close|>argument<|sep|>`,
    );
    return textAnswer(
      `<|open|>tools<|sep|><|open|>call tool="${call.name}" index="1"<|sep|>${input.join('')}<|close|>call<|sep|><|close|>tools<|sep|><|close|>message<|sep|>`,
    );
  },
  'call-as-harmony': ({ call: { name, args } }) =>
    textAnswer(`<|channel|>commentary to=functions.${name} <|constrain|>json<|message|>${args}<|call|>`),
  'call-as-llama': ({ call: { name, input } }) =>
    textAnswer(`<|python_tag|>${JSON.stringify({ name, parameters: input })}`),
  'call-as-mistral': ({ call: { name, input } }) =>
    textAnswer(`[TOOL_CALLS]${JSON.stringify([{ name, arguments: input }])}`),
  'call-as-deepseek': ({ call: { name, args } }) =>
    textAnswer(
      `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>${name}\n\`\`\`json\n${args}\n\`\`\`<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
    ),
  // https://github.com/sgl-project/sglang/issues/40236
  'call-as-dsml': ({ call }) => {
    const invoke = tagged(call).replaceAll(/(<\/?)/g, '$1｜DSML｜');
    return textAnswer(`<｜DSML｜tool_calls>\n${invoke}\n</｜DSML｜tool_calls>`);
  },
  // https://github.com/MiniMax-AI/MiniMax-M2.5/issues/10
  'call-as-minimax': ({ call }) => textAnswer(`<minimax:tool_call>\n${tagged(call)}\n</minimax:tool_call>`),
  // https://github.com/NousResearch/hermes-agent/pull/48412
  'call-as-gemma': ({ call }) => {
    const input = valuesOf(call).map(([name, value]) => `${name}:${quoted(value, '<|"|>')}`);
    return textAnswer(`<|tool_call>call:${call.name}{${input.join(',')}}<tool_call|>`);
  },
  // https://github.com/vllm-project/vllm/issues/22917
  'call-as-python': ({ call }) => {
    const input = valuesOf(call).map(([name, value]) => `${name}=${quoted(value, "'")}`);
    return textAnswer(`[${call.name}(${input.join(', ')})]`);
  },
  // https://github.com/ollama/ollama/issues/16686
  'call-as-function': ({ call }) => {
    const input = valuesOf(call).map(
      ([name, value]) => `<parameter=${name}>\n${quoted(value, '')}\n</parameter>\n`,
    );
    return textAnswer(`<function=${call.name}>\n${input.join('')}</function>\n</tool_call>`);
  },
  'call-as-json': ({ call: { name, input } }) => textAnswer(JSON.stringify({ name, parameters: input })),
};

function valuesOf({ input }: ShapeCall): [name: string, value: unknown][] {
  return Object.entries(isObject(input) ? input : {});
}

function quoted(value: unknown, quote: string): string {
  return typeof value === 'string' ? `${quote}${value}${quote}` : JSON.stringify(value);
}

function tagged(call: ShapeCall): string {
  const input = valuesOf(call).map(
    ([name, value]) => `<parameter name="${name}">${quoted(value, '')}</parameter>\n`,
  );
  return `<invoke name="${call.name}">\n${input.join('')}</invoke>`;
}
