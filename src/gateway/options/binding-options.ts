import type { BindingForm } from '../../endpoints/served-wires.ts';
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
interface ReadableHeader {
  readonly option: string;
  readonly member: string | undefined;
  readonly config: OptionHeader<unknown>['config'];
  readonly read: (text: string) => unknown;
}

/** By header. Collected when a binding or a list is first called. */
let readable: ReadonlyMap<string, ReadableHeader> | undefined;

function collectReadable(): ReadonlyMap<string, ReadableHeader> {
  const found = new Map<string, ReadableHeader>();
  for (const [option, { headers = {} }] of Object.entries(optionTable)) {
    for (const [name, { member, config, read }] of Object.entries(headers))
      if (read !== undefined) found.set(name, { option, member, config, read });
  }
  return found;
}

/** The option that a header carries, where it can be read from the text. @param name in lower case */
export function readableHeader(name: string): ReadableHeader | undefined {
  readable ??= collectReadable();
  return readable.get(name);
}

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
    const header = form === 'gateway' && text.includes('\\u') ? undefined : readableHeader(name);
    if (header !== undefined) {
      const { option, member, read } = header;
      const value = read(text);
      gateway[option] = member === undefined ? value : { ...Object(gateway[option]), [member]: value };
    } else if (name.startsWith('cf-aig-')) extraHeaders[name] = text;
    else headers[name] = text;
  }
  return { gateway, extraHeaders, headers };
}
