import { words } from '../wire/fields.ts';

/** What is known about a family of models. */
export interface Family<TRAIT extends string = never> {
  /** The reasoning efforts that it accepts, in the order of its line. */
  readonly efforts: string;
  readonly has: (trait: TRAIT) => boolean;
  /** All words of its line. */
  readonly traits: readonly string[];
}

/**
 * A table of families, each a line: patterns of what a model's name is, up to its end or a `-`, then its efforts and other
 * traits. The first line that fits decides. Vendor segments, tags and case of an id are ignored.
 *
 *     const familyOf = families<'strict' | 'plain'>([
 *       'gpt-oss: low medium high strict',
 *       'kimi-k2 llama-4: plain',
 *     ]);
 *     familyOf('openai/gpt-oss-120b').efforts; // 'low medium high'
 * @param otherwise the traits of any other model
 */
export function families<TRAIT extends string = never>(
  lines: readonly string[],
  otherwise = '',
): (model: string) => Family<TRAIT> {
  // Built at the first look-up.
  let rows: readonly (readonly [RegExp, readonly string[]])[] | undefined;
  return model => {
    rows ??= lines.map(line => {
      const [names = '', traits = ''] = line.split(': ');
      return [new RegExp(`^(?:${names.replaceAll(' ', '|')})(?:-|$)`), words(traits)];
    });
    const name = model.toLowerCase().replace(/^.*\/|:.*/g, '');
    const traits = rows.find(([pattern]) => pattern.test(name))?.[1] ?? words(otherwise);
    const efforts = traits.filter(trait => /^(?:none|default|minimal|low|medium|x?high|max)$/.test(trait));
    return { efforts: efforts.join(' '), has: trait => traits.includes(trait), traits };
  };
}
