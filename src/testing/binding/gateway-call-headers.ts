import { gatewayOptionHeaders } from '../gateway/request-options.ts';
import type { LocalCallOptions } from './local-binding.ts';

/** The headers of a gateway call: what the binding has names for, and what the caller writes itself, which wins. */
export function gatewayCallHeaders({
  gateway = {},
  extraHeaders = {},
}: LocalCallOptions): Record<string, string> {
  const own = Object.entries(extraHeaders).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    'content-type': 'application/json',
    ...gatewayOptionHeaders({ ...gateway }),
    ...Object.fromEntries(own),
  };
}
