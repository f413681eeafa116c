import { asString, isObject, type JsonObject, objects } from '../../http/json.ts';

/** A content as blocks; a text is one block of it. */
export function blocksOf(content: unknown): JsonObject[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : objects(content);
}

/** The text of a content; a picture or a document is named, so that a result of nothing else is not empty. */
export function textIn(content: unknown): string {
  return blocksOf(content)
    .map(block => asString(block.text) ?? `[${String(block.type)}]`)
    .join('\n');
}

/** Tools that the caller runs. */
export function clientTools(body: JsonObject): JsonObject[] {
  return objects(body.tools).filter(({ type }) => type == null || type === 'custom');
}

/** The web search that Anthropic runs itself. */
export function webSearch(body: JsonObject): JsonObject | undefined {
  return objects(body.tools).find(({ type }) => /^web_search_\d{8}$/.test(String(type)));
}

export function isThinking({ thinking }: JsonObject): boolean {
  return isObject(thinking) && ['enabled', 'adaptive', 'between_tools'].includes(String(thinking.type));
}
