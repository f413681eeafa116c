import type { JSONSchema7 } from '@ai-sdk/provider';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkChatRequest, readChatRequest } from '../../src/testing/upstreams/check-request.ts';
import { anyUpstream } from '../../src/testing/upstreams/registry.ts';
import type { JSONSchema } from '../../src/wire/body.ts';
import { send } from '../support/call.ts';
import { jsonFormat, WX } from '../support/prompts.ts';
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

/** The body with a schema as that of a tool, and as that of the answer. */
async function sentBody(
  id: string,
  given: JSONSchema,
  use: 'tool' | 'answer',
): Promise<Record<string, unknown>> {
  const schema = given as JSONSchema7;
  const call =
    use === 'tool' ? { tools: [{ ...WX, inputSchema: schema }] } : { responseFormat: jsonFormat(schema) };
  return (await send(id, call)).body;
}

describe.each(models)('%s', (id, name) => {
  const upstream = anyUpstream(name);
  const model = id.slice(id.indexOf('/') + 1).replace('.', name === 'anthropic' ? '-' : '.');

  it('accepts the schema of any tool and any answer, which are left as they were', async () => {
    await checkAsync(
      fc.asyncProperty(given, fc.constantFrom('tool', 'answer'), async (schema, use) => {
        const body = await sentBody(id, deepFreeze(schema), use);
        // What an answer that is no object is refused for, is no matter of its schema.
        fc.pre(
          use === 'tool' ||
            Reflect.get(Object(body.response_format), 'json_schema')?.schema?.type === 'object',
        );
        expect(upstream && checkChatRequest(upstream, readChatRequest(model, body))).toBe(undefined);
      }),
    );
  });

  it('is told of every object that the caller accepts', async () => {
    let accepted = 0;
    await checkAsync(
      fc.asyncProperty(given, fc.infiniteStream(fc.nat()), async (schema, chance) => {
        const { tools } = await sentBody(id, schema, 'tool');
        const [tool] = tools as { function: { parameters: JSONSchema } }[];
        const [theirs, ours] = [validatorOf(schema), validatorOf(tool?.function.parameters ?? {})];
        if (theirs === undefined) return;
        expect(ours).toBeDefined();
        const draw = (limit: number): number => (chance.next().value ?? 0) % limit;
        for (let count = 0; count < 12; count++) {
          const value = sampleValue(schema, draw);
          if (typeof value !== 'object' || value === null || Array.isArray(value) || !theirs(value)) continue;
          accepted++;
          expect([value, tool, ours?.(value)]).toEqual([value, tool, true]);
        }
      }),
    );
    expect(accepted).toBeGreaterThan(10);
  });
});
