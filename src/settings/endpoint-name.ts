/** The ways a request can travel: Cloudflare's account API, two forms of the gateway host, or a Worker's binding. */
export type EndpointName = 'rest' | 'compat' | 'native' | 'binding';
