// Module names mean what is installed in this folder only to a file of this folder.

/** Imports a module of a peer. */
export const load = name => import(name);

/** Where a module of a peer is. */
export const resolve = name => import.meta.resolve(name);
