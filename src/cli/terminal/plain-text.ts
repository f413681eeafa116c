import { styleCodes } from './style.ts';

/** Makes a text from elsewhere fit to be shown: no secrets, and nothing that a terminal obeys. */
export type Plain = (text: string) => string;

/**
 * Drops the controls of C0 and C1, and DEL, but for line ends and tabs: the answer of a model or a listed id could
 * write the clipboard or the title of a terminal, or hide what stands there.
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
export function withoutControls(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, '');
}

const ownStyle = `\u001b\\[(?:${styleCodes.join('|')})m`;
const foreignControls = new RegExp(`(${ownStyle})|(?![\\n\\t])\\p{Cc}`, 'gu');

/** The same for a line that is ready, with our own colours in it. */
export function withoutForeignControls(line: string): string {
  return line.replace(foreignControls, '$1');
}

/** A text for a place that has one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** A value as JSON. C1 controls and DEL are escaped too, which JSON itself does not ask for. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[\u007f-\u009f]/g,
    control => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
