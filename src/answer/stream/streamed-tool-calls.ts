import { parseJSON } from '../../json-values.ts';
import { offeredTool } from '../../wire/offered-tool.ts';
import type { AnswerFixes } from '../../wire/profile.ts';
import { toolCallIdMapper } from '../tool-call-ids.ts';
import { isJSONCall, ownToolName } from '../tool-names.ts';
import type { Blocks } from './blocks.ts';
import type { Parts, StreamPart } from './part-stream.ts';
import type { StreamedText } from './streamed-text.ts';

/** The tool calls of one stream as they arrive: unique ids, the caller's tool names, and requested JSON as text. */
export class StreamedToolCalls {
  private readonly ids;
  /** Open calls by the core's ids, and their arguments so far. */
  private readonly open = new Map<unknown, string>();
  /** Calls that are the requested JSON, or repeat it. */
  private readonly json = new Set<unknown>();

  constructor(
    private readonly fixes: AnswerFixes,
    private readonly blocks: Blocks,
  ) {
    this.ids = toolCallIdMapper(fixes);
  }

  /** Ends the calls whose arguments are complete: the core ends all of them with the stream only. */
  start(part: StreamPart, { isJson, hasText }: StreamedText): readonly StreamPart[] {
    const { fixes } = this;
    const { id } = part;
    const name = String(part.toolName);
    const repeats = isJson && (fixes.jsonText || offeredTool(name, fixes.tools ?? []) === undefined);
    if (repeats || isJSONCall(name, fixes, hasText)) this.json.add(id);
    if (repeats) return [];
    const ends = [...this.open].flatMap(([other, input]) => (isComplete(input) ? this.end(other) : []));
    this.open.set(id, '');
    if (this.json.has(id)) return [...this.blocks.endText(), ...ends];
    const start = { ...part, toolName: ownToolName(name, fixes), id: this.ids.fresh(String(id)) };
    return [...this.blocks.endReasoning(), ...ends, start];
  }

  delta(part: StreamPart): Parts {
    const before = this.open.get(part.id);
    if (before === undefined) return [];
    this.open.set(part.id, before + part.delta);
    if (this.isJSON(part.id)) return this.blocks.delta('text', { ...part, type: 'text-delta' });
    const id = this.idOf(part.id);
    return id === part.id ? part : { ...part, id };
  }

  end(id: unknown): readonly StreamPart[] {
    if (!this.open.delete(id)) return [];
    return this.isJSON(id) ? this.blocks.endText() : [{ type: 'tool-input-end', id: this.idOf(id) }];
  }

  /** The complete call, after its input. */
  call(part: StreamPart): StreamPart {
    const toolName = ownToolName(String(part.toolName), this.fixes);
    return { ...part, toolName, toolCallId: this.idOf(part.toolCallId) };
  }

  /** Ends whatever the core left open. */
  close(): readonly StreamPart[] {
    return [...this.open.keys()].flatMap(id => this.end(id));
  }

  /** Whether a call is the requested JSON, or repeats it. */
  isJSON(id: unknown): boolean {
    return this.json.has(id);
  }

  private idOf(id: unknown): string {
    return this.ids.same(String(id));
  }
}

function isComplete(input: string): boolean {
  return input.trimEnd().endsWith('}') && parseJSON(input) !== undefined;
}
