import { packageRoot } from '../package-root.ts';

interface Loader {
  readonly load: (name: string) => Promise<unknown>;
  readonly resolve: (name: string) => string;
}

/** Loads a module of a peer. Peers have their own folder, which the compiler cannot resolve. */
export async function peerModules(): Promise<Loader> {
  return (await import(new URL('bench/peers/load.mjs', packageRoot).href)) as Loader;
}
