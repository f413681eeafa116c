import type { AnswerFixes } from '../../wire/profile.ts';
import { toolCallIdMapper } from '../tool-call-ids.ts';
import type { StreamPart } from './part-stream.ts';

/** The tool calls of one stream as they arrive: unique ids, the caller's tool names, and a forced JSON call as text. */
export class StreamedToolCalls {
  private readonly ids;
  /** Open calls, by the core's ids. */
  private readonly open = new Set<unknown>();
  private readonly json = new Set<unknown>();

  constructor(private readonly fixes: AnswerFixes) {
    this.ids = toolCallIdMapper(fixes);
  }

  start(part: StreamPart): StreamPart {
    this.open.add(part.id);
    if (part.toolName !== this.fixes.jsonTool) {
      return { ...part, ...this.ownName(part), id: this.ids.fresh(String(part.id)) };
    }
    this.json.add(part.id);
    return { type: 'text-start', id: part.id };
  }

  delta(part: StreamPart): StreamPart {
    if (this.isJson(part.id)) return { ...part, type: 'text-delta' };
    const id = this.idOf(part.id);
    return id === part.id ? part : { ...part, id };
  }

  end(part: StreamPart): StreamPart {
    this.open.delete(part.id);
    return this.isJson(part.id) ? { ...part, type: 'text-end' } : { ...part, id: this.idOf(part.id) };
  }

  /** The complete call, after its input. */
  call(part: StreamPart): StreamPart {
    return { ...part, ...this.ownName(part), toolCallId: this.idOf(part.toolCallId) };
  }

  /** Ends whatever the core left open. */
  close(): readonly StreamPart[] {
    return [...this.open].map(id => this.end({ type: 'tool-input-end', id }));
  }

  /** Whether a call is the requested JSON. */
  isJson(id: unknown): boolean {
    return this.json.has(id);
  }

  private idOf(id: unknown): string {
    return this.ids.same(String(id));
  }

  /** The caller's name of a tool that was sent under another one. */
  private ownName({ toolName }: StreamPart): { readonly toolName?: string } {
    const own = this.fixes.toolNames?.get(String(toolName));
    return own === undefined ? {} : { toolName: own };
  }
}
