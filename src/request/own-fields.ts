import type { RequestPlan } from './request-plan.ts';

/**
 * Body fields that are nobody's but Cloudflare's and the caller's, written last: our own, and the raw ones of
 * `extraBody`. Where both write an object, its members come together.
 */
export function ownFields({ applied, options }: RequestPlan): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...applied.body };
  for (const [name, value] of Object.entries(options.extraBody ?? {})) {
    if (value !== undefined) fields[name] = value;
  }
  for (const [name, value] of Object.entries(applied.body)) {
    const raw = options.extraBody?.[name];
    if (isObject(value) && isObject(raw)) fields[name] = { ...value, ...raw };
  }
  return fields;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
