/** Wraps text at spaces into lines of at most `width` characters. A longer word is broken anywhere. */
export function wrapText(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap(line => wrapLine(line, width));
}

function wrapLine(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap(part => pieces(part, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function pieces(word: string, width: number): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at === 0 || at < word.length; at += width) parts.push(word.slice(at, at + width));
  return parts;
}

/** Cuts text to `width` characters, with an ellipsis at the end. */
export function clip(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text;
}

/** Cuts the beginning instead: the last parts of a path matter most. */
export function clipStart(text: string, width: number): string {
  return text.length > width ? `…${text.slice(text.length - width + 1)}` : text;
}
