export type { EndpointName } from '../settings/endpoint-name.ts';
