/** The ways a request can travel: Cloudflare's account API, or one of the two forms of the gateway host. */
export type EndpointName = 'rest' | 'compat' | 'native';
