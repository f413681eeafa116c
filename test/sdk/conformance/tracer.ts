/** A span as it was recorded. */
export interface RecordedSpan {
  readonly name: string;
  readonly attributes: Record<string, unknown>;
  readonly errors: unknown[];
  ended: boolean;
}

/** A tracer of OpenTelemetry's API that keeps its spans, as far as the AI SDK uses one. */
export function memoryTracer(): { readonly tracer: object; readonly spans: readonly RecordedSpan[] } {
  const spans: RecordedSpan[] = [];
  const start = (name: string, { attributes = {} }: { attributes?: object } = {}) => {
    const recorded: RecordedSpan = { name, attributes: { ...attributes }, errors: [], ended: false };
    spans.push(recorded);
    const set = (more: object): object => {
      Object.assign(recorded.attributes, more);
      return span;
    };
    const span: object = {
      spanContext: () => ({ traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 1 }),
      setAttribute: (key: string, value: unknown) => set({ [key]: value }),
      setAttributes: (more: object) => set(more),
      addEvent: () => span,
      addLink: () => span,
      addLinks: () => span,
      setStatus: () => span,
      updateName: () => span,
      isRecording: () => true,
      recordException: (error: unknown) => void recorded.errors.push(error),
      end: () => {
        recorded.ended = true;
      },
    };
    return span;
  };
  const tracer = {
    startSpan: start,
    startActiveSpan: (name: string, ...rest: readonly unknown[]) => {
      const run = rest.at(-1) as (span: object) => unknown;
      return run(start(name, rest.length > 1 ? (rest[0] as object) : {}));
    },
  };
  return { tracer, spans };
}
