import { asString, isObject, objects, parseJson } from '../http/json.ts';

/** What the binding throws for an answer that failed: code and words in the message, status and headers lost. */
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
