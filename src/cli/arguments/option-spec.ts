/** One option of the command line, as data: the parser and the help are made of it. */
export interface OptionSpec {
  /** Without the dashes. */
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  /** `flag`: there or not. `text`: one value, the last one counts. `list`: may be repeated. */
  readonly kind: 'flag' | 'text' | 'list';
  /** What the value is, for the help: `<id>`. */
  readonly value?: string;
  readonly help: string;
}
