import { asString, type JsonObject, objects } from '../../http/json.ts';

/** A response that was kept, with everything that led to it. */
export interface StoredResponse {
  readonly response: JsonObject;
  /** Every item of the conversation up to and with the answer. */
  readonly items: readonly JsonObject[];
}

const most = 1000;

/** Responses that OpenAI stores, without `store: false`; only the latest ones. */
export class StoredResponses {
  private readonly responses = new Map<string, StoredResponse>();
  private readonly items = new Map<string, JsonObject>();

  add(stored: StoredResponse): void {
    this.responses.set(String(stored.response.id), stored);
    for (const item of objects(stored.response.output)) {
      const id = asString(item.id);
      if (id !== undefined) this.items.set(id, item);
    }
    trim(this.responses);
    trim(this.items);
  }

  response(id: string): StoredResponse | undefined {
    return this.responses.get(id);
  }

  item(id: string): JsonObject | undefined {
    return this.items.get(id);
  }

  /** The reasoning that stands right before an item in its response. */
  reasoningBefore(id: string): string | undefined {
    for (const { response } of this.responses.values()) {
      const output = objects(response.output);
      const before = output[output.findIndex(item => item.id === id) - 1];
      if (before?.type === 'reasoning') return asString(before.id);
    }
    return undefined;
  }

  delete(id: string): boolean {
    for (const item of objects(this.responses.get(id)?.response.output)) this.items.delete(String(item.id));
    return this.responses.delete(id);
  }

  clear(): void {
    this.responses.clear();
    this.items.clear();
  }
}

function trim(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
