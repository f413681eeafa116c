import { describe, expect, it } from 'vitest';
import type { WireBody } from '../../src/wire/body.ts';
import { sanitizeBody } from '../../src/wire/sanitize.ts';

const tool = (parameters: object) =>
  ({ type: 'function', function: { name: 't', parameters: parameters as Record<string, unknown> } }) as const;

describe('sanitizeBody', () => {
  it('copies no clean prompt', () => {
    const body: WireBody = {
      model: 'm',
      messages: [{ role: 'user', content: 'Grüße 😀' }],
      tools: [tool({ type: 'object' })],
    };
    const clean = sanitizeBody(body);
    expect(clean).toEqual(body);
    expect(clean.messages).toBe(body.messages);
    expect(clean.tools?.[0]).toBe(body.tools?.[0]);
  });

  it('replaces lone surrogates anywhere, and leaves the given body alone', () => {
    const body: WireBody = {
      model: 'm',
      messages: [{ role: 'user', content: [{ type: 'text', text: '\udc00a\ud83d' }] }],
      tools: [tool({ type: 'object', description: '\ud800' })],
      user: 'x\ud800',
    };
    const before = structuredClone(body);
    expect(sanitizeBody(body)).toMatchObject({
      messages: [{ content: [{ type: 'text', text: '\ufffda\ufffd' }] }],
      tools: [tool({ description: '\ufffd' })],
      user: 'x\ufffd',
    });
    expect(body).toEqual(before);
  });
});
