import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moonshotSchema } from '../../src/upstreams/moonshotai.ts';
import type { JSONSchema } from '../../src/wire/body.ts';
import { geminiSchema } from '../../src/wire/gemini-schema.ts';
import { isStrictSchema, openAISchemas } from '../../src/wire/openai-schema.ts';
import type { ProfileContext } from '../../src/wire/profile.ts';
import { inlineRefs, keywordsAsNotes, subSchemas } from '../../src/wire/schemas.ts';
import { scaled } from '../support/scale.ts';
import { check, deepFreeze } from './check.ts';
import { document } from './json-schemas.ts';

const context = {
  endpoint: 'rest',
  model: 'gpt-4o',
  family: undefined,
  mode: 'generate',
  vendorOptions: {},
} as const;

/** The schema of a tool as OpenAI gets it. */
function openAISchema(schema: JSONSchema, warn: ProfileContext['warn'] = () => undefined): JSONSchema {
  const { tools } = openAISchemas(
    {
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'x' }],
      tools: [{ type: 'function', function: { name: 'f', parameters: schema } }],
    },
    { ...context, warn },
  );
  return tools?.[0]?.function.parameters ?? {};
}

const transforms: Readonly<Record<string, (schema: JSONSchema) => JSONSchema>> = {
  geminiSchema,
  moonshotSchema,
  inlineRefs,
  openAISchemas: schema => openAISchema(schema),
  keywordsAsNotes: schema => keywordsAsNotes(schema, ['default', 'minLength', 'exclusiveMinimum']),
  'geminiSchema after inlineRefs': schema => geminiSchema(inlineRefs(schema)),
};

describe.each(Object.entries(transforms))('%s', (_, transform) => {
  it('writes to no schema that it was given', () => {
    check(fc.property(document, schema => void transform(deepFreeze(schema))));
  });

  it('changes nothing when it is run twice', () => {
    check(
      fc.property(document, schema => {
        const once = transform(schema);
        expect(transform(once)).toEqual(once);
      }),
    );
  });

  it('gives JSON', () => {
    check(
      fc.property(document, schema => {
        const made = transform(schema);
        expect(JSON.parse(JSON.stringify(made))).toEqual(made);
      }),
    );
  });
});

describe('inlineRefs', () => {
  it('leaves no reference and no definition', () => {
    check(
      fc.property(document, schema => {
        const inlined = inlineRefs(schema);
        for (const item of subSchemas(inlined)) expect(item.$ref).not.toBeTypeOf('string');
        expect(Object.keys(inlined)).not.toContain('$defs');
        expect(Object.keys(inlined)).not.toContain('definitions');
      }),
    );
  });

  it('leaves a schema without references as it is, but for its definitions', () => {
    check(
      fc.property(document, schema => {
        fc.pre(!JSON.stringify(schema).includes('"$ref"'));
        const { $defs: _, definitions: __, ...rest } = schema;
        expect(inlineRefs(schema)).toEqual(rest);
      }),
    );
  });
});

describe('geminiSchema', () => {
  it('leaves no keyword that Gemini refuses', () => {
    check(
      fc.property(document, schema => {
        for (const item of subSchemas(geminiSchema(schema))) {
          const keys = Object.keys(item);
          for (const refused of [
            '$schema',
            '$id',
            'title',
            'const',
            'examples',
            'exclusiveMinimum',
            'exclusiveMaximum',
          ])
            expect(keys).not.toContain(refused);
          if (item.type === 'string') expect(keys).not.toContain('format');
          if (item.type === 'array') expect(Boolean(item.items ?? item.prefixItems)).toBe(true);
        }
      }),
    );
  });

  const requiresKnown = (schemas: fc.Arbitrary<JSONSchema>): void =>
    check(
      fc.property(schemas, schema => {
        for (const { required, properties } of subSchemas(geminiSchema(schema))) {
          if (!Array.isArray(required)) continue;
          const known = Object.keys(properties ?? {});
          for (const name of required) expect(known).toContain(name);
        }
      }),
    );

  it('requires nothing that is no property', () => {
    requiresKnown(document);
  });
});

describe('moonshotSchema', () => {
  const flavoured = (schemas: fc.Arbitrary<JSONSchema>): void =>
    check(
      fc.property(schemas, schema => {
        for (const item of subSchemas(moonshotSchema(schema))) {
          expect(Array.isArray(item.items)).toBe(false);
          expect(item.type !== undefined && Array.isArray(item.anyOf)).toBe(false);
        }
      }),
    );

  it('has no tuple in items, and no type beside anyOf', () => {
    flavoured(document);
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

  it('tells a keyword that is removed once, however often it stands there', () => {
    const both = { type: 'object', propertyNames: { pattern: '^a' } };
    const warnings: unknown[] = [];
    openAISchema({ type: 'object', properties: { a: both, b: both } }, warning => warnings.push(warning));
    expect(warnings).toHaveLength(1);
  });

  it('gets no propertyNames, and no pattern that looks around', () => {
    check(
      fc.property(document, schema => {
        for (const item of subSchemas(openAISchema(schema))) {
          expect(Object.keys(item)).not.toContain('propertyNames');
          if (typeof item.pattern === 'string') expect(item.pattern).not.toMatch(/\(\?<?[=!]/);
        }
      }),
    );
  });
});
