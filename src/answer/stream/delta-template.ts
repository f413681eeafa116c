import type { PlainDelta } from './plain-delta.ts';

/**
 * The event of a plain chunk, before and after its text: one that differs in that place only is known without
 * being parsed. Everything between is kept as it was written, escapes included.
 */
export interface DeltaTemplate {
  readonly before: string;
  readonly after: string;
}

/** The template of a parsed chunk, and the text of it as it was written. */
export function templateOf(
  json: string,
  delta: PlainDelta,
): { template: DeltaTemplate; raw: string } | undefined {
  const opening = `"${delta.member}":"`;
  const start = json.indexOf(opening) + opening.length;
  if (start < opening.length || json.indexOf(opening, start) !== -1) return undefined;
  const end = endOfString(json, start);
  const raw = json.slice(start, end);
  if (end === -1 || JSON.parse(`"${raw}"`) !== delta.text) return undefined;
  const template = { before: `data: ${json.slice(0, start)}`, after: `${json.slice(end)}\n\n` };
  return { template, raw };
}

/** What the event in `text[from, to)` adds, as it was written, if it differs from the template in nothing else. */
export function rawText(text: string, from: number, to: number, template: DeltaTemplate): string | undefined {
  const { before, after } = template;
  const end = to - after.length;
  const start = from + before.length;
  if (end < start || !text.startsWith(before, from) || !text.startsWith(after, end)) return undefined;
  const raw = text.slice(start, end);
  // A quote or a backslash at the end may close the string elsewhere: the slow way knows.
  return raw.includes('"') || raw.endsWith('\\') ? undefined : raw;
}

function endOfString(json: string, start: number): number {
  for (let index = start; index < json.length; index++) {
    if (json[index] === '\\') index++;
    else if (json[index] === '"') return index;
  }
  return -1;
}
