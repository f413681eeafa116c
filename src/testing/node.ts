export type { LocalServer } from './node/listen.ts';
export { type ServeOptions, serveLocalGateway } from './node/serve-gateway.ts';
export {
  type MiniflareModule,
  serveLocalBinding,
  serveLocalWorker,
  type WorkerOptions,
} from './node/serve-worker.ts';
