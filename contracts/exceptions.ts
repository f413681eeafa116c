/** Where a body differs from the published type, and why it is sent anyway. */
export interface ContractException {
  /** The name of the contract. */
  readonly contract: string;
  /** Members by name; items of lists are meant one by one: `messages.name`. */
  readonly field: string;
  /** The type demands the field: its value there. Without it, the type does not have the field. */
  readonly value?: unknown;
  /** Members by which the objects are known that have the field, or lack it. @default all of them */
  readonly of?: Readonly<Record<string, string>>;
  readonly why: string;
}

const compatible = 'read by the OpenAI-compatible path; the types describe `env.AI.run`';
const open = 'the types list the usual members of an open JSON schema';

const older = 'workers-ai, older schema';
const newer = 'workers-ai, newer schema';
const responses = 'openai, Responses';

export const exceptions: readonly ContractException[] = [
  { contract: older, field: 'model', why: compatible },
  { contract: older, field: 'stream_options', why: compatible },
  { contract: older, field: 'tool_choice', why: compatible },
  { contract: older, field: 'messages.tool_calls', why: compatible },
  { contract: older, field: 'messages.tool_call_id', why: compatible },
  {
    contract: older,
    field: 'messages.name',
    why: 'chat templates read the name of the tool beside its result, and some types have it',
  },
  { contract: older, field: 'tools.function.parameters.additionalProperties', why: open },
  {
    contract: older,
    field: 'response_format',
    why: 'llama-3.2-11b-vision: the page of JSON mode lists it (developers.cloudflare.com/workers-ai/features/json-mode/)',
  },
  {
    contract: newer,
    field: 'messages.name',
    why: 'chat templates read the name of the tool beside its result',
  },
  {
    contract: newer,
    field: 'messages.reasoning',
    why: 'vLLM, which serves these models, reads earlier reasoning there',
  },
  {
    contract: 'workers-ai, speech',
    field: 'speaker',
    why: "the voice is the caller's, and each model has others",
  },
  {
    contract: 'workers-ai, reranking',
    field: 'query',
    why: 'the documented schema requires it; the types have lost it (scripts/models/overrides.ts)',
  },
  {
    contract: 'mistral',
    field: 'messages.tool_calls.index',
    value: 0,
    why: 'the client writes the default, 0',
  },
  {
    contract: 'openrouter',
    field: 'verbosity',
    why: 'documented (https://openrouter.ai/docs/api/reference/parameters), not yet in the types',
  },
  {
    contract: responses,
    field: 'tools.strict',
    value: null,
    why: 'the package writes it where the caller does; OpenAI has a default',
  },
  {
    contract: responses,
    field: 'input.content.detail',
    value: 'auto',
    of: { type: 'input_image' },
    why: 'the package leaves the default to OpenAI',
  },
  {
    contract: responses,
    field: 'input.id',
    value: 'msg_1',
    of: { role: 'assistant' },
    why: 'of a turn that another model took, there is no stored message; the package sends its text alone',
  },
  {
    contract: responses,
    field: 'input.content.annotations',
    value: [],
    of: { type: 'output_text' },
    why: 'the same',
  },
  ...['temperature', 'top_k', 'top_p'].map(field => ({
    contract: 'anthropic, Messages',
    field,
    why: 'models before Claude Opus 4.7 accept it; the types are those of the newest ones',
  })),
];
