import { expect, it } from 'vitest';
import { wireToolNames } from '../../src/wire/tools.ts';
import { send } from '../support/call.ts';
import { HI, WX } from '../support/prompts.ts';

it('names that are taken everywhere stay', () => {
  expect(wireToolNames(['a', 'B-1', 'c_d'])).toEqual(new Map());
});

it('two tools never get one name', () => {
  const long = 'x'.repeat(70);
  const names = ['a.b', 'a_b', 'a b', `${long}1`, `${long}2`, '', 'ä', '2fa', '-x', '_2fa'];
  const map = wireToolNames(names);
  const wire = names.map(name => map.get(name) ?? name);
  expect(new Set(wire).size).toBe(names.length);
  for (const name of wire) expect(name).toMatch(/^[a-zA-Z_][a-zA-Z0-9_-]{0,63}$/);
  expect(wire[1]).toBe('a_b');
});

it('tools, choice and history travel under one name', async () => {
  const { body } = await send('custom-acme/x', {
    prompt: [
      ...HI,
      {
        role: 'assistant',
        content: [{ type: 'tool-call', toolCallId: '1', toolName: 'a.b', input: {} }],
      },
    ],
    tools: [{ ...WX, name: 'a.b' }],
    toolChoice: { type: 'tool', toolName: 'a.b' },
  });
  expect(body).toMatchObject({
    messages: [{}, { tool_calls: [{ function: { name: 'a_b' } }] }, { role: 'tool' }],
    tools: [{ function: { name: 'a_b' } }],
    tool_choice: { function: { name: 'a_b' } },
  });
});
