import { asString, isObject, objects, parseJson } from '../http/json.ts';

/** The error that the binding throws for a failed response: code and message only, without status and headers. */
export async function bindingError(response: Response): Promise<Error> {
  const text = await response.text();
  const body = parseJson(text);
  const [first] = isObject(body) ? objects(body.errors) : [];
  if (isObject(body) && body.internalCode)
    return named(`${body.internalCode}: ${body.description}`, asString(body.name));
  return named(first ? `${first.code}: ${first.message}` : text);
}

function named(message: string, name = 'InferenceUpstreamError'): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
