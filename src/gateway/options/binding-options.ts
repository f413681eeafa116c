import type { BindingForm } from '../../endpoints/select-endpoint.ts';
import { isRecord } from '../../json-values.ts';
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

type Reader = readonly [option: string, read: NonNullable<OptionHeader<never>['read']>];

/** By header: the option that the binding has for it. Collected when a binding is first called. */
let readers: ReadonlyMap<string, Reader> | undefined;

function collectReaders(): ReadonlyMap<string, Reader> {
  const found = new Map<string, Reader>();
  for (const [option, { headers = {} }] of Object.entries(optionTable)) {
    for (const [name, { read }] of Object.entries(headers))
      if (read !== undefined) found.set(name, [option, read]);
  }
  return found;
}

/**
 * Sorts the headers of a call, with lower-case names, by where the binding accepts them. A gateway writes its options
 * into headers again, and characters outside ASCII as bytes that no reader is bound to decode (workerd 1.20260426.1,
 * 2026-04): such values remain headers.
 */
export function readBindingOptions(all: Readonly<Record<string, string>>, form: BindingForm): BindingOptions {
  readers ??= collectReaders();
  const gateway: Record<string, unknown> = {};
  const extraHeaders: Record<string, string> = {};
  const headers: Record<string, string> = {};
  for (const [name, text] of Object.entries(all)) {
    const reader = form === 'gateway' && text.includes('\\u') ? undefined : readers.get(name);
    if (reader !== undefined) {
      const [option, read] = reader;
      const value = read(text);
      gateway[option] = isRecord(value) ? { ...(gateway[option] as object | undefined), ...value } : value;
    } else if (name.startsWith('cf-aig-')) extraHeaders[name] = text;
    else headers[name] = text;
  }
  return { gateway, extraHeaders, headers };
}
