declare const PACKAGE_ROOT: string;

/** URL of the repository's root, written in when the benchmark is compiled. */
export const packageRoot: string = PACKAGE_ROOT;

/** What users install: the root entry, copied from `dist` so that a build during a run changes nothing. */
export const builtEntry: string = new URL('package/index.js', import.meta.url).href;

/** The root entry of another build, given by `--against`. */
export const otherEntry: string = new URL('against/index.js', import.meta.url).href;
