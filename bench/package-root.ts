declare const PACKAGE_ROOT: string;

/** URL of the repository's root, inserted when the benchmark is compiled. */
export const packageRoot: string = PACKAGE_ROOT;

/** The root entry that users install, copied from `dist` so that a build during a run does not affect it. */
export const builtEntry: string = new URL('package/index.js', import.meta.url).href;

/** The root entry of another build, given by `--against`. */
export const otherEntry: string = new URL('against/index.js', import.meta.url).href;
