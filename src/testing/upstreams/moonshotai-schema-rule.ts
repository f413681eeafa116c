import { first } from './rules.ts';
import { requestSchemas, type SchemaNode, schemaNodes } from './schema-rules.ts';
import type { Refusal, StrictRule } from './upstream.ts';

/**
 * The "moonshot flavored json schema" of tools and answers (@ai-sdk/moonshotai 3.0.60,
 * https://github.com/MoonshotAI/kimi-code/issues/2661).
 */
export const moonshotSchemaRule: StrictRule = request =>
  first(
    requestSchemas(request).map(({ schema, of }) => {
      const name = of === 'tool' ? 'tools.function.parameters' : 'response_format.json_schema.schema';
      return schema.type === 'object'
        ? first(schemaNodes(schema).map(node => flaw(node, name)))
        : { message: `Invalid request: ${name}.type is required and must be "object"` };
    }),
  );

function flaw({ node, path }: SchemaNode, name: string): Refusal | undefined {
  const problem = problemOf(node, path);
  const place = path.length === 0 ? 'root' : path.join('.');
  return problem === undefined
    ? undefined
    : {
        message: `Invalid request: ${name} is not a valid moonshot flavored json schema, details: <At path '${place}': ${problem}>`,
      };
}

function problemOf(node: SchemaNode['node'], path: readonly string[]): string | undefined {
  if (path.length === 0 && node.$schema !== undefined) return 'unsupported keyword $schema';
  if (Array.isArray(node.items)) return 'items must be a schema, use prefixItems for tuples';
  return Array.isArray(node.anyOf) && node.type !== undefined
    ? 'when using anyOf, type should be defined in anyOf items instead of the parent schema'
    : undefined;
}
