import { isRecord, type JSONRecord, parseRecord, textOf } from '../../json-values.ts';

/** What was held of a call whose name has not come, by its place in the answer. */
type Held = Map<unknown, { readonly call: JSONRecord; readonly written: string }>;

/**
 * Sees to it that the first piece of each tool call has the name of its tool: the core gives the whole stream up
 * where it has not. Earlier pieces are held until the name comes; empty ones, with which some hosts end every
 * answer, are left out.
 */
export class NamedCalls {
  private readonly held: Held = new Map();
  private readonly places = new Set<unknown>();
  private readonly ids = new Set<unknown>();

  /** Whether there are calls whose name never came. */
  get incomplete(): boolean {
    return [...this.held.values()].some(({ written }) => written !== '');
  }

  /** Whether a piece for this place goes on with a call that has its name, and nothing is held. */
  continues(place: number): boolean {
    return this.held.size === 0 && this.places.has(place);
  }

  /** One chunk, as JSON; the same text where nothing is to be changed. */
  chunk(json: string): string {
    const value = parseRecord(json);
    const [choice, ...others] = Array.isArray(value?.choices) ? value.choices : [];
    if (!isRecord(choice) || !isRecord(choice.delta) || !Array.isArray(choice.delta.tool_calls)) return json;
    const { tool_calls: calls, ...delta } = choice.delta;
    const read = calls.map((call, position) => (isRecord(call) ? this.call(call, position) : call));
    if (read.every((call, position) => call === calls[position])) return json;
    const kept = read.filter(call => call !== undefined);
    const tools = kept.length > 0 ? { tool_calls: kept } : {};
    return JSON.stringify({ ...value, choices: [{ ...choice, delta: { ...delta, ...tools } }, ...others] });
  }

  private call(call: JSONRecord, position: number): JSONRecord | undefined {
    const place = call.index ?? position;
    const source = isRecord(call.function) ? call.function : {};
    if (isText(source.name)) return this.named(call, place, source);
    // Whatever continues a call, or may: the core knows how.
    if (this.places.has(place) || this.ids.has(call.id)) return call;
    if (!isText(call.id) && this.places.size > 0 && !this.held.has(place)) return call;
    const before = this.held.get(place);
    const written = `${before?.written ?? ''}${textOf(source.arguments) ?? ''}`;
    if (written !== '' || isText(call.id)) {
      const told = Object.fromEntries(Object.entries(call).filter(([, item]) => item !== null));
      this.held.set(place, { call: { ...before?.call, ...told }, written });
    }
    return undefined;
  }

  private named(call: JSONRecord, place: unknown, source: JSONRecord): JSONRecord {
    const before = this.held.get(place);
    this.held.delete(place);
    this.places.add(place);
    const id = isText(call.id) ? call.id : before?.call.id;
    if (isText(id)) this.ids.add(id);
    if (before === undefined) return call;
    const written = `${before.written}${textOf(source.arguments) ?? ''}`;
    return { ...before.call, ...call, id, function: { ...source, arguments: written } };
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
