// Only a file in this folder resolves module names to the packages installed here.

/** Imports a module of a peer. */
export const load = name => import(name);

/** The URL of a module of a peer. */
export const resolve = name => import.meta.resolve(name);
