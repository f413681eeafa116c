import { withMetadata } from '../answer/result-metadata.ts';
import type { CloudflareLegTrace } from '../gateway/errors/cloudflare-error-info.ts';
import type { OpenedStream, PartLike } from './open-leg-stream.ts';

interface Serving {
  readonly trace: CloudflareLegTrace[];
  readonly modelId: string;
  /** Called once the stream is over. */
  readonly release: () => void;
}

/**
 * The stream of the leg that answers, as it comes: what was read of it, then the rest. Its finish part carries the
 * trace. It reads when it is read, and cancelling it cancels the leg.
 */
export function tracedStream<PART extends PartLike>(
  { parts, reader }: OpenedStream<PART>,
  { trace, modelId, release }: Serving,
): ReadableStream<PART> {
  const pending = withIdentity(parts, modelId);
  const traced = (part: PART): PART => (part.type === 'finish' ? withTracedMetadata(part, trace) : part);
  return new ReadableStream<PART>(
    {
      async pull(controller) {
        const read = pending.shift();
        if (read !== undefined) return controller.enqueue(traced(read));
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(traced(value));
          release();
          controller.close();
        } catch (error) {
          release();
          controller.error(error);
        }
      },
      cancel: reason => {
        release();
        return reader.cancel(reason);
      },
    },
    // Reads nothing before it is asked: back-pressure reaches the leg.
    { highWaterMark: 0 },
  );
}

/** Without a model id in the stream, the SDK would name the fallback as the model that answered. */
function withIdentity<PART extends PartLike>(parts: readonly PART[], modelId: string): PART[] {
  const named = parts.some(part => part.type === 'response-metadata' && Reflect.get(part, 'modelId'));
  // Every specification writes this part in the same fields.
  const identity = { type: 'response-metadata', modelId } as PartLike as PART;
  return named ? [...parts] : [...parts.slice(0, -1), identity, ...parts.slice(-1)];
}

function withTracedMetadata<PART extends PartLike>(part: PART, trace: CloudflareLegTrace[]): PART {
  const metadata: unknown = Reflect.get(part, 'providerMetadata');
  return { ...part, providerMetadata: withMetadata(Object(metadata), { trace }) };
}
