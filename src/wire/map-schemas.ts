import type { BodyStep, ProfileContext } from './profile.ts';
import { responseSchema } from './response-format.ts';
import type { JSONSchema } from './wire-body.ts';

/** Where a schema stands. */
export type SchemaPlace = 'tool' | 'response';

/** Rewrites every schema of the body, the tools' and the answer's. The caller's own are not touched. */
export function mapSchemas(
  map: (schema: JSONSchema, place: SchemaPlace, context: ProfileContext) => JSONSchema,
): BodyStep {
  return (body, context) => {
    const schema = responseSchema(body);
    const { tools, response_format: format } = body;
    if (schema === undefined && tools === undefined) return body;
    return {
      ...body,
      ...(tools !== undefined && {
        tools: tools.map(tool => {
          const { parameters } = tool.function;
          if (parameters === undefined) return tool;
          return { ...tool, function: { ...tool.function, parameters: map(parameters, 'tool', context) } };
        }),
      }),
      ...(schema !== undefined && {
        response_format: {
          type: 'json_schema',
          json_schema: { ...format?.json_schema, schema: map(schema, 'response', context) },
        },
      }),
    };
  };
}

/** A tool without parameters gets the schema of an empty object, which some upstreams demand. */
export const withParameters: BodyStep = body => {
  if (!body.tools?.some(tool => tool.function.parameters === undefined)) return body;
  const parameters = { type: 'object', properties: {} };
  return {
    ...body,
    tools: body.tools.map(tool => ({
      ...tool,
      function: { ...tool.function, parameters: tool.function.parameters ?? parameters },
    })),
  };
};
