import type { AnswerFixes } from '../wire/profile.ts';
import { toolCallIdMapper } from './tool-call-ids.ts';

interface Part {
  readonly type: string;
  readonly [key: string]: unknown;
}

/**
 * The tool calls of one stream as they are written: ids that can be told apart, the caller's own names, and a forced
 * JSON call as text.
 */
export class ToolInputs {
  private readonly ids;
  /** Calls that are not ended, by the core's ids. */
  private readonly open = new Set<unknown>();
  private readonly json = new Set<unknown>();

  constructor(private readonly fixes: AnswerFixes) {
    this.ids = toolCallIdMapper(fixes);
  }

  start(part: Part): Part {
    this.open.add(part.id);
    if (part.toolName !== this.fixes.jsonTool) {
      return { ...part, ...this.ownName(part), id: this.ids.fresh(String(part.id)) };
    }
    this.json.add(part.id);
    return { type: 'text-start', id: part.id };
  }

  delta(part: Part): Part {
    if (this.isJson(part.id)) return { ...part, type: 'text-delta' };
    const id = this.idOf(part.id);
    return id === part.id ? part : { ...part, id };
  }

  end(part: Part): Part {
    this.open.delete(part.id);
    return this.isJson(part.id) ? { ...part, type: 'text-end' } : { ...part, id: this.idOf(part.id) };
  }

  /** The whole call, after its input. */
  call(part: Part): Part {
    return { ...part, ...this.ownName(part), toolCallId: this.idOf(part.toolCallId) };
  }

  /** Ends what the core left open. */
  close(): readonly Part[] {
    return [...this.open].map(id => this.end({ type: 'tool-input-end', id }));
  }

  /** Whether a call is the JSON that was asked for. */
  isJson(id: unknown): boolean {
    return this.json.has(id);
  }

  private idOf(id: unknown): string {
    return this.ids.same(String(id));
  }

  /** The caller's name of a tool that travelled under another one. */
  private ownName({ toolName }: Part): { readonly toolName?: string } {
    const own = this.fixes.toolNames?.get(String(toolName));
    return own === undefined ? {} : { toolName: own };
  }
}
