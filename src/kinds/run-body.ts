import { isRecord } from '../json-values.ts';
import { ownFields } from '../request/request-plan.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import { reportUnsupported } from '../wire/profile.ts';
import { json, type RunBody, type RunCall } from './run-call.ts';
import type { Inputs } from './run-fields.ts';
import { base64Pieces, InputFile } from './run-files.ts';

/** The inputs of a model in the form that its endpoint reads, with the fields of our options and of the caller. */
export function runBody({ request: { plan }, route, warn }: RunCall, inputs: Inputs): RunBody {
  const { url, model, binding } = plan.target;
  const { options, ...own } = ownFields(plan);
  const fields: Inputs = { ...inputs, ...own };
  const extra = isRecord(options) ? { options } : {};
  const isForm = route.published?.includes('multipart') === true;
  const shown = mapFiles(fields, String);
  if (binding !== undefined) {
    if (isForm && binding.gatewayId !== undefined) throw formThroughGateway(model);
    const bound = isForm ? { multipart: streamOf(formOf(fields)) } : boundFields(fields, binding.gatewayId);
    return { url, shown: { ...shown, ...extra }, body: { ...bound, ...extra }, headers: json };
  }
  const [name = '', file] = fileOf(fields, 'isBody');
  if (isForm || file !== undefined) {
    for (const option of Object.keys(extra.options ?? {}))
      reportUnsupported(warn, `options.${option}`, 'this model does not read JSON; it was not sent.');
  }
  if (isForm) return { url, shown, body: formOf(fields), headers: {} };
  if (file !== undefined) {
    const query = String(new URLSearchParams(itemsOf({ ...fields, [name]: undefined }) as string[][]));
    return {
      url: query === '' ? url : `${url}?${query}`,
      shown: String(file),
      body: file.bytes(),
      headers: { 'content-type': file.mediaType },
    };
  }
  // The catalogue's envelope names the model; Workers AI has it in the path.
  const within = (input: object): object =>
    url.endsWith('/run') ? { model, input, ...extra } : { ...input, ...extra };
  const [place = '', large] = fileOf(fields, 'isLarge');
  const body =
    large === undefined
      ? JSON.stringify(within(mapFiles(fields, value => value.value())))
      : // No envelope: models of the catalogue read no base64.
        streamJSON({ ...fields, ...extra }, place, large);
  return { url, shown: within(shown), body, headers: json };
}

/** The first file that is of a sort. */
function fileOf(fields: Inputs, is: 'isBody' | 'isLarge'): readonly [name: string, file: InputFile] | [] {
  for (const [name, value] of Object.entries(fields))
    if (value instanceof InputFile && value[is]()) return [name, value];
  return [];
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
    if (file.form !== 'raw') return file.value();
    const { mediaType } = file;
    return gateway === undefined
      ? streamOf(file.bytes(), mediaType)
      : { body: file.value(), contentType: mediaType };
  });
}

function formThroughGateway(model: string): Error {
  return invalidArgument({
    setting: 'gatewayId',
    problem: `the binding sends no form through a gateway, and ${model} needs one.`,
    example: 'createCloudflare({ binding: env.AI, gatewayId: null })',
  });
}

function streamOf(source: FormData | Uint8Array<ArrayBuffer>, mediaType?: string): object {
  // Serialises a form, and names its boundary.
  const { headers, body } = new Response(source);
  return { body, contentType: mediaType ?? headers.get('content-type') };
}

/** What a form or a query holds. Several files are `input_image_0`, `input_image_1`, and so on. */
function itemsOf(fields: Inputs): [name: string, item: string | InputFile][] {
  return Object.entries(fields).flatMap(([name, value]) =>
    [value ?? []].flat().map((item, index): [string, string | InputFile] => {
      if (item instanceof InputFile) return [name.replace(/0$/, String(index)), item];
      return [name, typeof item === 'object' ? JSON.stringify(item) : String(item)];
    }),
  );
}

function formOf(fields: Inputs): FormData {
  const form = new FormData();
  for (const [name, item] of itemsOf(fields)) {
    if (typeof item === 'string') form.append(name, item);
    else form.append(name, new Blob([item.bytes()], { type: item.mediaType }));
  }
  return form;
}

/** JSON that is written while it is sent, since a recording in base64 is larger than itself. */
function streamJSON(fields: Inputs, name: string, file: InputFile): ReadableStream<Uint8Array> {
  const pieces = (function* () {
    const start = JSON.stringify({ ...fields, [name]: undefined }).slice(0, -1);
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
