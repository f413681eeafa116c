import type { ReactNode } from 'react';

/**
 * The Markdown that models use most: paragraphs, lists, headings, code, bold. It creates elements, never raw HTML, so
 * model output cannot run scripts.
 */
export function Markdown({ text }: { text: string }) {
  return <div className="prose">{blocksOf(text).map(toElement)}</div>;
}

interface Block {
  readonly kind: 'code' | 'list' | 'numbers' | 'heading' | 'text';
  readonly lines: readonly string[];
}

const marks = { list: /^\s*[-*•]\s+/, numbers: /^\s*\d+[.)]\s+/, heading: /^#{1,6}\s+/ } as const;

function kindOf(line: string): Block['kind'] {
  if (marks.list.test(line)) return 'list';
  if (marks.numbers.test(line)) return 'numbers';
  return marks.heading.test(line) ? 'heading' : 'text';
}

/** Groups consecutive lines of one kind. A code fence that is still open extends to the end. */
function blocksOf(text: string): readonly Block[] {
  const blocks: { kind: Block['kind']; lines: string[] }[] = [];
  let fenced = false;
  let joins = false;
  for (const line of text.split('\n')) {
    if (line.trimStart().startsWith('```')) {
      fenced = !fenced;
      if (fenced) blocks.push({ kind: 'code', lines: [] });
      joins = false;
      continue;
    }
    const last = blocks.at(-1);
    const kind = fenced ? 'code' : kindOf(line);
    if (!fenced && line.trim() === '') joins = false;
    else if (last && (fenced || (joins && last.kind === kind))) last.lines.push(line);
    else {
      blocks.push({ kind, lines: [line] });
      joins = kind !== 'heading';
    }
  }
  return blocks;
}

function toElement({ kind, lines }: Block, index: number): ReactNode {
  // A stream only appends, so the index is a stable key.
  const key = `${index}-${kind}`;
  if (kind === 'code')
    return (
      <pre key={key}>
        <code>{lines.join('\n')}</code>
      </pre>
    );
  if (kind === 'heading') return <h4 key={key}>{inline((lines[0] ?? '').replace(marks.heading, ''))}</h4>;
  if (kind === 'text') return <p key={key}>{inline(lines.join('\n'))}</p>;
  const items = lines.map((line, at) => {
    const itemKey = `${key}-${at}`;
    return <li key={itemKey}>{inline(line.replace(marks[kind], ''))}</li>;
  });
  return kind === 'list' ? <ul key={key}>{items}</ul> : <ol key={key}>{items}</ol>;
}

/** Inline code and bold. */
function inline(text: string): readonly ReactNode[] {
  return text.split(/(`[^`\n]+`|\*\*[^*\n]+\*\*)/).map((piece, index) => {
    const key = `${index}-${piece.length}`;
    if (/^`.+`$/.test(piece)) return <code key={key}>{piece.slice(1, -1)}</code>;
    if (/^\*\*.+\*\*$/.test(piece)) return <strong key={key}>{piece.slice(2, -2)}</strong>;
    return piece;
  });
}
