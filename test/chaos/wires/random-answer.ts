import { messageEvents } from '../../../src/testing/wires/messages/message-events.ts';
import { namedFrame } from '../../../src/testing/wires/named-events.ts';
import { responseEvents } from '../../../src/testing/wires/responses/response-events.ts';
import type { Random } from '../random.ts';

/** The two formats of packages that stream events of their own. */
export const dialects = {
  messages: {
    id: 'anthropic/claude-sonnet-4.5',
    vendor: 'anthropic',
    vendorId: 'claude-sonnet-4-5',
    method: 'messages',
  },
  responses: { id: 'openai/gpt-5', vendor: 'openai', vendorId: 'gpt-5', method: 'responses' },
} as const;
export type Dialect = keyof typeof dialects;

const words = [
  'straße',
  'naïve',
  '東京',
  '🙂',
  'plain',
  'über',
  'Ω\n\n',
  '"quoted"',
  '{"error":"said"}',
  'data: [DONE]',
  '\\',
  '\t',
];

function textOf(token: string, dice: Random): string {
  const some = (): string => Array.from({ length: dice.below(8) }, () => dice.pick(words)).join(' ');
  return `${some()} ${token} ${some()}`;
}

/** A whole answer as the events of its stream: thoughts, texts and calls in any order. */
export function randomAnswer(dialect: Dialect, token: string, dice: Random): readonly string[] {
  const blocks = Array.from({ length: 1 + dice.below(4) }, () =>
    dice.pick(['thought', 'text', 'text', 'call'] as const),
  );
  const calls = blocks.includes('call');
  const usage = { input_tokens: 1 + dice.below(90), output_tokens: 1 + dice.below(90) };
  const input = { entry: token, note: textOf(token, dice) };
  const limited = !calls && dice.chance(0.1);
  if (dialect === 'messages') {
    const content = blocks.map((block, index) => {
      if (block === 'call') return { type: 'tool_use', id: `toolu_${index}`, name: 'find', input };
      if (block === 'text') return { type: 'text', text: textOf(token, dice) };
      return { type: 'thinking', thinking: textOf(token, dice), signature: `sig-${index}` };
    });
    const stop_reason = calls ? 'tool_use' : limited ? 'max_tokens' : 'end_turn';
    const counts = { ...usage, cache_read_input_tokens: dice.below(9), cache_creation_input_tokens: 0 };
    const message = {
      id: `msg-${token}`,
      type: 'message',
      role: 'assistant',
      model: 'claude',
      content,
      stop_reason,
      stop_sequence: null,
      usage: counts,
    };
    return messageEvents(message).map(namedFrame);
  }
  const output = blocks.map((block, index) => {
    const id = `item_${index}`;
    if (block === 'call')
      return {
        type: 'function_call',
        id,
        call_id: `call_${index}`,
        name: 'find',
        arguments: JSON.stringify(input),
        status: 'completed',
      };
    if (block === 'thought')
      return {
        type: 'reasoning',
        id,
        summary: [{ type: 'summary_text', text: textOf(token, dice) }],
        encrypted_content: null,
      };
    const content = [{ type: 'output_text', text: textOf(token, dice), annotations: [] }];
    return { type: 'message', id, role: 'assistant', status: 'completed', content };
  });
  const response = {
    id: `resp-${token}`,
    object: 'response',
    created_at: 1_700_000_000,
    model: 'gpt-5',
    status: limited ? 'incomplete' : 'completed',
    incomplete_details: limited ? { reason: 'max_output_tokens' } : null,
    output,
    usage: {
      ...usage,
      total_tokens: 0,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens_details: { reasoning_tokens: 0 },
    },
  };
  return responseEvents(response, {}).map(namedFrame);
}
