/**
 * The offered tool that a model means by a name: with blanks or channel markup around it (`w<|channel|>commentary`), in
 * a namespace (`functions.w`, `default_api:w`), or with the number of the call (`functions.w:0`).
 */
export function offeredTool(name: string, tools: readonly string[]): string | undefined {
  const [, recipient] = /(?:^|\s)to=([\w.:-]+)/.exec(name) ?? [];
  const plain = (recipient ?? name.split('<|', 1)[0] ?? '').trim().split(/\s/, 1)[0] ?? '';
  const unnumbered = plain.replace(/:\d+$/, '');
  const inner = unnumbered.slice(Math.max(...['.', ':', '/'].map(mark => unnumbered.lastIndexOf(mark))) + 1);
  return [name, name.trim(), plain, unnumbered, inner].find(candidate => tools.includes(candidate));
}
