import { parseJSON, textOf, withoutUndefined } from '../../json-values.ts';
import type { CloudflareProviderMetadata } from '../metadata/provider-metadata.ts';
import { cloudflareSourceOf } from './codes/find-row.ts';
import { codeOf, type ErrorEnvelope, errorStatusOf, isErrorStatus, tidyMessage } from './envelope.ts';
import type { CloudflareErrorSource } from './error-info.ts';
import { readErrorEnvelope } from './read-envelope.ts';

const HTML = /^\s*<(?:!|\?xml|html|head|body)/i;

/**
 * What the body of a failed response states: parsed, or a text that may be JSON, server-sent events, plain text, a
 * page, or nothing. There is an envelope for what cannot be read, too.
 */
export function readFailureBody(
  body: unknown,
  status: number | undefined,
  { requestId, logId }: Pick<CloudflareProviderMetadata, 'requestId' | 'logId'> = {},
): ErrorEnvelope {
  // A response with a successful status came from a model, however garbled; so did what carries the gateway's ids.
  const passedOn = requestId !== undefined || logId !== undefined || !isErrorStatus(status);
  const source = passedOn ? 'upstream' : 'edge';
  if (typeof body === 'string') return readErrorText(body, source);
  return readErrorEnvelope(body) ?? unreadable(body, source);
}

/** For what is JSON, and no error of any known form. */
function unreadable(body: unknown, source: CloudflareErrorSource): ErrorEnvelope {
  return { shape: 'unreadable', source, message: textOf(body) ?? '' };
}

/** @param source who sent it where the text does not show it */
function readErrorText(text: string, source: CloudflareErrorSource): ErrorEnvelope {
  // A failure may be labelled as a stream: `data: {"error":…}`.
  const [, event = text] = /^\s*(?:event:[^\n]*\n)?data:([^\r\n]*)/.exec(text) ?? [];
  const json = parseJSON(event);
  if (json !== undefined) return readErrorEnvelope(json) ?? unreadable(json, source);
  if (HTML.test(text)) return readPage(text);
  // Cloudflare's edge: "error code: 1010", without any JSON.
  const edge = /^\s*error code:\s*(\d{3,4})\s*$/i.exec(text);
  const { message, code } = tidyMessage(text);
  return {
    shape: 'text',
    source: edge ? 'edge' : (cloudflareSourceOf(code) ?? source),
    message,
    ...withoutUndefined({ code: codeOf(edge?.[1] ?? code) }),
  };
}

/** The title of a page may explain the failure; the rest is never shown. */
function readPage(html: string): ErrorEnvelope {
  const title = /<title[^<>]*>([^<]{1,200})/i.exec(html)?.[1]?.replace(/\s+/g, ' ').trim();
  const code = /(?:cf-error-code"?>\s*|\berror code:? |\berror (?=1))(\d{4})\b/i.exec(html)?.[1];
  return {
    shape: 'html',
    source: 'edge',
    message: title ? `HTML page "${title}"` : 'HTML page',
    // Proxies also send their pages with status 200.
    ...withoutUndefined({ code: codeOf(code), status: errorStatusOf(/\b[45]\d\d\b/.exec(title ?? '')?.[0]) }),
  };
}
