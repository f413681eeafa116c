import { parseJSON, toJSON } from '../../json-values.ts';
import type { CloudflareProviderMetadata } from '../metadata/provider-metadata.ts';
import { cloudflareSourceOf } from './codes/find-row.ts';
import { codeOf, type ErrorEnvelope, isErrorStatus, tidyMessage } from './envelope.ts';
import type { CloudflareErrorSource } from './error-info.ts';
import { readErrorEnvelope } from './read-envelope.ts';

const HTML = /^\s*(?:<!doctype html|<html|<head|<body|<\?xml|<!--)/i;

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
  return (
    readErrorEnvelope(body) ?? { shape: 'unreadable', source, message: body === null ? '' : toJSON(body) }
  );
}

/** @param source who sent it where the text does not show it */
function readErrorText(text: string, source: CloudflareErrorSource): ErrorEnvelope {
  const json = parseJSON(text) ?? firstEvent(text);
  const envelope = readErrorEnvelope(json);
  if (envelope !== undefined) return envelope;
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
  const start = text.trimStart();
  const data = start.startsWith('event:') ? start.slice(start.indexOf('\n') + 1) : start;
  if (!data.startsWith('data:')) return undefined;
  const [line = ''] = data
    .slice('data:'.length)
    .trimStart()
    .split(/[\r\n]/, 1);
  return parseJSON(line);
}

/** The title of a page may explain the failure; the rest is never shown. */
function readPage(html: string): ErrorEnvelope {
  const title = /<title[^<>]*>([^<]{1,200})/i.exec(html)?.[1]?.replace(/\s+/g, ' ').trim();
  const code = /cf-error-code"?>\s*(\d{4})\b|\berror code:? (\d{4})\b|\bError (1\d{3})\b/i.exec(html);
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
