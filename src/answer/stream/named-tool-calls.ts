import { isRecord, type JSONRecord, parseRecord, textOf } from '../../json-values.ts';

/** Ends a stream where a call never got its name: it cannot be run, and must not be missed. */
const unnamed = `data: ${JSON.stringify({
  error: { message: 'The answer holds a tool call without the name of a tool.', type: 'invalid_response' },
})}\n\n`;

/**
 * Makes sure that the first piece of each tool call has the name of its tool: otherwise the core gives up the whole
 * stream. Earlier pieces are held until the name arrives; empty ones, with which some hosts end every answer, are
 * dropped.
 */
export class NamedToolCalls {
  /** Pieces of calls whose name has not arrived, by their place in the answer. */
  private readonly held = new Map<unknown, { readonly call: JSONRecord; readonly written: string }>();
  private readonly places = new Set<unknown>();
  private readonly ids = new Set<unknown>();

  /** The error event for calls whose name never arrived, once. */
  takeIncomplete(): string | undefined {
    const incomplete = [...this.held.values()].some(({ written }) => written !== '');
    this.held.clear();
    return incomplete ? unnamed : undefined;
  }

  /** Events with the pieces of their calls; the same text if nothing is to be changed. */
  events(text: string): string {
    if (!text.includes('"tool_calls"')) return text;
    return text.replace(
      /(^|\n)(data: ?)([^\n]*"tool_calls"[^\n]*)/g,
      (_, start: string, field: string, json: string) => start + field + this.chunk(json),
    );
  }

  private chunk(json: string): string {
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
    if (hasText(source.name)) return this.named(call, place, source);
    // The core knows how to continue a call.
    if (this.places.has(place) || this.ids.has(call.id)) return call;
    if (!hasText(call.id) && this.places.size > 0 && !this.held.has(place)) return call;
    const before = this.held.get(place);
    const written = `${before?.written ?? ''}${textOf(source.arguments) ?? ''}`;
    if (written !== '' || hasText(call.id)) {
      const fields = Object.fromEntries(Object.entries(call).filter(([, item]) => item !== null));
      this.held.set(place, { call: { ...before?.call, ...fields }, written });
    }
    return undefined;
  }

  private named(call: JSONRecord, place: unknown, source: JSONRecord): JSONRecord {
    const before = this.held.get(place);
    this.held.delete(place);
    this.places.add(place);
    const id = hasText(call.id) ? call.id : before?.call.id;
    if (hasText(id)) this.ids.add(id);
    if (before === undefined) return call;
    const written = `${before.written}${textOf(source.arguments) ?? ''}`;
    return { ...before.call, ...call, id, function: { ...source, arguments: written } };
  }
}

function hasText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
