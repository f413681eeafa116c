import { hasMessages, type ModelFacts } from './model-facts.ts';
import type { InputSchema } from './published-inputs.ts';

/** `src/testing/upstreams/workers-ai-inputs.ts`: what the local gateway checks requests against. */
export function renderInputs(facts: readonly ModelFacts[], sources: string): string {
  const forms: string[] = [];
  const indexOf = (form: InputSchema): number => {
    const text = JSON.stringify(sorted(form));
    if (!forms.includes(text)) forms.push(text);
    return forms.indexOf(text);
  };
  const rows = facts.map(
    model => `  ${JSON.stringify(model.id.toLowerCase())}: ${JSON.stringify(factsOf(model, indexOf))},`,
  );
  return `// Written by \`npm run models\` from ${sources}. A test fails when it is stale.
// biome-ignore-all format: a form, and a model, on each line
// biome-ignore-all lint: written by a script
import type { InputSchema, PublishedModel } from './input-schema.ts';

/** The published forms of a conversation, without the fields of reasoning. */
export const forms: readonly InputSchema[] = [
${forms.map(form => `  ${form},`).join('\n')}
];

export const models: Readonly<Record<string, PublishedModel>> = {
${rows.join('\n')}
};
`;
}

function factsOf(model: ModelFacts, indexOf: (form: InputSchema) => number): object {
  if (model.kind !== 'chat') return { kind: model.kind, required: requiredOf(model) };
  const form = model.forms.find(hasMessages);
  const { efforts, aliases, template, mandatory } = model.reasoning ?? {};
  return {
    kind: 'chat',
    ...(form && { form: indexOf(form) }),
    ...(model.schema === 'older' && { older: true }),
    ...(model.images && { images: true }),
    ...(model.defaultTokens !== undefined && { defaultTokens: model.defaultTokens }),
    ...(model.reasons && { reasons: true }),
    ...(efforts && { efforts: [...efforts].sort() }),
    ...(aliases && { aliases }),
    ...(template && { toggles: mandatory !== true }),
  };
}

function requiredOf({ required, forms }: ModelFacts): readonly string[] {
  return required.length > 0 ? required : (forms[0]?.required ?? []);
}

/** Members in one order, so that forms that differ by it are one. */
function sorted(schema: InputSchema): InputSchema {
  const { properties, required, items, anyOf, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, member]) => [name, sorted(member)]),
      ),
    }),
    // The types demand `required` of a tool without arguments; the catalogue's schema, which refuses, does not (2026-11-29).
    ...(required && { required: required.filter(name => name !== 'required') }),
    ...(items && { items: sorted(items) }),
    ...(anyOf && { anyOf: anyOf.map(sorted) }),
    ...(additionalProperties && { additionalProperties: sorted(additionalProperties) }),
  };
}
