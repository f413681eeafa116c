import { checkNames, type Names } from '../check-names.ts';
import type { GatewaySettings, LocalGatewayOptions } from '../local-gateway-options.ts';

const options: Names<LocalGatewayOptions> = {
  accountId: true,
  tokens: true,
  gateways: true,
  chunkDelayMs: true,
  strict: true,
  dynamicRoutesOnRest: true,
  promptCacheMinTokens: true,
  batchPolls: true,
  logDelayMs: true,
  maxRecords: true,
  now: true,
};

const settings: Names<GatewaySettings> = {
  authentication: true,
  cacheTtl: true,
  storedKeys: true,
  unifiedBilling: true,
  requireProviderCredentials: true,
  rateLimit: true,
  retries: true,
  collectLogs: true,
  guardrails: true,
  dlp: true,
  routes: true,
  customProviders: true,
};

/** Refuses options of a local gateway that nothing reads. */
export function checkOptions(given: LocalGatewayOptions): void {
  const example = 'createLocalGateway({ gateways: { shop: { cacheTtl: 3600 } } })';
  checkNames('createLocalGateway', given, options, example);
  for (const [id, gateway] of Object.entries(given.gateways ?? {}))
    checkNames(`createLocalGateway: gateways.${id}`, gateway, settings, example);
}
