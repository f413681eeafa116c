import { asString, isObject, type JsonObject, member, objects } from '../../http/json.ts';
import type { ChatRequest } from '../../upstreams/upstream.ts';

/** A `generateContent` request as chat completions would put it. */
export function readGemini(model: string, body: JsonObject, stream: boolean): ChatRequest {
  const instruction = partsText(member(body, 'systemInstruction').parts);
  const messages = [
    ...(instruction === '' ? [] : [{ role: 'system', content: instruction }]),
    ...objects(body.contents).flatMap(turn),
  ];
  const config = member(body, 'generationConfig');
  const tools = declarations(body).map(declaration => ({
    type: 'function',
    function: {
      name: declaration.name,
      description: declaration.description,
      parameters: lowerTypes(declaration.parameters ?? declaration.parametersJsonSchema),
    },
  }));
  const chat = {
    model,
    messages,
    tools,
    max_tokens: config.maxOutputTokens,
    stop: config.stopSequences,
    ...toolChoice(body),
    ...responseFormat(config),
  };
  return { model, body: chat, messages, tools, stream };
}

export function declarations(body: JsonObject): JsonObject[] {
  return objects(body.tools).flatMap(({ functionDeclarations }) => objects(functionDeclarations));
}

/** The search that Google runs itself. */
export function googleSearch(body: JsonObject): boolean {
  return objects(body.tools).some(
    tool => tool.googleSearch !== undefined || tool.google_search !== undefined,
  );
}

export function partsText(parts: unknown): string {
  return objects(parts)
    .map(({ text, thought }) => (thought === true ? '' : (asString(text) ?? '')))
    .filter(text => text !== '')
    .join('\n');
}

/** Results of functions first; they answer the turn before. */
function turn({ role, parts }: JsonObject): JsonObject[] {
  const all = objects(parts);
  if (role === 'model') return [modelTurn(all)];
  const results = all
    .filter(part => isObject(part.functionResponse))
    .map(part => {
      const { name, id, response } = member(part, 'functionResponse');
      return { role: 'tool', tool_call_id: id ?? name, content: responseText(response) };
    });
  const others = all.filter(part => !isObject(part.functionResponse));
  return others.length > 0 ? [...results, { role: 'user', content: others }] : results;
}

function modelTurn(parts: readonly JsonObject[]): JsonObject {
  const calls = parts
    .map(part => part.functionCall)
    .filter(isObject)
    .map(({ id, name, args }) => ({
      id: id ?? name,
      type: 'function',
      function: { name, arguments: JSON.stringify(args ?? {}) },
    }));
  return {
    role: 'assistant',
    content: partsText(parts),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
}

/** Clients put a text under `content`, `output` or `result`. */
function responseText(response: unknown): string {
  if (!isObject(response)) return String(response ?? '');
  const text = response.content ?? response.output ?? response.result ?? response;
  return typeof text === 'string' ? text : JSON.stringify(text);
}

function toolChoice(body: JsonObject): JsonObject {
  const { mode, allowedFunctionNames: names } = member(member(body, 'toolConfig'), 'functionCallingConfig');
  if (mode === 'NONE') return { tool_choice: 'none' };
  if (mode !== 'ANY') return {};
  const [name] = Array.isArray(names) ? names : [];
  return { tool_choice: name === undefined ? 'required' : { type: 'function', function: { name } } };
}

function responseFormat(config: JsonObject): JsonObject {
  if (config.responseMimeType !== 'application/json') return {};
  const schema = config.responseSchema ?? config.responseJsonSchema;
  if (schema === undefined) return { response_format: { type: 'json_object' } };
  const json_schema = { name: 'output', schema: lowerTypes(schema) };
  return { response_format: { type: 'json_schema', json_schema } };
}

/** Google spells types in capitals, too. */
function lowerTypes(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(lowerTypes);
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === 'type' && typeof value === 'string' ? value.toLowerCase() : lowerTypes(value),
    ]),
  );
}
