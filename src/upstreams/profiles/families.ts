/** A family of models, by a pattern on the last segment of the id; the first that matches counts. */
export type Families<FAMILY> = readonly (readonly [RegExp, FAMILY])[];

/** The family of a model id without its prefix: vendor segments, tags and letter case do not matter. */
export function familyOf<FAMILY>(families: Families<FAMILY>, model: string, otherwise: FAMILY): FAMILY {
  const name = model.toLowerCase().split('/').at(-1)?.replace(/:.*$/, '') ?? '';
  return families.find(([pattern]) => pattern.test(name))?.[1] ?? otherwise;
}
