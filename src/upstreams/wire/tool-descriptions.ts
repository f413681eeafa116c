import type { BodyStep } from '../profile.ts';
import { mapSchema } from './map-schema.ts';

/** A description that is not a string (`false`, from loose schemas) is refused with 8001; it is left out. */
export const toolDescriptions: BodyStep = body => {
  if (body.tools === undefined) return body;
  return {
    ...body,
    tools: body.tools.map(tool => ({
      ...tool,
      function: {
        ...tool.function,
        ...(tool.function.parameters && { parameters: mapSchema(tool.function.parameters, textDescription) }),
      },
    })),
  };
};

function textDescription(schema: { readonly [key: string]: unknown }): { readonly [key: string]: unknown } {
  if (schema.description === undefined || typeof schema.description === 'string') return schema;
  const { description: _, ...rest } = schema;
  return rest;
}
