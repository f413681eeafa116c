/** The members of a type: a new one does not compile without a row. */
export type Names<OPTIONS> = { readonly [NAME in keyof Required<OPTIONS>]: true };

/**
 * Refuses members that nothing reads, so that a misspelt script does not pass for what it was meant to be.
 * @param where what the members belong to
 * @param example a valid one
 */
export function checkNames(
  where: string,
  value: object,
  names: Readonly<Record<string, true>>,
  example: string,
): void {
  const stranger = Object.keys(value).find(name => !Object.hasOwn(names, name));
  if (stranger === undefined) return;
  const known = Object.keys(names).join(', ');
  throw new Error(`${where}: unknown member "${stranger}". Known: ${known}. Example: ${example}`);
}
