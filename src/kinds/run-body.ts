import { isRecord } from '../json-values.ts';
import { ownFields, type RequestPlan } from '../request/request-plan.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import { type CallWarning, reportUnsupported } from '../wire/profile.ts';
import type { Inputs, PublishedInputs } from './run-fields.ts';
import { base64Pieces, InputFile } from './run-files.ts';

/** The body of a request, and its warnings. */
export interface RunBody {
  readonly url: string;
  readonly body: unknown;
  /** Absent where `fetch` writes it, for a form. */
  readonly contentType?: string;
  /** The body without its files. */
  readonly shown: unknown;
}

/** What a body is written from. */
interface RunBodyInput {
  readonly inputs: Inputs;
  readonly published: PublishedInputs;
  readonly plan: RequestPlan;
  readonly warn: (warning: CallWarning) => void;
  /** Fields of our options and of the caller. @default those of the plan */
  readonly own?: Inputs | undefined;
}

/** The inputs of a model in the form that its endpoint reads. */
export function writeRunBody({ inputs, published, plan, warn, own: given }: RunBodyInput): RunBody {
  const { target } = plan;
  const { url } = target;
  const { options, ...own } = given ?? ownFields(plan);
  const fields: Inputs = { ...inputs, ...own };
  const extra = isRecord(options) ? { options } : {};
  const isForm = published?.includes('multipart') === true;
  const shown = mapFiles(fields, String);
  if (target.binding !== undefined) {
    const gateway = target.binding.gatewayId;
    if (isForm && gateway !== undefined) throw formThroughGateway(target.model);
    const bound = isForm ? { multipart: streamOf(formOf(fields)) } : boundFields(fields, gateway);
    return { url, shown: { ...shown, ...extra }, body: { ...bound, ...extra } };
  }
  const [name = '', file] = Object.entries(fields).find(([, value]) => isBody(value)) ?? [];
  if (isForm || file instanceof InputFile) {
    for (const option of Object.keys(Object(options)))
      reportUnsupported(warn, `options.${option}`, 'this model does not read JSON; it was not sent.');
  }
  if (isForm) return { url, shown, body: formOf(fields) };
  if (file instanceof InputFile) {
    const query = queryOf({ ...fields, [name]: undefined });
    return {
      url: query === '' ? url : `${url}?${query}`,
      shown: String(file),
      body: file.bytes(),
      contentType: file.mediaType,
    };
  }
  // The catalogue's envelope names the model; Workers AI has it in the path.
  const within = (input: object): object =>
    url.endsWith('/run') ? { model: target.model, input, ...extra } : { ...input, ...extra };
  const large = Object.entries(fields).find(([, value]) => value instanceof InputFile && value.isLarge());
  return {
    url,
    shown: within(shown),
    body:
      large === undefined || url.endsWith('/run')
        ? JSON.stringify(within(mapFiles(fields, value => value.value())))
        : streamJSON({ ...within(fields), [large[0]]: undefined }, large[0], large[1] as InputFile),
    contentType: 'application/json',
  };
}

/** Audio that is a body of its own: so it is over HTTP also for the models that read numbers in JSON. */
function isBody(value: unknown): boolean {
  return value instanceof InputFile && (value.form === 'bytes' || (value.form === 'list' && value.isAudio()));
}

function mapFiles(fields: Inputs, map: (file: InputFile) => unknown): Record<string, unknown> {
  const one = (value: unknown): unknown => (value instanceof InputFile ? map(value) : value);
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, Array.isArray(value) ? value.map(one) : one(value)]),
  );
}

/**
 * A binding reads the type of a stream beside it, and sends no stream through a gateway (workerd 1.20260426.1): that gets
 * base64, as from workers-ai-provider 4.0.0. @see https://developers.cloudflare.com/workers-ai/models/nova-3/
 */
function boundFields(fields: Inputs, gateway: string | undefined): Record<string, unknown> {
  return mapFiles(fields, file => {
    if (file.form !== 'bytes') return file.value();
    const { mediaType } = file;
    return gateway === undefined
      ? streamOf(file.bytes(), mediaType)
      : { body: file.value(), contentType: mediaType };
  });
}

function formThroughGateway(model: string): Error {
  return invalidArgument({
    setting: 'gatewayId',
    problem: `the binding sends no form through a gateway, and ${model} accepts only a form: use a token, or no gateway.`,
    example: 'createCloudflare({ binding: env.AI, gatewayId: null })',
  });
}

function streamOf(source: FormData | Uint8Array<ArrayBuffer>, mediaType?: string): object {
  // Serialises a form, and names its boundary.
  const { headers, body } = new Response(source);
  return { body, contentType: mediaType ?? headers.get('content-type') };
}

/** Several files are `input_image_0`, `input_image_1`, and so on. */
function formOf(fields: Inputs): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const [index, item] of listOf(value).entries()) {
      if (item instanceof InputFile)
        form.append(name.replace(/0$/, String(index)), new Blob([item.bytes()], { type: item.mediaType }));
      else form.append(name, textOf(item));
    }
  }
  return form;
}

function queryOf(fields: Inputs): string {
  return new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => listOf(value).map(item => [name, textOf(item)])),
  ).toString();
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** JSON that is written while it is sent, since a recording in base64 is larger than itself. */
function streamJSON(rest: object, name: string, file: InputFile): ReadableStream<Uint8Array> {
  const pieces = (function* () {
    const start = JSON.stringify(rest).slice(0, -1);
    yield `${start}${start === '{' ? '' : ','}${JSON.stringify(name)}:"`;
    yield* base64Pieces(file.bytes());
    yield '"}';
  })();
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}
