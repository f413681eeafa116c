import { isObject, parseJson } from '../http/json.ts';

/** A JSON schema that instructions carry as text, as clients of models without schema support send it. */
export function schemaInText(text: string): unknown {
  if (!/schema/i.test(text)) return undefined;
  for (let start = text.indexOf('{'); start !== -1; start = text.indexOf('{', start + 1)) {
    const end = closingBrace(text, start);
    const value = end === -1 ? undefined : parseJson(text.slice(start, end + 1));
    if (isObject(value) && ('properties' in value || 'type' in value)) return value;
  }
  return undefined;
}

function closingBrace(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let index = start; index < text.length; index++) {
    const letter = text[index];
    if (quoted && letter === '\\') index++;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === '{') depth++;
    else if (!quoted && letter === '}' && --depth === 0) return index;
  }
  return -1;
}
