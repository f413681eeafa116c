import { generateId } from '@ai-sdk/provider-utils';
import { isText, type JSONRecord, records, trimmed } from '../json-values.ts';
import type { StreamPart } from './stream/part-stream.ts';

/** Files and sources of an answer, in fields that the core's schema drops: each stands behind the text of its chunk. */
export class AnswerLinks {
  /** Those of earlier chunks, until the stream carries them. */
  readonly due: StreamPart[] = [];
  /** Those of the last chunk. */
  readonly latest: StreamPart[] = [];
  /** Known ones: some hosts repeat them in later chunks. */
  private readonly urls = new Set<string>();

  /** Ends a chunk. */
  next(): void {
    this.due.push(...this.latest.splice(0));
  }

  /** All that are left. */
  take(): readonly StreamPart[] {
    this.next();
    return this.due.splice(0);
  }

  /** Adds a file by its data, or a source by its address. */
  add(link: unknown): void {
    const { image_url: image = link, url_citation: citation = image } = Object(link);
    const { url = citation, title } = Object(citation);
    if (!isText(url) || this.urls.has(url)) return;
    this.urls.add(url);
    const [, mediaType, data] = /^data:([\w/+.-]+)(?:;[\w=-]+)*;base64,(.*)$/s.exec(url) ?? [];
    this.latest.push(
      data === undefined
        ? { type: 'source', sourceType: 'url', id: generateId(), url, ...(trimmed(title) && { title }) }
        : { type: 'file', mediaType, data },
    );
  }
}

/** What may be a link in content that is a list: Mistral's references are parts, also of its thoughts. */
export function linksIn(content: unknown): readonly JSONRecord[] {
  const parts = records(content);
  return [...parts, ...parts.flatMap(part => records(part.thinking))];
}
