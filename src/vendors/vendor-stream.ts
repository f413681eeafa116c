import { abortOf } from '../answer/answer-failure.ts';
import { resultMetadata, withMetadata } from '../answer/result-metadata.ts';
import type { SpecAdapter } from '../answer/spec-adapter.ts';
import {
  type AnyPart,
  type ReadParts,
  readToContent,
  type StreamPart,
  streamOf,
} from '../answer/stream/part-stream.ts';
import { neutralUsage } from '../answer/usage.ts';
import { records } from '../json-values.ts';
import { renamed } from './package-prompt.ts';
import type { VendorCall } from './vendor-call.ts';
import { vendorError } from './vendor-error.ts';

type Spec = SpecAdapter<unknown, unknown>;

/** Finish reasons that only a whole answer has, whatever the wire. */
const definite = /^(?:stop|length|tool-calls|content-filter)$/;

/** @param finishReason as any specification has it */
export function isDefinite(finishReason: unknown): boolean {
  return definite.test(String(reasonOf(finishReason)));
}

function reasonOf(finishReason: unknown): unknown {
  return Object(finishReason).unified ?? finishReason;
}

/** Blocks of a stream, and how each ends. */
const opening = /^(text|reasoning|tool-input)-(start|end)$/;

/**
 * Completes the stream of a vendor's package: our warnings at the start, one typed error where it failed, and at the
 * end the metadata. In every major an answer that broke off ends with an error and a finish part.
 */
class VendorStage {
  error: unknown;
  private finished = false;
  private readonly open: Map<unknown, string> = new Map();

  constructor(
    private readonly call: VendorCall,
    private readonly spec: Spec,
  ) {}

  map(part: StreamPart): readonly StreamPart[] {
    const { type } = part;
    if (type === 'stream-start') return [this.start(part)];
    if (type === 'error') return this.fail(part.error);
    if (type === 'finish') return this.finish(part);
    const edge = opening.exec(type);
    if (edge?.[2] === 'start') this.open.set(part.id, `${edge[1]}-end`);
    else if (edge) this.open.delete(part.id);
    return [renamed(part, this.call.ownNames)];
  }

  /** The parts that end a stream whose source failed. @throws the caller's abort */
  broken(error: unknown): readonly StreamPart[] {
    const reason = abortOf(this.call.signal);
    if (reason !== undefined) throw reason;
    return [...this.ends(), ...this.fail(error), ...this.close()];
  }

  /** What is missing at the end of a stream: some packages end one that broke off without a finish part. */
  close(): readonly StreamPart[] {
    if (this.finished) return [];
    const { usage } = this.call.record;
    return this.finish({ type: 'finish', usage: this.spec.usage(neutralUsage(usage), usage) });
  }

  private start(part: StreamPart): StreamPart {
    return {
      ...part,
      warnings: [...records(part.warnings), ...this.call.warnings.map(this.spec.warning)],
    };
  }

  /** One error explains how a stream ended; later ones follow from it. */
  private fail(error: unknown): readonly StreamPart[] {
    if (this.error !== undefined) return [];
    this.error = vendorError(error, this.call);
    return [{ type: 'error', error: this.error }];
  }

  private finish(part: StreamPart): readonly StreamPart[] {
    this.finished = true;
    const { record, route } = this.call;
    const { finishReason } = part;
    // Wires without a known last event: the package has read a reason, and nothing broke off.
    const hasReason = route.wire === 'own' && record.cut === undefined && isDefinite(finishReason);
    const complete = reasonOf(finishReason) !== undefined && (record.ended || hasReason);
    const errors = record.error !== undefined || !complete ? this.fail(record.error) : [];
    return [
      // `@ai-sdk/openai` leaves the blocks of an incomplete response open (2.0.120, 2026-11).
      ...this.ends(),
      ...errors,
      {
        ...part,
        ...(this.error !== undefined && { finishReason: this.spec.finish('error', undefined) }),
        providerMetadata: withMetadata(
          part.providerMetadata as object | undefined,
          resultMetadata(this.call),
        ),
      },
    ];
  }

  private ends(): readonly StreamPart[] {
    const ends = [...this.open].map(([id, type]) => ({ type, id }));
    this.open.clear();
    return ends;
  }
}

/**
 * @returns the stream once its content has begun
 * @throws the typed error of a stream that fails before that
 */
export async function finishVendorStream(
  stream: ReadableStream<AnyPart>,
  call: VendorCall,
  spec: Spec,
): Promise<ReadableStream<AnyPart>> {
  const stage = new VendorStage(call, spec);
  const reader = stream.getReader();
  const cancel = (reason: unknown): Promise<void> => reader.cancel(reason);
  const mapped = ({ done, value }: ReadableStreamReadResult<AnyPart>): ReadParts<AnyPart> => ({
    parts: done ? stage.close() : stage.map(value as StreamPart),
    ended: done,
  });
  const broken = (error: unknown): ReadParts<AnyPart> => {
    cancel(error).catch(() => undefined);
    return { parts: stage.broken(error), ended: true };
  };
  const read = (): Promise<ReadParts<AnyPart>> => reader.read().then(mapped, broken);
  const begun = await readToContent(read, () => {
    cancel(stage.error).catch(() => undefined);
    throw stage.error;
  });
  call.record.delivered = true;
  const { stream: finished, begin } = streamOf(read, cancel);
  begin(begun);
  return finished;
}
