import { convertBase64ToUint8Array } from '@ai-sdk/provider-utils';
import { invalidArgument } from '../settings/configuration-error.ts';

/** How a model reads a file among its inputs: in JSON as base64, as a `data:` URL or as numbers, or as raw bytes. */
export type FileForm = 'base64' | 'url' | 'list' | 'raw';

const LARGE = 4_000_000;

/** A file among the inputs of a model. */
export class InputFile {
  constructor(
    readonly data: Uint8Array | string,
    readonly mediaType: string,
    readonly form: FileForm,
    /** The input of the call that holds it. */
    readonly setting: string,
  ) {}

  bytes(): Uint8Array<ArrayBuffer> {
    const { data } = this;
    try {
      // The SDK's bytes are those of an `ArrayBuffer`.
      return (typeof data === 'string' ? convertBase64ToUint8Array(data) : data) as Uint8Array<ArrayBuffer>;
    } catch {
      throw invalidArgument({
        setting: this.setting,
        problem: 'expected bytes or base64.',
        example: "await readFile('file')",
      });
    }
  }

  /** As the member of a JSON body. */
  value(): unknown {
    if (this.form === 'list') return Array.from(this.bytes());
    const base64 = typeof this.data === 'string' ? this.data : [...base64Pieces(this.data)].join('');
    return this.form === 'url' ? `data:${this.mediaType};base64,${base64}` : base64;
  }

  /** Whether it is a body of its own: so is audio over HTTP also for the models that read numbers in JSON. */
  isBody(): boolean {
    return this.form === 'raw' || (this.form === 'list' && !this.mediaType.startsWith('image/'));
  }

  /** Whether it is sent in pieces rather than as one text. */
  isLarge(): boolean {
    return this.form === 'base64' && typeof this.data !== 'string' && this.data.length > LARGE;
  }

  /** As errors and `explain` show it. */
  toString(): string {
    const { data, mediaType } = this;
    const size = typeof data === 'string' ? Math.floor((data.length * 3) / 4) : data.length;
    return `[${mediaType}, ${size} bytes]`;
  }
}

/** Divides by three, so that pieces can be joined, and fits into the arguments of a call. */
const PIECE = 24_576;

/** Bytes as base64, piece by piece: a recording need not be in memory twice. */
export function* base64Pieces(bytes: Uint8Array): Generator<string> {
  for (let at = 0; at < bytes.length; at += PIECE)
    yield btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
}

/** The media type and the data of a `data:` URL; any other text is the data. */
export function readDataURL(text: string): { readonly mediaType: string; readonly data: string } {
  const comma = text.startsWith('data:') ? text.indexOf(',') : -1;
  const [mediaType = ''] = comma < 0 ? [] : text.slice(5, comma).split(';');
  return { mediaType, data: text.slice(comma + 1) };
}
