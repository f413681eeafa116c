import { parseJSON } from '../../json-values.ts';
import type { AnswerFixes } from '../../wire/profile.ts';
import { toolCallIdMapper } from '../tool-call-ids.ts';
import { isJSONCall, ownToolName } from '../tool-names.ts';
import type { StreamPart } from './part-stream.ts';

/** The tool calls of one stream as they arrive: unique ids, the caller's tool names, and a forced JSON call as text. */
export class StreamedToolCalls {
  private readonly ids;
  /** Open calls by the core's ids, and their arguments so far. */
  private readonly open = new Map<unknown, string>();
  private readonly json = new Set<unknown>();

  constructor(private readonly fixes: AnswerFixes) {
    this.ids = toolCallIdMapper(fixes);
  }

  /** Ends the calls whose arguments are complete: the core ends all of them with the stream only. */
  start(part: StreamPart, hasText: boolean): readonly StreamPart[] {
    const ends = [...this.open].flatMap(([id, input]) =>
      isComplete(input) ? this.end({ type: 'tool-input-end', id }) : [],
    );
    this.open.set(part.id, '');
    const toolName = ownToolName(String(part.toolName), this.fixes);
    if (!isJSONCall(String(part.toolName), this.fixes, hasText))
      return [...ends, { ...part, toolName, id: this.ids.fresh(String(part.id)) }];
    this.json.add(part.id);
    return [...ends, { type: 'text-start', id: part.id }];
  }

  delta(part: StreamPart): StreamPart | readonly StreamPart[] {
    const before = this.open.get(part.id);
    if (before === undefined) return [];
    this.open.set(part.id, before + part.delta);
    if (this.isJson(part.id)) return { ...part, type: 'text-delta' };
    const id = this.idOf(part.id);
    return id === part.id ? part : { ...part, id };
  }

  end(part: StreamPart): readonly StreamPart[] {
    if (!this.open.delete(part.id)) return [];
    return [this.isJson(part.id) ? { ...part, type: 'text-end' } : { ...part, id: this.idOf(part.id) }];
  }

  /** The complete call, after its input. */
  call(part: StreamPart): StreamPart {
    const toolName = ownToolName(String(part.toolName), this.fixes);
    return { ...part, toolName, toolCallId: this.idOf(part.toolCallId) };
  }

  /** Ends whatever the core left open. */
  close(): readonly StreamPart[] {
    return [...this.open.keys()].flatMap(id => this.end({ type: 'tool-input-end', id }));
  }

  get hasJson(): boolean {
    return this.json.size > 0;
  }

  /** Whether a call is the requested JSON. */
  isJson(id: unknown): boolean {
    return this.json.has(id);
  }

  private idOf(id: unknown): string {
    return this.ids.same(String(id));
  }
}

function isComplete(input: string): boolean {
  return input.trimEnd().endsWith('}') && parseJSON(input) !== undefined;
}
