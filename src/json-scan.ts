const quote = 0x22;
const backslash = 0x5c;
/** What may stand outside strings: space, punctuation, and the characters of numbers and literals. */
const outside = /[\s{}[\]:,\d+\-.eEtrufalsn]/;

/**
 * Reads an object or a list piece by piece, to know how far it is; its values are not checked, nor whether its strings
 * hold control characters.
 */
export class JSONScan {
  /** Whether the value has ended, with nothing but space behind it. */
  whole = false;
  /** Whether it can no longer become JSON. */
  broken = false;
  /** How many characters were read up to the end of the value. */
  length = 0;
  private depth = 0;
  private inString = false;
  private escaped = false;
  /** The last character outside strings that was not space. */
  private last = '';

  push(text: string): this {
    for (let at = 0; at < text.length && !this.broken; at++) {
      if (!this.whole) this.length++;
      this.read(text, at);
    }
    return this;
  }

  private read(text: string, at: number): void {
    const code = text.charCodeAt(at);
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (code === backslash) this.escaped = true;
      else if (code === quote) this.inString = false;
      return;
    }
    const char = text[at] ?? '';
    if (/\s/.test(char)) return;
    const opens = char === '{' || char === '[';
    const begins = opens || code === quote;
    const first = this.depth === 0;
    if (this.whole || (first ? !opens : begins && !'{[:,'.includes(this.last))) this.broken = true;
    else if (code === quote) this.inString = true;
    else if (opens) this.depth++;
    else if (char === '}' || char === ']') this.whole = --this.depth === 0;
    else if (!outside.test(char)) this.broken = true;
    this.last = char;
  }
}

/** How far a text is as one object or list. */
export function scanJSON(text: string): JSONScan {
  return new JSONScan().push(text);
}
