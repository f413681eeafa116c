/** What a published type says of a value; optional members are not told from others, since any may be missing. */
export type AnswerShape =
  | 'string'
  | 'number'
  | 'boolean'
  /** Any JSON. */
  | 'json'
  /** One of these values. */
  | { readonly is: readonly (string | number)[] }
  | { readonly list: AnswerShape }
  | { readonly of: Readonly<Record<string, AnswerShape>> }
  | { readonly any: readonly AnswerShape[] };

/** What `npm run contracts:answers` writes: the answers that the types of vendors' packages allow. */
export interface PublishedAnswers {
  readonly packages: Readonly<Record<string, string>>;
  readonly answers: readonly {
    readonly name: string;
    readonly model: string;
    readonly whole: AnswerShape;
    readonly chunk?: AnswerShape;
  }[];
}
