/** How many results are kept: programs name a model in each call, but its ids may also be endless. */
const MOST = 200;

/** A function that keeps its results by its arguments, ids and plain words. What it throws is not kept. */
export function kept<ARGS extends readonly string[], RESULT>(
  make: (...args: ARGS) => RESULT,
): (...args: ARGS) => RESULT {
  const results = new Map<string, RESULT>();
  return (...args) => {
    const key = args.map(String).join(' ');
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = make(...args);
    if (results.size >= MOST) results.clear();
    results.set(key, result);
    return result;
  };
}
