/**
 * An object of the runtime that is only made when somebody asks for more of it than what is known.
 * @param known what needs no such object
 */
export function madeOnDemand<OBJECT extends object>(
  prototype: OBJECT,
  known: Partial<OBJECT>,
  make: () => OBJECT,
): OBJECT {
  let made: OBJECT | undefined;
  // Made of the same prototype, so that `instanceof` says what it says of the object.
  const target: OBJECT = Object.create(prototype);
  return new Proxy(target, {
    get(_, key) {
      if (Object.hasOwn(known, key)) return Reflect.get(known, key);
      // Nothing else belongs to it, though it is asked for: by promises for `then`.
      if (!(key in prototype)) return undefined;
      made ??= make();
      const value: unknown = Reflect.get(made, key, made);
      return typeof value === 'function' ? value.bind(made) : value;
    },
  });
}
