import { expect, it } from 'vitest';
import { createLocalGateway, gatewayAuth, paths, post, type Result } from '../support.ts';

const gateway = createLocalGateway();
const headers = { ...gatewayAuth, authorization: 'Bearer sk-test' };

function ask(body: object): Promise<Result> {
  return post(gateway, paths.native('openai/responses'), { model: 'gpt-4o', input: 'Hi', ...body }, headers);
}

const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const closed = { ...schema, additionalProperties: false };
const tool = { type: 'function', name: 'weather', parameters: schema };
const call = { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{}' };
const output = { type: 'function_call_output', call_id: 'call_1', output: 'sunny' };
const user = { role: 'user', content: 'Hi' };
const thought = { type: 'reasoning', id: 'rs_1', summary: [] };
const reasoning = { model: 'gpt-5-mini' };
const format = (extra: object): object => ({
  text: { format: { type: 'json_schema', name: 'out', ...extra } },
});
const closedProblem = "In context=(), 'additionalProperties' is required to be supplied and to be false.";

/** What is refused, its twin that is accepted, the refusal and its `param` and `code`. */
const cases: readonly [
  rule: string,
  bad: object,
  good: object,
  message: string,
  param: string | null,
  code: string | null,
][] = [
  [
    'no input',
    { input: undefined },
    {},
    "Missing required parameter: 'input'.",
    'input',
    'missing_required_parameter',
  ],
  ['unknown members', { stop: ['a'] }, {}, "Unknown parameter: 'stop'.", 'stop', 'unknown_parameter'],
  [
    'members of chat completions',
    { reasoning_effort: 'low' },
    { ...reasoning, reasoning: { effort: 'low' } },
    "Unsupported parameter: 'reasoning_effort'. In the Responses API, this parameter has moved to 'reasoning.effort'. Try again with the new parameter. See the API documentation for more information: https://platform.openai.com/docs/api-reference/responses/create.",
    'reasoning_effort',
    'unsupported_parameter',
  ],
  [
    'instructions in parts',
    { instructions: [] },
    { instructions: 'Be brief.' },
    "Invalid type for 'instructions': expected a string, but got an array instead.",
    'instructions',
    'invalid_type',
  ],
  [
    'small limits',
    { max_output_tokens: 15 },
    { max_output_tokens: 16 },
    "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 15 instead.",
    'max_output_tokens',
    'integer_below_min_value',
  ],
  [
    'labels that are no text',
    { metadata: { team: 1 } },
    { metadata: { team: 'a' } },
    "Invalid type for 'metadata.team': expected a string, but got an integer instead.",
    'metadata.team',
    'invalid_type',
  ],
  [
    'tiers',
    { service_tier: 'fastest' },
    { service_tier: 'priority' },
    "Invalid value: 'fastest'. Supported values are: 'auto', 'default', 'flex', 'scale', 'priority', 'fast', and 'ultrafast'.",
    'service_tier',
    'invalid_value',
  ],
  [
    'flex of other models',
    { service_tier: 'flex' },
    { ...reasoning, service_tier: 'flex' },
    "Invalid service_tier argument: 'flex' is not available for this model.",
    'service_tier',
    null,
  ],
  [
    'efforts of models that do not reason',
    { reasoning: { effort: 'low' } },
    { ...reasoning, reasoning: { effort: 'low' } },
    "Unsupported parameter: 'reasoning.effort' is not supported with this model.",
    'reasoning.effort',
    'unsupported_parameter',
  ],
  [
    'efforts of other models',
    { ...reasoning, reasoning: { effort: 'xhigh' } },
    { model: 'gpt-5.2', reasoning: { effort: 'xhigh' } },
    "Unsupported value: 'xhigh' is not supported with the 'gpt-5-mini' model. Supported values are: 'minimal', 'low', 'medium', 'high'.",
    'reasoning.effort',
    'unsupported_value',
  ],
  [
    'temperature while reasoning',
    { ...reasoning, temperature: 0 },
    { temperature: 0 },
    "Unsupported parameter: 'temperature' is not supported with this model.",
    'temperature',
    'unsupported_parameter',
  ],
  [
    'verbosity of older models',
    { text: { verbosity: 'low' } },
    { ...reasoning, text: { verbosity: 'low' } },
    "Unsupported value: 'low' is not supported with the 'gpt-4o' model. Supported values are: 'medium'.",
    'text.verbosity',
    'unsupported_value',
  ],
  [
    'thoughts of models without',
    { include: ['reasoning.encrypted_content'] },
    { ...reasoning, include: ['reasoning.encrypted_content'] },
    'Encrypted content is not supported with this model.',
    'include',
    null,
  ],
  [
    'search at the least effort',
    { ...reasoning, reasoning: { effort: 'minimal' }, tools: [{ type: 'web_search' }] },
    { ...reasoning, reasoning: { effort: 'low' }, tools: [{ type: 'web_search' }] },
    "The following tools cannot be used with reasoning.effort 'minimal': web_search.",
    'tools',
    null,
  ],
  [
    'tools of chat completions',
    { tools: [{ type: 'function', function: tool }] },
    { tools: [tool] },
    "Missing required parameter: 'tools[0].name'.",
    'tools[0].name',
    'missing_required_parameter',
  ],
  [
    'open schemas of strict tools',
    { tools: [{ ...tool, strict: true }] },
    { tools: [{ ...tool, strict: true, parameters: closed }] },
    `Invalid schema for function 'weather': ${closedProblem}`,
    'tools[0].parameters',
    'invalid_function_parameters',
  ],
  [
    'open schemas of strict texts',
    format({ schema, strict: true }),
    format({ schema: closed, strict: true }),
    `Invalid schema for response_format 'out': ${closedProblem}`,
    'text.format.schema',
    'invalid_json_schema',
  ],
  [
    'nameless schemas',
    format({ schema, name: undefined }),
    format({ schema }),
    "Missing required parameter: 'text.format.name'.",
    'text.format.name',
    'missing_required_parameter',
  ],
  [
    'JSON that nobody mentions',
    { text: { format: { type: 'json_object' } } },
    { input: 'Hi in JSON', text: { format: { type: 'json_object' } } },
    "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
    'input',
    null,
  ],
  [
    'parts of chat completions',
    { input: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] },
    { input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }] },
    "Invalid value: 'text'. Supported values are: 'input_text', 'input_image', 'input_file', 'input_audio', and 'computer_screenshot'.",
    'input[0].content[0].type',
    'invalid_value',
  ],
  [
    'input as what was said',
    { input: [{ role: 'assistant', content: [{ type: 'input_text', text: 'Hi' }] }, user] },
    { input: [{ role: 'assistant', content: [{ type: 'output_text', text: 'Hi' }] }, user] },
    "Invalid value: 'input_text'. Supported values are: 'output_text' and 'refusal'.",
    'input[0].content[0].type',
    'invalid_value',
  ],
  [
    'ids of other APIs',
    { input: [user, { ...call, id: 'call_1' }, output] },
    { input: [user, { ...call, id: 'fc_1' }, output] },
    "Invalid 'input[1].id': 'call_1'. Expected an ID that begins with 'fc'.",
    'input[1].id',
    'invalid_value',
  ],
  [
    'calls without a result',
    { input: [user, call, user] },
    { input: [user, call, output] },
    'No tool output found for function call call_1.',
    'input',
    null,
  ],
  [
    'results without a call',
    { input: [user, output] },
    { input: [user, call, output] },
    'No tool call found for function call output with call_id call_1.',
    'input',
    null,
  ],
  [
    'responses that are not stored',
    { previous_response_id: 'resp_0' },
    {},
    "Previous response with id 'resp_0' not found.",
    'previous_response_id',
    'previous_response_not_found',
  ],
  [
    'forged thoughts',
    { ...reasoning, input: [user, { ...thought, encrypted_content: 'gAAA' }, call, output] },
    reasoning,
    'The encrypted content for item rs_1 could not be verified. Reason: Encrypted content could not be decrypted or parsed.',
    null,
    'invalid_encrypted_content',
  ],
  [
    'models without Responses',
    { model: 'gpt-4o-search-preview' },
    {},
    'The model `gpt-4o-search-preview` is not supported with the Responses API.',
    'model',
    'unsupported_model',
  ],
];

it.each(cases)('refuses %s', async (_, bad, good, message, param, code) => {
  const refused = await ask(bad);
  expect([refused.status, refused.json]).toEqual([
    400,
    { error: { message, type: 'invalid_request_error', param, code } },
  ]);
  expect((await ask(good)).text).toContain('"object":"response"');
});

const tools = [tool];

it('has no items of responses that were not stored', async () => {
  const first = await ask({ ...reasoning, store: false, input: 'The weather?', tools });
  const [thoughts, called] = first.json.output;
  const item = { type: 'item_reference', id: called.id };
  const answer = { ...output, call_id: called.call_id };
  const missing = await ask({ ...reasoning, tools, input: [user, item, answer] });
  expect([missing.status, missing.json.error.message]).toEqual([
    404,
    `Item with id '${called.id}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`,
  ]);
  expect((await ask({ ...reasoning, tools, input: [user, thoughts, called, answer] })).status).toBe(404);
});

it('keeps thoughts and what they led to together', async () => {
  const first = await ask({ ...reasoning, input: 'The weather?', tools });
  const [thoughts, called] = first.json.output.map(({ id }: { id: string }) => ({
    type: 'item_reference',
    id,
  }));
  const answer = { ...output, call_id: first.json.output[1].call_id };
  const send = async (...input: object[]): Promise<string> =>
    (await ask({ ...reasoning, tools, input: [user, ...input] })).json.error?.message;
  expect(await send(called, answer)).toBe(
    `Item '${called.id}' of type 'function_call' was provided without its required 'reasoning' item: '${thoughts.id}'.`,
  );
  expect(await send(thoughts)).toBe(
    `Item '${thoughts.id}' of type 'reasoning' was provided without its required following item.`,
  );
  expect(await send(thoughts, called, answer)).toBeUndefined();
});
