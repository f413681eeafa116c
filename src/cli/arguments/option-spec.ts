/** One command-line option, as data: the parser and the help text are built from it. */
export interface OptionSpec {
  /** Without the dashes. */
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  /** `flag`: present or absent. `text`: one value; the last one wins. `list`: repeatable. */
  readonly kind: 'flag' | 'text' | 'list';
  /** Placeholder for the value in the help text: `<id>`. */
  readonly value?: string;
  readonly help: string;
}
