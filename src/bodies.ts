type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** By its members: a `fetch`, and a binding, may come from another realm. */
export function isStream(value: unknown): value is ReadableStream<Uint8Array> {
  return hasMethod(value, 'getReader');
}

export function hasMethod(value: unknown, name: string): value is object {
  return typeof Reflect.get(Object(value), name) === 'function';
}

/**
 * An object with some members of its own. Another response would copy the headers, which takes longer than reading a
 * chunk of its body.
 * @param own members that are read without their object
 * @param of what has any other member
 */
export function overlaid<TARGET extends object>(
  target: TARGET,
  own: object,
  of: (member: string | symbol) => object = () => target,
): TARGET {
  return new Proxy(target, {
    get(_, member) {
      if (Object.hasOwn(own, member)) return Reflect.get(own, member);
      const source = of(member);
      const value: unknown = Reflect.get(source, member, source);
      return typeof value === 'function' ? value.bind(source) : value;
    },
  });
}

/** How a body is read. */
export interface BodySource {
  readonly read: () => Promise<ReadableStreamReadResult<Uint8Array>>;
  readonly cancel: (reason: unknown) => Promise<void>;
}

/** A body that reads only when it is read, so that back-pressure reaches the network. */
export function byteStream({ read, cancel }: BodySource): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel,
    },
    { highWaterMark: 0 },
  );
}

/**
 * The same for the cores and the packages of vendors, which read a body by a reader of their own into a stream of their
 * own: the queue of another one would take longer than they do. Whoever does otherwise gets a stream.
 */
export function readableBody(source: BodySource): ReadableStream<Uint8Array> {
  const { read, cancel } = source;
  const reader = { read, cancel, releaseLock: () => undefined };
  const direct = { getReader: () => reader };
  let stream: ReadableStream<Uint8Array> | undefined;
  return overlaid(direct as object as ReadableStream<Uint8Array>, direct, () => {
    stream ??= byteStream(source);
    return stream;
  });
}

/** @param bytes `undefined` at the end */
export function readOf(bytes: Uint8Array | undefined): ReadableStreamReadResult<Uint8Array> {
  return bytes === undefined ? { done: true, value: bytes } : { done: false, value: bytes };
}

/** A body that has arrived. */
export function arrivedBody(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const rest = [bytes];
  const read = async (): Promise<ReadableStreamReadResult<Uint8Array>> => readOf(rest.shift());
  return readableBody({ read, cancel: async () => undefined });
}

/**
 * The text of a body, of which the beginning has been read. Blank reads before it are not kept: a gateway may send them
 * for minutes, so that the connection stays open.
 */
export async function readText(reader: Reader, chunks: readonly Uint8Array[]): Promise<string> {
  const all = [...chunks];
  for (;;) {
    const { done, value } = await reader.read();
    if (!done) {
      if (all.length > 0 || value.some(isVisible)) all.push(value);
    } else if (all.length < 2) return wholeDecoder.decode(all[0]);
    else break;
  }
  return decoded(all);
}

/** The text of bytes that may have been divided within a character. */
export function decoded(chunks: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return chunks.map(chunk => decoder.decode(chunk, { stream: true })).join('') + decoder.decode();
}

/** For what came in one read: creating a decoder takes longer than using one. */
const wholeDecoder = /* @__PURE__ */ new TextDecoder();

/** The beginning of a body, without the blank bytes before its first. They may be many, and are not kept. */
export async function readToFirstByte(
  reader: Reader,
): Promise<{ chunks: Uint8Array[]; first: number | undefined }> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { chunks, first: undefined };
    const start = value.findIndex(isVisible);
    if (start === -1) continue;
    chunks.push(start === 0 ? value : value.subarray(start));
    const first = firstByte(value);
    if (first !== undefined) return { chunks, first };
  }
}

export function isVisible(byte: number): boolean {
  return byte > 0x20;
}

function isOfMark(byte: number): boolean {
  return byte === 0xef || byte === 0xbb || byte === 0xbf;
}

/** The first byte that is neither blank nor of a byte order mark. */
export function firstByte(bytes: Uint8Array): number | undefined {
  return bytes.find(byte => isVisible(byte) && !isOfMark(byte));
}

/**
 * Whether the bytes of a picture or a recording are text in place of it: those of media have control characters, or are
 * no UTF-8. A brace is looked at whatever the type says, which was seen wrong.
 */
export function isNoMedia(bytes: Uint8Array, type = ''): boolean {
  const first = firstByte(bytes);
  if (first !== undefined && first !== 0x7b && /^(?:image|audio)\//.test(type)) return false;
  const start = bytes.subarray(0, 2000);
  const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32);
  return !start.some(isControl) && !new TextDecoder().decode(start, { stream: true }).includes('\ufffd');
}
