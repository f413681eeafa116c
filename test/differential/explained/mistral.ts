import type { Explanation } from '../explanation.ts';
import { ours } from '../same-text.ts';

const vendors = ['mistral'];
const replayed = ['late system message', 'reasoning in history', 'tool turn*'];

export const mistral: readonly Explanation[] = [
  {
    vendors,
    where: ['+ stop', '- warning:stopSequences'],
    calls: ['stopSequences'],
    why: 'The API takes `stop` (https://docs.mistral.ai/api).',
  },
  {
    vendors,
    where: ['~ messages[].tool_calls[].id', '~ messages[].tool_call_id'],
    calls: ['tool turn*', 'long tool call id'],
    if: values => /^[a-zA-Z0-9]{9}$/.test(String(values.ours)),
    why: '"Tool call id … must be a-z, A-Z, 0-9, with a length of 9" (https://github.com/anomalyco/opencode/issues/1680).',
  },
  {
    vendors,
    where: ['~ messages[].content'],
    calls: replayed,
    models: ['magistral-medium-latest', 'mistral-small-latest'],
    if: values => JSON.stringify(values.ours).startsWith('[{"type":"thinking"'),
    why: 'Thoughts go back as what they are (@ai-sdk/mistral 4.0.87, 2026-08); the package writes them into the answer.',
  },
  {
    vendors,
    where: ['~ messages[].content'],
    calls: replayed,
    models: ['mistral-large-latest'],
    if: values => values.ours === '' || values.ours === '4',
    why: 'A model that does not reason has no place for thoughts; @ai-sdk/mistral 2.0.50 writes them into the answer.',
  },
  {
    vendors,
    where: ['~ messages[].role', '+ warning:prompt'],
    calls: ['late system message'],
    why: "\"Unexpected role 'system' after role 'assistant'\" (https://github.com/pipecat-ai/pipecat/issues/4625): it moves to the start.",
  },
  {
    vendors,
    where: ['~ messages[].content'],
    calls: ['late system message'],
    if: ({ ours: content }) => content === 'Be loud' || content === '2 + 2?',
    why: 'The other messages follow the one that moved (https://github.com/pipecat-ai/pipecat/issues/4625).',
  },
  {
    vendors,
    where: ['+ messages[]'],
    calls: ['tool turn, then user'],
    if: ours([{ role: 'assistant', content: 'Done.' }]),
    why: "\"Unexpected role 'user' after role 'tool'\" (https://github.com/BerriAI/litellm/issues/6323).",
  },
  {
    vendors,
    where: ['~ tool_choice'],
    calls: ['choice named'],
    if: ours({ type: 'function', function: { name: 'time' } }),
    why: 'The API takes a named choice (https://docs.mistral.ai/api), as @ai-sdk/mistral 4.0.87 sends it.',
  },
  {
    vendors,
    where: ['+ tools[]'],
    calls: ['choice named'],
    why: 'With a named choice the other tools need not be held back (@ai-sdk/mistral 4.0.87).',
  },
  {
    vendors,
    where: ['~ messages[].content'],
    calls: ['JSON'],
    if: ours('Return JSON.'),
    why: 'Other words for the same instruction, which JSON mode needs (https://docs.mistral.ai/api).',
  },
  {
    vendors,
    where: ['+ warning:responseFormat'],
    calls: ['structuredOutputs: false*'],
    why: 'That the schema is not enforced is told; @ai-sdk/mistral 2.0.50 says nothing.',
  },
  {
    vendors,
    where: ['~ messages[].content[].document_url'],
    calls: ['PDF', 'named PDF'],
    if: ours('data:application/pdf;base64,JVBERi0='),
    why: '@ai-sdk/mistral 2.0.50 writes the bytes as decimal numbers; a document is a URL or a data URL (https://docs.mistral.ai/api).',
  },
];
