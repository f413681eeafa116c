import type { BodyStep } from '../profile.ts';
import { isSchema } from './map-schema.ts';
import type { JSONSchema, WireBody } from './wire-body.ts';

/** The schema that the caller wants the answer to satisfy, if there is one. */
export function responseSchema(body: WireBody): JSONSchema | undefined {
  const schema = body.response_format?.json_schema?.schema;
  return isSchema(schema) ? schema : undefined;
}

/** A schema name that every upstream takes: letters, digits, `_` and `-`, at most 64. */
function schemaName(name: unknown): string {
  return (
    String(name ?? 'response')
      .replace(/[^\w-]/g, '_')
      .slice(0, 64) || 'response'
  );
}

/** `json_schema` in OpenAI's envelope with a valid name and, where `strictness` tells one, `strict`. */
export function jsonSchemaEnvelope(strictness?: (schema: JSONSchema) => boolean): BodyStep {
  return body => {
    const schema = responseSchema(body);
    if (schema === undefined) return body;
    const envelope = body.response_format?.json_schema;
    return {
      ...body,
      response_format: {
        type: 'json_schema',
        json_schema: {
          ...envelope,
          name: schemaName(envelope?.name),
          ...(strictness && { strict: strictness(schema) }),
        },
      },
    };
  };
}

/** Workers AI's older form: the schema itself, with name and description as its title and description. */
export const bareJsonSchema: BodyStep = body => {
  const schema = responseSchema(body);
  if (schema === undefined) return body;
  const { name, description } = body.response_format?.json_schema ?? {};
  return {
    ...body,
    response_format: {
      type: 'json_schema',
      json_schema: {
        ...schema,
        ...(name !== undefined && name !== 'response' && { title: name }),
        ...(description !== undefined && { description }),
      },
    },
  };
};

/** For models without schema support: JSON mode, with the schema in the system message and a warning. */
export const jsonObjectWithInstruction: BodyStep = (body, { warn }) => {
  const schema = responseSchema(body);
  if (schema === undefined) return body;
  warn({
    type: 'compatibility',
    feature: 'responseFormat JSON schema',
    details:
      'This model takes no JSON schema. The schema was put into the system message and JSON mode is used.',
  });
  const instruction = `Answer with a JSON object that conforms to this JSON schema: ${JSON.stringify(schema)}`;
  return {
    ...body,
    response_format: { type: 'json_object' },
    messages: [{ role: 'system', content: instruction }, ...body.messages],
  };
};
