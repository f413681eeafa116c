import { oneLine } from '../terminal/plain-text.ts';
import type { Layout } from '../terminal/screen.ts';
import type { Style } from '../terminal/style.ts';
import { clip, clipStart } from '../terminal/wrap-text.ts';
import type { SeenRequest } from './watch-requests.ts';

const widths = { method: 6, status: 3, cache: 4, ms: 7, model: 28 };
const gaps = 5;

/** One request on one line: method, status, cache, time, model, and as much of the path as fits. */
export function requestLine(
  { method, path, model = '', status, cache = '', ms, aborted }: SeenRequest,
  { width, plain, style }: Layout & { readonly style: Style },
): string {
  const room = width - Object.values(widths).reduce((sum, part) => sum + part, gaps);
  const paint = aborted || status >= 400 ? style.red : style.green;
  return [
    clip(method, widths.method).padEnd(widths.method),
    paint(aborted ? 'cut' : String(status)),
    clip(cache, widths.cache).padEnd(widths.cache),
    `${ms} ms`.padStart(widths.ms),
    clip(oneLine(plain(model)), widths.model).padEnd(widths.model),
    // The account is always the same.
    style.dim(clipStart(plain(path).replace(/^\/(?:client\/v4\/accounts|v1)\/[^/]+/, '…'), room)),
  ].join(' ');
}
