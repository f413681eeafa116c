type Body = Record<string, unknown>;

/**
 * The cores of 2.x and 3.x ask for strict schemas unasked (2.0.87, 3.0.92, 2026-11), which many upstreams refuse or
 * read otherwise; the profiles decide.
 */
export function withoutSchemaStrict(body: Body): Body {
  const format = body.response_format as { readonly json_schema?: Body } | undefined;
  if (format?.json_schema?.strict === undefined) return body;
  const { strict: _, ...schema } = format.json_schema;
  return { ...body, response_format: { ...format, json_schema: schema } };
}
