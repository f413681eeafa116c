import { packageRoot } from '../package-root.ts';

interface Loader {
  readonly load: (name: string) => Promise<unknown>;
  readonly resolve: (name: string) => string;
}

/** A module of a peer. The peers have a folder of their own, out of reach of the compiler. */
export async function peerModules(): Promise<Loader> {
  return (await import(new URL('bench/peers/load.mjs', packageRoot).href)) as Loader;
}
