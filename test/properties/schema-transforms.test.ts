import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { geminiSchemas } from '../../src/upstreams/google.ts';
import { kimiSchemas } from '../../src/upstreams/moonshotai.ts';
import { grokSchemas } from '../../src/upstreams/xai.ts';
import { isStrictSchema, openAISchemaRules } from '../../src/wire/openai-schema.ts';
import { rewriteSchema } from '../../src/wire/schema/rewrite-schema.ts';
import { commonSchemas, type SchemaRules } from '../../src/wire/schema/schema-rules.ts';
import { subSchemas } from '../../src/wire/schemas.ts';
import { scaled } from '../support/scale.ts';
import { check, deepFreeze } from './check.ts';
import { document } from './json-schemas.ts';

const tables: Readonly<Record<string, SchemaRules>> = {
  common: commonSchemas,
  openAISchemaRules,
  geminiSchemas,
  kimiSchemas,
  grokSchemas,
};

describe.each(Object.entries(tables))('%s', (_, rules) => {
  it('changes nothing when it is run twice, and gives JSON', () => {
    check(
      fc.property(document, schema => {
        const once = rewriteSchema(deepFreeze(schema), rules).schema;
        expect(rewriteSchema(once, rules).schema).toEqual(once);
        expect(JSON.parse(JSON.stringify(once))).toEqual(once);
      }),
    );
  });
});

describe('OpenAI', () => {
  it('is told that a schema is strict only where every object is closed and every property required', () => {
    let strict = 0;
    check(
      fc.property(document, schema => {
        if (!isStrictSchema(schema)) return;
        strict++;
        for (const item of subSchemas(schema)) {
          if (item.type !== 'object' && item.properties === undefined) continue;
          expect(item.additionalProperties).toBe(false);
          expect(item.required ?? []).toEqual(expect.arrayContaining(Object.keys(item.properties ?? {})));
        }
      }),
    );
    expect(strict).toBeGreaterThan(scaled(0, 10));
  });
});
