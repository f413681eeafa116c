import { hasMessages, type Limit, type ModelFacts } from './model-facts.ts';
import type { InputSchema } from './published-inputs.ts';

/** `src/testing/upstreams/workers-ai-inputs.ts`: what the local gateway checks requests against. */
export function renderInputs(facts: readonly ModelFacts[], sources: string): string {
  const forms: string[] = [];
  const indexOf = (form: InputSchema): number => {
    const text = JSON.stringify(sorted(form));
    if (!forms.includes(text)) forms.push(text);
    return forms.indexOf(text);
  };
  // Conversations first, so that their numbers stay when another kind changes.
  for (const { kind, forms: own } of facts)
    if (kind === 'chat') own.filter(hasMessages).slice(0, 1).map(indexOf);
  const rows = facts.map(
    model => `  ${JSON.stringify(model.id.toLowerCase())}: ${JSON.stringify(factsOf(model, indexOf))},`,
  );
  return `// Written by \`npm run models\` from ${sources}. A test fails when it is stale.
// biome-ignore-all format: a form, and a model, on each line
// biome-ignore-all lint: written by a script
import type { InputSchema, PublishedModel } from './input-schema.ts';

/** The published forms of inputs; those of conversations without the fields of reasoning. */
export const forms: readonly InputSchema[] = [
${forms.map(form => `  ${form},`).join('\n')}
];

export const models: Readonly<Record<string, PublishedModel>> = {
${rows.join('\n')}
};
`;
}

function factsOf(model: ModelFacts, indexOf: (form: InputSchema) => number): object {
  if (model.kind !== 'chat')
    return {
      kind: model.kind,
      required: requiredOf(model),
      ...(model.kind !== 'other' && { inputs: inputsOf(model).map(indexOf) }),
      ...(model.closed && { closed: true }),
      ...(model.bytes && { bytes: true }),
      ...(model.output && { output: model.output }),
    };
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

/** The forms of an input in JSON, with the catalogue's limits; the types lost a query. */
function inputsOf({ kind, forms, limits, required }: ModelFacts): readonly InputSchema[] {
  const query = kind === 'reranking' ? { query: { type: 'string' } } : {};
  return forms
    .filter(({ type }) => type === 'object')
    .map(form => {
      const properties = { ...query, ...form.properties };
      const limited = Object.entries(properties).map(([name, field]) => [
        name,
        limit(anyBody(field), limits[name]),
      ]);
      const demanded = kind === 'reranking' ? required : form.required;
      return { ...form, properties: Object.fromEntries(limited), ...(demanded && { required: demanded }) };
    });
}

/** A part with a type of its own: its body is a stream, or text where the part is JSON. */
function anyBody(field: InputSchema): InputSchema {
  if (field.anyOf) return { ...field, anyOf: field.anyOf.map(anyBody) };
  const { properties } = field;
  return properties?.body ? { ...field, properties: { ...properties, body: {} } } : field;
}

/** A field with what limits it, each limit at the type that it is about. */
function limit(field: InputSchema, given: Limit | undefined): InputSchema {
  if (given === undefined) return field;
  if (field.anyOf) return { ...field, anyOf: field.anyOf.map(form => limit(form, given)) };
  const { minimum, maximum, minLength, maxLength, maxItems, default: standard } = given;
  const limits = {
    ...(field.type === 'number' && { minimum, maximum }),
    ...(field.type === 'string' && { minLength, maxLength }),
    ...(field.type === 'array' && { maxItems, ...(field.items && { items: limit(field.items, given) }) }),
    ...(field.type !== 'array' && { default: standard }),
  };
  const set = Object.entries(limits).filter(([, value]) => value !== undefined);
  return { ...field, ...Object.fromEntries(set) };
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
