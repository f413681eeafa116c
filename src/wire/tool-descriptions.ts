import { isSchema, mapSchema } from './map-schema.ts';
import { mapSchemas } from './map-schemas.ts';
import type { BodyStep } from './profile.ts';
import type { JSONSchema } from './wire-body.ts';

/** A description that is not a string (`false`, from loose schemas) is refused with 8001; it is left out. */
export const toolDescriptions: BodyStep = mapSchemas((schema, place) =>
  place === 'tool' ? mapSchema(schema, textDescription) : schema,
);

function textDescription(schema: JSONSchema): JSONSchema {
  if (schema.description === undefined || typeof schema.description === 'string') return schema;
  const { description: _, ...rest } = schema;
  return rest;
}

/** The older schema of Workers AI demands a type and a description of every property, and of every tool. */
export const describedTools: BodyStep = (body, context) => {
  const shaped = mapSchemas((schema, place) => (place === 'tool' ? mapSchema(schema, described) : schema))(
    body,
    context,
  );
  if (!shaped.tools?.some(tool => tool.function.description === undefined)) return shaped;
  return {
    ...shaped,
    tools: shaped.tools.map(tool => ({
      ...tool,
      function: { ...tool.function, description: tool.function.description ?? tool.function.name },
    })),
  };
};

function described(schema: JSONSchema): JSONSchema {
  const { properties } = schema;
  if (!isSchema(properties)) return schema;
  const named = Object.entries(properties).map(([name, item]) => [
    name,
    isSchema(item) ? typed(item, name) : item,
  ]);
  return { ...schema, properties: Object.fromEntries(named) };
}

/** Of several forms the first that is not `null`, since one type is expected. */
function typed(schema: JSONSchema, name: string): JSONSchema {
  const { anyOf, ...rest } = schema;
  const forms = Array.isArray(anyOf) ? anyOf.filter(isSchema) : [];
  const form = rest.type === undefined ? forms.find(item => item.type !== 'null') : undefined;
  const { type = 'string', ...told } = { ...form, ...rest };
  return { ...(form === undefined && anyOf !== undefined && { anyOf }), type, description: name, ...told };
}
