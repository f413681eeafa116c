import { styleCodes } from './style.ts';

/** Makes foreign text safe to print: without secrets and without control characters. */
export type Plain = (text: string) => string;

/**
 * Removes C0 and C1 controls and DEL, except line ends and tabs, and marks that change the direction of text: a model's
 * response or a listed id could write the terminal's clipboard or title, hide other output, or show it in another order.
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 * @see https://trojansource.codes
 */
export function withoutControls(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\p{Bidi_C}]/gu, '');
}

const ownStyle = `\u001b\\[(?:${styleCodes.join('|')})m`;
const foreignControls = new RegExp(`(${ownStyle})|(?![\\n\\t])[\\p{Cc}\\p{Bidi_C}]`, 'gu');

/** The same for a finished line that contains our own colours. */
export function withoutForeignControls(line: string): string {
  return line.replace(foreignControls, '$1');
}

/** Text joined into a single line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** A value as JSON. Also escapes C1 controls, DEL and marks of direction, which JSON does not require. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[\u007f-\u009f]|\p{Bidi_C}/gu,
    control => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
