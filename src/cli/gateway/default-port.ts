/** Where `gateway` listens unless told otherwise. */
export const defaultPort = 8787;
export const defaultOrigin: string = `http://127.0.0.1:${defaultPort}`;
