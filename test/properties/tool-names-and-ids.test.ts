import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toolCallIds as answeredIds } from '../../src/answer/tool-call-ids.ts';
import type { WireBody, WireMessage } from '../../src/wire/body.ts';
import { type ToolCallIdFormat, toolCallIds } from '../../src/wire/tool-call-ids.ts';
import { check, deepFreeze } from './check.ts';

/** Formats as strict as the profiles' own, and one in which hashes soon meet. */
const formats: readonly ToolCallIdFormat[] = [
  { accepts: /^[A-Za-z0-9]{9}$/, length: 9 },
  { accepts: /^[\w-]{1,64}$/, length: 40, replaces: /[^\w-]/g },
  { accepts: /^.{1,40}$/, length: 40 },
  { accepts: /^[A-Za-z0-9]{2}$/, length: 2 },
];

const id = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.stringMatching(/^[A-Za-z0-9]{9}$/),
  fc.stringMatching(/^[A-Za-z0-9]{2}$/),
  fc.constantFrom('', 'a_b', 'a:b', 'a b', 'call_1', '__proto__', 'constructor'),
);
const ids = fc.uniqueArray(id, { minLength: 1, maxLength: 20 });

const call = (given: string) =>
  ({ id: given, type: 'function', function: { name: 'f', arguments: '{}' } }) as const;

function conversation(given: readonly string[]): WireBody {
  const turns: WireMessage[] = given.flatMap(one => [
    { role: 'assistant' as const, content: null, tool_calls: [call(one)] },
    { role: 'tool' as const, tool_call_id: one, content: 'r' },
  ]);
  return { model: 'm', messages: [{ role: 'user', content: 'x' }, ...turns] };
}

const context = {
  endpoint: 'rest',
  model: 'm',
  family: undefined,
  mode: 'generate',
  vendorOptions: {},
  warn: () => undefined,
} as const;

describe.each(formats)('ids of tool calls as $accepts', format => {
  const step = toolCallIds(format);

  it('take the form, stay different, and stand on call and result alike', () => {
    check(
      fc.property(ids, given => {
        const { messages } = step(deepFreeze(conversation(given)), context);
        const calls = messages.flatMap(message => (message.tool_calls ?? []).map(made => made.id));
        const results = messages.flatMap(({ tool_call_id }) => tool_call_id ?? []);
        expect(results).toEqual(calls);
        expect(new Set(calls).size).toBe(given.length);
        for (const one of calls) expect(one).toMatch(format.accepts);
      }),
    );
  });

  it('do not change a second time', () => {
    check(
      fc.property(ids, given => {
        const once = step(conversation(given), context);
        expect(step(once, context)).toEqual(once);
      }),
    );
  });
});

describe('ids of the calls of one answer', () => {
  it.each([{}, { uniqueToolCallIds: true } as const])('are all different and never empty (%o)', fixes => {
    check(
      fc.property(fc.array(id, { maxLength: 12 }), given => {
        const mapped = given.map(answeredIds(fixes));
        expect(new Set(mapped).size).toBe(given.length);
        expect(mapped).not.toContain('');
      }),
    );
  });

  it('stay as they are where nothing is wrong with them', () => {
    check(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), given => {
        expect(given.map(answeredIds({}))).toEqual(given);
      }),
    );
  });
});
