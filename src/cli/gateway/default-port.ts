/** Where `gateway` listens by default. */
export const defaultPort = 8787;
export const defaultOrigin: string = `http://127.0.0.1:${defaultPort}`;
