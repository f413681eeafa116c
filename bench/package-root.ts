declare const PACKAGE_ROOT: string;

/** URL of the repository's root, written in when the benchmark is compiled. */
export const packageRoot: string = PACKAGE_ROOT;

/** What users install: the built root entry. */
export const builtEntry: string = new URL('dist/index.js', packageRoot).href;
