/** A configuration of wrangler with the AI binding, and what was added to it. */
interface Bound {
  readonly text: string;
  readonly added: readonly string[];
}

/**
 * Adds the AI binding to a configuration, or `remote` to a binding that lacks it. Everything else stays as it is written,
 * comments included.
 * @returns `undefined` where nothing has to be added
 * @see https://developers.cloudflare.com/workers-ai/configuration/bindings/
 */
export function withBinding(text: string, isTOML: boolean): Bound | undefined {
  return isTOML ? inTOML(text) : inJSON(text);
}

function inTOML(text: string): Bound | undefined {
  const lines = text.split('\n');
  const start = lines.findIndex(line => /^\s*\[ai\]\s*(?:#.*)?$/.test(line));
  if (start === -1) {
    const added = ['[ai]', 'binding = "AI"', 'remote = true'];
    return { added, text: `${text.trimEnd()}\n\n${added.join('\n')}\n`.trimStart() };
  }
  const length = lines.slice(start + 1).findIndex(line => /^\s*\[/.test(line));
  const end = length === -1 ? lines.length : start + 1 + length;
  if (lines.slice(start + 1, end).some(line => /^\s*remote\s*=/.test(line))) return undefined;
  const added = ['remote = true'];
  return { added, text: [...lines.slice(0, start + 1), ...added, ...lines.slice(start + 1)].join('\n') };
}

function inJSON(text: string): Bound | undefined {
  const bare = withoutComments(text);
  const binding = /"ai"\s*:\s*\{/.exec(bare);
  const at = binding === null ? bare.indexOf('{') : binding.index + binding[0].length - 1;
  if (at === -1) return undefined;
  const rest = bare.slice(at + 1);
  const inside = rest.slice(0, rest.indexOf('}'));
  if (binding !== null && /"remote"\s*:/.test(inside)) return undefined;
  const isEmpty = rest.trimStart().startsWith('}');
  const added = binding === null ? '"ai": { "binding": "AI", "remote": true }' : '"remote": true';
  const [before, end] = binding === null ? ['\n  ', '\n'] : [' ', ' '];
  return {
    added: [added],
    text: text.slice(0, at + 1) + before + added + (isEmpty ? end : ',') + text.slice(at + 1),
  };
}

/** The same text with blanks in place of comments, so that positions stay. */
function withoutComments(text: string): string {
  let bare = '';
  for (let at = 0; at < text.length; ) {
    const end = endOfPart(text, at);
    const part = text.slice(at, end);
    bare += part.startsWith('/') && part.length > 1 ? part.replace(/[^\n]/g, ' ') : part;
    at = end;
  }
  return bare;
}

/** The end of the string or comment that begins here, or of one other character. */
function endOfPart(text: string, start: number): number {
  const after = (mark: string, from: number): number => {
    const found = text.indexOf(mark, from);
    return found === -1 ? text.length : found + mark.length;
  };
  if (text.startsWith('//', start)) return after('\n', start);
  if (text.startsWith('/*', start)) return after('*/', start + 2);
  if (text[start] !== '"') return start + 1;
  let end = start + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end + 1;
}
