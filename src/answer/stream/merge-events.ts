import { type DeltaTemplate, rawText, templateOf } from './delta-template.ts';
import { afterFirstBoundary, afterLastBoundary } from './event-boundaries.ts';
import { joinBytes } from './join-bytes.ts';
import { type PlainDelta, plainDelta } from './plain-delta.ts';

/**
 * Joins the plain deltas of one network read into one event each, since the core pays for every event: the same
 * text in the same order, nothing held back for later bytes. What is not plain is passed on as it is, as are the
 * halves of events at both ends of a read.
 * @returns the read to hand on, the same bytes where nothing was joined
 */
export function createEventMerger(): (read: Uint8Array) => Uint8Array {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const encoder = new TextEncoder();
  let atBoundary = true;
  return read => {
    const start = atBoundary ? 0 : afterFirstBoundary(read);
    const end = afterLastBoundary(read);
    const whole = start === -1 || end <= start ? undefined : read.subarray(start, end);
    atBoundary = end === read.length;
    // A single event, which is what trickling streams send, has nothing to be joined with.
    if (whole === undefined || afterFirstBoundary(whole) === whole.length) return read;
    const text = decoder.decode(whole);
    const merged = mergeEvents(text);
    if (merged === text) return read;
    return joinBytes([read.subarray(0, start), encoder.encode(merged), read.subarray(end)]);
  };
}

/** A run of chunks that become one. */
interface Run {
  readonly kind: string;
  readonly first: string;
  readonly template: DeltaTemplate | undefined;
  readonly write: (text: string) => string;
  /** The joined text as it stands in JSON. */
  raw: string;
  length: number;
}

/** Whole events as text, neighbouring plain deltas of one kind as one event. */
export function mergeEvents(text: string): string {
  let merged = '';
  let run: Run | undefined;
  for (let from = 0; from < text.length; ) {
    const blank = text.indexOf('\n\n', from);
    // Three line ends in a row leave one over.
    const to = blank === -1 ? text.length : blank + 2;
    const raw = run?.template && rawText(text, from, to, run.template);
    const event = raw === undefined ? text.slice(from, to) : '';
    from = to;
    if (run !== undefined && raw !== undefined) {
      extend(run, raw);
      continue;
    }
    const json = event.startsWith('data: {') ? withoutPadding(event.slice(6, -2)) : undefined;
    const delta = json === undefined ? undefined : plainDelta(json);
    if (run !== undefined && delta !== undefined && run.kind === delta.kind) {
      extend(run, JSON.stringify(delta.text).slice(1, -1));
      continue;
    }
    merged += eventOf(run);
    run = delta === undefined || json === undefined ? undefined : startRun(event, json, delta);
    if (run === undefined) merged += event;
  }
  return merged + eventOf(run);
}

function startRun(first: string, json: string, delta: PlainDelta): Run {
  const found = templateOf(json, delta);
  const raw = found?.raw ?? JSON.stringify(delta.text).slice(1, -1);
  return { kind: delta.kind, first, template: found?.template, write: delta.write, raw, length: 1 };
}

function extend(run: Run, raw: string): void {
  run.raw += raw;
  run.length++;
}

function eventOf(run: Run | undefined): string {
  if (run === undefined) return '';
  if (run.length === 1) return run.first;
  const { template, raw, write } = run;
  return template ? template.before + raw + template.after : `data: ${write(JSON.parse(`"${raw}"`))}\n\n`;
}

/** OpenAI and Workers AI pad their chunks to one length, with noise that would make each of them different. */
function withoutPadding(json: string): string {
  return json.includes('"obfuscation":"') || json.includes('"p":"')
    ? json.replace(/,"(?:obfuscation|p)":"[^"\\]*"(?=[,}])/, '')
    : json;
}
