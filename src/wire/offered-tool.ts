/**
 * The offered tool that a model means by a name: with quotes, blanks or markup around it (`w<|channel|>commentary`), as
 * a recipient (`to=w`), in a namespace (`functions.w`, `default_api:w`), or with the number of the call (`functions.w:0`).
 */
export function offeredTool(name: string, tools: readonly string[]): string | undefined {
  const [, recipient] = /\bto=([\w.:-]+)/.exec(name) ?? [];
  const plain = recipient ?? /\w[\w.:/-]*/.exec(name)?.[0] ?? '';
  const unnumbered = plain.replace(/:\d*$/, '');
  const inner = unnumbered.slice(Math.max(...['.', ':', '/'].map(mark => unnumbered.lastIndexOf(mark))) + 1);
  return [name, plain, unnumbered, inner].find(candidate => tools.includes(candidate));
}
