import { parseRecord } from '../json-values.ts';
import { ownFields } from '../request/request-plan.ts';
import { reportUnsupported } from '../wire/profile.ts';
import type { VendorCall } from './vendor-call.ts';

type Body = RequestInit['body'];

/** The model at the start of a body. */
const leading = /^\{"model":"[^"\\]*"/;

/** The package's body with the model's name on this endpoint, Cloudflare's fields and, last, the caller's raw fields. */
export function bodyOf({ request, route, warn }: VendorCall, body: Body): Body {
  const { target, selection } = request.plan;
  const fields = ownFields(request.plan);
  const onRest = selection.endpoint === 'rest';
  const hasFields = Object.keys(fields).length > 0;
  if (!onRest && !hasFields) return body;
  if (body instanceof FormData) return formOf(body, fields);
  const text = typeof body === 'string' ? body : '';
  const { restBody: [field, step] = [] } = route.reference.upstream.api;
  // Most bodies begin with the model and need nothing else: they are not parsed.
  if (!hasFields && leading.test(text) && !text.includes(`"${field}":`))
    return text.replace(leading, () => `{"model":${JSON.stringify(target.model)}`);
  const parsed = parseRecord(text);
  if (parsed !== undefined) {
    const named = onRest ? { ...(step?.(parsed, warn) ?? parsed), model: target.model } : parsed;
    return JSON.stringify({ ...named, ...fields });
  }
  if (body && hasFields)
    reportUnsupported(
      warn,
      'providerOptions.cloudflare.extraBody',
      'the body of this request has no fields; it was not sent.',
    );
  return body;
}

function formOf(given: FormData, fields: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  given.forEach((value, name) => {
    form.append(name, value);
  });
  for (const [name, value] of Object.entries(fields)) {
    form.delete(name);
    // A form has no lists and no null: one field for each item, and none.
    for (const item of [value].flat())
      if (item !== null) form.append(name, typeof item === 'object' ? JSON.stringify(item) : String(item));
  }
  return form;
}
