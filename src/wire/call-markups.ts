/** How a family of models marks a call in its text. */
export interface CallMarkup {
  readonly models: RegExp;
  /** The token with which a call begins. */
  readonly call: string;
  /** The token between its name and its arguments, if the family has one. */
  readonly args?: string;
  /** The token behind a call, if the family has one. */
  readonly end?: string;
  /** Tokens around and between calls, which say nothing. */
  readonly around?: readonly string[];
  /** A call may also be the whole answer, as a JSON object without any token. */
  readonly bare?: true;
  /** The text may begin with reasoning, in tokens of the family. */
  readonly thoughts?: true;
}

/**
 * From the models' chat templates, by family.
 * @see https://huggingface.co/moonshotai/Kimi-K2-Instruct/blob/main/docs/tool_call_guidance.md
 * @see https://github.com/mlc-ai/xgrammar/pull/806 (Kimi from K3 on)
 * @see https://developers.openai.com/cookbook/articles/openai-harmony
 * @see https://github.com/ollama/ollama/issues/16686 (Qwen without its first token)
 * @see https://github.com/sgl-project/sglang/issues/40236 (DeepSeek from 3.2 on)
 * @see https://github.com/NousResearch/hermes-agent/pull/48412 (Gemma 4)
 * @see https://github.com/ggml-org/llama.cpp/pull/20686 (Granite before 4)
 */
export const markups: readonly CallMarkup[] = [
  {
    models: /kimi/,
    call: '<|tool_call_begin|>',
    args: '<|tool_call_argument_begin|>',
    end: '<|tool_call_end|>',
    around: [
      '<|tool_calls_section_begin|>',
      '<|tool_calls_section_end|>',
      '<|tool_call_section_begin|>',
      '<|tool_call_section_end|>',
    ],
  },
  {
    models: /kimi/,
    call: '<|open|>call tool="',
    end: '<|close|>call<|sep|>',
    around: [
      '<|open|>tools<|sep|>',
      '<|close|>tools<|sep|>',
      '<|close|>response<|sep|>',
      '<|close|>message<|sep|>',
      '<|end_of_msg|>',
    ],
  },
  {
    models: /gpt-oss/,
    call: '<|channel|>',
    args: '<|message|>',
    end: '<|call|>',
    around: ['<|start|>assistant'],
    thoughts: true,
  },
  // The recipient may also stand before the channel.
  {
    models: /gpt-oss/,
    call: 'to=functions.',
    args: '<|message|>',
    end: '<|call|>',
    around: ['<|start|>assistant', '<|channel|>commentary'],
  },
  {
    models: /qwen|qwq|hermes|glm|nemotron|granite/,
    call: '<tool_call>',
    end: '</tool_call>',
  },
  { models: /qwen/, call: '<function=', end: '</function>', around: ['</tool_call>', '<|eom_id|>'] },
  { models: /granite|phi/, call: '<|tool_call|>', end: '<|/tool_call|>' },
  { models: /nemotron/, call: '<TOOLCALL>', end: '</TOOLCALL>' },
  { models: /llama/, call: '<|python_tag|>', around: ['<|eom_id|>', '<|eot_id|>'], bare: true },
  { models: /llama/, call: '<|python_start|>', end: '<|python_end|>', around: ['<|eom|>', '<|eot|>'] },
  { models: /[sx]tral/, call: '[TOOL_CALLS]', args: '[ARGS]' },
  {
    models: /deepseek/,
    call: '<｜tool▁call▁begin｜>',
    args: '<｜tool▁sep｜>',
    end: '<｜tool▁call▁end｜>',
    around: ['<｜tool▁calls▁begin｜>', '<｜tool▁calls▁end｜>', '<｜end▁of▁sentence｜>'],
  },
  {
    models: /deepseek|minimax/,
    call: '<invoke name="',
    end: '</invoke>',
    around: [
      '｜DSML｜',
      '<｜DSML｜',
      '<｜end▁of▁sentence｜>',
      '<tool_calls>',
      '</tool_calls>',
      '<function_calls>',
      '</function_calls>',
      '<minimax:tool_call>',
      '</minimax:tool_call>',
    ],
  },
  {
    models: /gemma-4/,
    call: '<|tool_call>call:',
    end: '<tool_call|>',
    around: ['<|tool_response>'],
    thoughts: true,
  },
];

/** The markups of a model, by its id. */
export function callMarkups(model: string): readonly CallMarkup[] {
  const id = model.toLowerCase();
  return markups.filter(({ models }) => models.test(id));
}

/** The tokens with which the calls of a text may begin. */
export function callTokens({ call, around = [] }: CallMarkup): readonly string[] {
  return [call, ...around];
}

/** Where in a text the first of some tokens stands, or its end may begin one; otherwise the length of the text. */
export function placeOf(tokens: readonly string[], text: string): number {
  const places = tokens.map(token => {
    const first = token.charAt(0);
    let at = text.indexOf(first);
    while (at !== -1 && !token.startsWith(text.slice(at, at + token.length)))
      at = text.indexOf(first, at + 1);
    return at === -1 ? text.length : at;
  });
  return Math.min(...places, text.length);
}
