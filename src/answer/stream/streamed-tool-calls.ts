import { parseRecord } from '../../json-values.ts';
import { offeredTool } from '../../wire/offered-tool.ts';
import type { AnswerFixes } from '../../wire/profile.ts';
import type { TextReader } from '../text-reader.ts';
import { isJSONCall, ownToolName, realArguments } from '../tool-names.ts';
import type { Blocks } from './blocks.ts';
import type { Parts, StreamPart } from './part-stream.ts';
import type { ToolCall } from './tool-call-pieces.ts';

/** A call as far as its parts have been passed on. */
interface StreamedCall {
  readonly toolName: string;
  /** Whether it is the requested JSON, which is text. */
  readonly isJSON: boolean;
  input: string;
  isOpen: boolean;
}

/** The tool calls of one stream: the caller's tool names, requested JSON as text, and the calls themselves at the end. */
export class StreamedToolCalls {
  private readonly calls = new Map<unknown, StreamedCall>();

  constructor(
    private readonly fixes: AnswerFixes,
    private readonly blocks: Blocks,
  ) {}

  /** How many there are. */
  get count(): number {
    return [...this.calls.values()].filter(({ isJSON }) => !isJSON).length;
  }

  /** Ends the calls whose arguments are complete: the core ends all of them with the stream only. */
  start(part: StreamPart, text: TextReader): readonly StreamPart[] {
    const { fixes, blocks, calls } = this;
    const name = String(part.toolName);
    // A call that repeats the requested JSON.
    if (text.isJSON && (fixes.jsonText || offeredTool(name, fixes.tools ?? []) === undefined)) return [];
    const isJSON = isJSONCall(name, fixes, text.text !== '');
    const ends = [...calls].flatMap(([id, { isOpen, input }]) =>
      isOpen && parseRecord(input) ? this.end(id) : [],
    );
    const toolName = ownToolName(name, fixes);
    calls.set(part.id, { toolName, isJSON, input: '', isOpen: true });
    if (isJSON) return [...blocks.endText(), ...ends];
    return [...blocks.endReasoning(), ...ends, { ...part, toolName }];
  }

  delta(part: StreamPart): Parts {
    const call = this.calls.get(part.id);
    if (!call?.isOpen) return [];
    call.input += part.delta;
    return call.isJSON ? this.blocks.delta('text', { ...part, type: 'text-delta' }) : part;
  }

  /**
   * Ends whatever is open.
   * @param read the calls as they were read before the core; `undefined` where the answer is not whole
   */
  close(read: readonly Readonly<ToolCall>[] | undefined): readonly StreamPart[] {
    return [...this.calls].flatMap(([toolCallId, { toolName, isJSON, input }]) => {
      const ends = this.end(toolCallId);
      if (isJSON || read === undefined) return ends;
      const { written = input, signature: providerMetadata } =
        read.find(({ ownId }) => ownId === toolCallId) ?? {};
      const part = { type: 'tool-call', toolCallId, toolName, input: realArguments(written) };
      return [...ends, { ...part, ...(providerMetadata && { providerMetadata }) }];
    });
  }

  private end(id: unknown): readonly StreamPart[] {
    const call = this.calls.get(id);
    if (!call?.isOpen) return [];
    call.isOpen = false;
    return call.isJSON ? this.blocks.endText() : [{ type: 'tool-input-end', id }];
  }
}
