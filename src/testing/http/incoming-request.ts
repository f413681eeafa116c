import { parseJson } from './json.ts';

/** A request read completely, so that it can be recorded, keyed and replayed. */
export interface IncomingRequest {
  readonly method: string;
  readonly url: string;
  /** Path without origin and query. */
  readonly path: string;
  /** Query with its question mark, or an empty string. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /**
   * The parsed JSON body, or the text when it is not JSON; the fields of a form, by name; a `Blob` for sound, pictures
   * and other bytes that are no text; `undefined` without a body.
   */
  readonly body: unknown;
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

export async function readIncomingRequest(request: Request, now: () => number): Promise<IncomingRequest> {
  const receivedAt = now();
  const url = new URL(request.url);
  return {
    method: request.method,
    url: request.url,
    path: url.pathname,
    query: url.search,
    headers: Object.fromEntries(request.headers),
    body: await readBody(request),
    signal: request.signal,
    receivedAt,
  };
}

async function readBody(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (/^(?:audio|image|video)\/|^application\/octet-stream/i.test(type))
    return new Blob([await request.arrayBuffer()], { type });
  if (/^multipart\/form-data/i.test(type)) {
    const copy = request.clone();
    const form = await request.formData().catch(() => undefined);
    return form === undefined ? await copy.text() : formFields(form);
  }
  const bytes = await request.arrayBuffer();
  const text = decodeText(bytes);
  if (text === undefined) return new Blob([bytes], { type });
  return text === '' ? undefined : (parseJson(text) ?? text);
}

/** `undefined` for bytes that are not text, whatever their content type. */
function decodeText(bytes: ArrayBuffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Fields whose name ends in `[]` are lists, and so are those that occur twice. */
function formFields(form: FormData): Record<string, unknown> {
  const names = [...new Set(form.keys())];
  return Object.fromEntries(
    names.map(name => {
      const values = form.getAll(name);
      return name.endsWith('[]')
        ? [name.slice(0, -2), values]
        : [name, values.length > 1 ? values : values[0]];
    }),
  );
}

/** The token of an `Authorization: Bearer` style header, or `undefined`. */
export function bearerToken(header: string | undefined): string | undefined {
  const match = /^Bearer\s+(\S+)$/i.exec(header ?? '');
  return match?.[1];
}
