import type { BindingForm } from '../../endpoints/served-wires.ts';
import { parseJSON } from '../../json-values.ts';
import type { CloudflareBindingGatewayOptions } from '../../settings/cloudflare-binding.ts';
import type { OptionHeader } from './option-row.ts';
import { optionTable } from './option-table.ts';

/** The headers of a call as the binding accepts them. */
export interface BindingOptions {
  /** Options that the binding has. */
  readonly gateway: Omit<CloudflareBindingGatewayOptions, 'id'>;
  /** Options that it does not have, and headers that the gateway itself reads. */
  readonly extraHeaders: Readonly<Record<string, string>>;
  /** All other headers. */
  readonly headers: Readonly<Record<string, string>>;
}

/** An option that the binding, and a step of a list, can carry in place of its header. */
interface ReadableHeader extends Omit<OptionHeader<unknown>, 'write'> {
  readonly option: string;
}

/** By header. Collected when a binding or a list is first called. */
let readable: ReadonlyMap<string, ReadableHeader> | undefined;

/**
 * The option that a header carries, where the binding has it, and its value. Headers may be given in place of options:
 * what is not a value of the option stays a text.
 * @param name in lower case
 */
export function readOptionHeader(
  name: string,
  text: string,
): (ReadableHeader & { readonly value: unknown }) | undefined {
  readable ??= new Map(
    Object.entries(optionTable).flatMap(([option, { headers = {} }]) =>
      Object.entries(headers).map(([name, header]) => [name, { option, ...header }]),
    ),
  );
  const header = readable.get(name);
  if (header?.text === undefined) return undefined;
  return { ...header, value: header.text === 'JSON' ? jsonValue(text) : text };
}

/** `FALSE` is meant as `false`: as a text, it would be true to the binding. */
const jsonValue = (text: string): unknown => parseJSON(text) ?? parseJSON(text.toLowerCase()) ?? text;

/**
 * Sorts the headers of a call, with lower-case names, by where the binding accepts them. A gateway writes its options
 * into headers again, and characters outside ASCII as bytes that no reader is bound to decode (workerd 1.20260426.1,
 * 2026-04): such values remain headers.
 */
export function readBindingOptions(all: Readonly<Record<string, string>>, form: BindingForm): BindingOptions {
  const gateway: Record<string, unknown> = {};
  const extraHeaders: Record<string, string> = {};
  const headers: Record<string, string> = {};
  for (const [name, text] of Object.entries(all)) {
    const header = form === 'gateway' && text.includes('\\u') ? undefined : readOptionHeader(name, text);
    if (header !== undefined) {
      const { option, member, value } = header;
      gateway[option] = member === undefined ? value : { ...Object(gateway[option]), [member]: value };
    } else if (name.startsWith('cf-aig-')) extraHeaders[name] = text;
    else headers[name] = text;
  }
  return { gateway, extraHeaders, headers };
}
