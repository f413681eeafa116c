import { readDLPVerdict } from './dlp-verdict.ts';
import type { CloudflareProviderMetadata } from './provider-metadata.ts';

/** The members that travel in headers; the others are known here or stand in the body. */
type HeaderMetadata = Omit<
  CloudflareProviderMetadata,
  'endpoint' | 'gatewayId' | 'keySource' | 'customCost' | 'trace' | 'usage' | 'warnings'
>;

/** Every member has its header: a missing row is a compile error. */
type HeaderTable = {
  readonly [KEY in keyof Required<HeaderMetadata>]: readonly [
    header: string,
    parse: (value: string) => HeaderMetadata[KEY] | undefined,
  ];
};

const text = (value: string): string => value;

/** @see https://developers.cloudflare.com/ai-gateway/ and the page named at each member of the type */
const headerTable: HeaderTable = {
  logId: ['cf-aig-log-id', text],
  requestId: ['cf-aig-request-id', text],
  eventId: ['cf-aig-event-id', text],
  cacheStatus: ['cf-aig-cache-status', text],
  step: ['cf-aig-step', count],
  model: ['cf-aig-model', text],
  provider: ['cf-aig-provider', text],
  runId: ['cf-aig-run-id', text],
  routedModel: ['cf-aig-routed-model', text],
  routingReason: ['cf-aig-routing-reason', text],
  routingDecisionId: ['cf-aig-routing-decision-id', text],
  dlp: ['cf-aig-dlp', readDLPVerdict],
  rayId: ['cf-ray', text],
};

const rows = /* @__PURE__ */ Object.entries(headerTable);

/** What the response headers report about a call; an absent header is an absent key. */
export function readGatewayMetadata(
  header: (name: string) => string | null | undefined,
): CloudflareProviderMetadata {
  const metadata: Record<string, unknown> = {};
  for (const [key, [name, parse]] of rows) {
    const value = header(name)?.trim();
    const parsed = value ? parse(value) : undefined;
    if (parsed !== undefined) metadata[key] = parsed;
  }
  return metadata;
}

function count(value: string): number | undefined {
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
