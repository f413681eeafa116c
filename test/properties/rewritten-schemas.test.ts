import type { JSONSchema7 } from '@ai-sdk/provider';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkChatRequest, readChatRequest } from '../../src/testing/upstreams/check-request.ts';
import { anyUpstream } from '../../src/testing/upstreams/registry.ts';
import type { JSONSchema } from '../../src/wire/body.ts';
import { send } from '../support/call.ts';
import { WX } from '../support/prompts.ts';
import { sampleValue, validatorOf } from './accepted-values.ts';
import { checkAsync, deepFreeze } from './check.ts';
import { document } from './json-schemas.ts';
import { zodSchema } from './zod-schemas.ts';

/** Models whose upstreams check schemas, and the names of the validators, which know nothing of the rewriter. */
const models: readonly (readonly [id: string, upstream: string])[] = [
  ['openai/gpt-4.1', 'openai'],
  ['anthropic/claude-haiku-4.5', 'anthropic'],
  ['google/gemini-3.7-flash', 'google'],
  ['xai/grok-4.5', 'xai'],
  ['moonshotai/kimi-k3', 'moonshotai'],
  ['cerebras/gpt-oss-120b', 'cerebras'],
  ['mistral/mistral-large-latest', 'mistral'],
  ['groq/openai/gpt-oss-120b', 'groq'],
];

/** As servers and `jsonSchema()` give them: objects, unions, references of every kind, and worse. */
const served = fc
  .tuple(document, fc.boolean())
  .map(([given, typed]) => ({ ...given, ...(typed && { type: 'object' }) }));

const given: fc.Arbitrary<JSONSchema> = fc.oneof(zodSchema, served);

async function sentSchema(
  id: string,
  inputSchema: JSONSchema,
): Promise<{ body: Record<string, unknown>; schema: JSONSchema }> {
  const { body } = await send(id, { tools: [{ ...WX, inputSchema: inputSchema as JSONSchema7 }] });
  const [tool] = body.tools as { function: { parameters: JSONSchema } }[];
  return { body, schema: tool?.function.parameters ?? {} };
}

describe.each(models)('%s', (id, name) => {
  const upstream = anyUpstream(name);
  const model = id.slice(id.indexOf('/') + 1);

  it('accepts the schema of any tool, which is left as it was', async () => {
    await checkAsync(
      fc.asyncProperty(given, async schema => {
        const { body } = await sentSchema(id, deepFreeze(schema));
        expect(
          upstream &&
            checkChatRequest(
              upstream,
              readChatRequest(model.replace('.', name === 'anthropic' ? '-' : '.'), body),
            ),
        ).toBe(undefined);
      }),
    );
  });

  it('is told of every object that the caller accepts', async () => {
    await checkAsync(
      fc.asyncProperty(given, fc.infiniteStream(fc.nat()), async (schema, chance) => {
        const { schema: sent } = await sentSchema(id, schema);
        const [theirs, ours] = [validatorOf(schema), validatorOf(sent)];
        if (theirs === undefined) return;
        expect(ours).toBeDefined();
        const draw = (limit: number): number => (chance.next().value ?? 0) % limit;
        for (let count = 0; count < 20; count++) {
          const value = sampleValue(schema, draw);
          if (typeof value !== 'object' || value === null || Array.isArray(value) || !theirs(value)) continue;
          expect([value, sent, ours?.(value)]).toEqual([value, sent, true]);
        }
      }),
    );
  });
});
