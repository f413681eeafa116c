import { parseJSON } from '../../json-values.ts';
import { cloudflareSourceOf } from './cloudflare-source-of.ts';
import type { ErrorEnvelope } from './error-envelope.ts';
import { codeOf, toJSON } from './json-values.ts';
import { readErrorEnvelope } from './read-error-envelope.ts';
import { tidyMessage } from './tidy-message.ts';

const HTML = /^\s*(?:<!doctype html|<html|<head|<body|<\?xml|<!--)/i;

/** What the headers tell where the body does not: whether the gateway passed an upstream's answer through. */
export interface TextOrigin {
  readonly throughGateway: boolean;
}

/** The facts of a body that may be JSON, server-sent events, plain text, a page, or nothing. */
export function readErrorText(text: string, origin: TextOrigin): ErrorEnvelope {
  const json = parseJSON(text) ?? firstEvent(text);
  const envelope = readErrorEnvelope(json);
  if (envelope !== undefined) return envelope;
  const source = origin.throughGateway ? 'upstream' : 'edge';
  if (json !== undefined) return { shape: 'unreadable', source, message: toJSON(json) };
  if (HTML.test(text)) return readPage(text);
  // Cloudflare's edge: "error code: 1010", without any JSON.
  const edge = /^\s*error code:\s*(\d{3,4})\s*$/i.exec(text);
  if (edge !== null) return { shape: 'text', source: 'edge', message: text.trim(), ...numbered(edge[1]) };
  const { message, code } = tidyMessage(text);
  return { shape: 'text', source: cloudflareSourceOf(code) ?? source, message, ...numbered(code) };
}

/** A failure may be labelled as a stream: `data: {"error":…}`. */
function firstEvent(text: string): unknown {
  const data = /^(?:event:[^\n]*\n)?data:\s*(.+)$/m.exec(text.trimStart());
  return data?.[1] === undefined || data.index !== 0 ? undefined : parseJSON(data[1]);
}

/** A page says what happened in its title at most; the rest is never shown. */
function readPage(html: string): ErrorEnvelope {
  const title = /<title[^>]*>([^<]{1,200})/i.exec(html)?.[1]?.replace(/\s+/g, ' ').trim();
  const code = /cf-error-code"?>\s*(\d{4})\b|\berror code:? (\d{4})\b|\bError (1\d{3})\b/i.exec(
    html.slice(0, 20_000),
  );
  return {
    shape: 'html',
    source: 'edge',
    message: title ? `HTML page "${title}"` : 'HTML page',
    ...numbered(code?.[1] ?? code?.[2] ?? code?.[3]),
  };
}

function numbered(code: unknown): { code?: number | string } {
  const value = codeOf(code);
  return value === undefined ? {} : { code: value };
}
