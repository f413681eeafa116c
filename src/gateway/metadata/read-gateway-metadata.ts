import type { CloudflareProviderMetadata } from './cloudflare-provider-metadata.ts';
import { readDLPVerdict } from './read-dlp-verdict.ts';

/** The facts that travel in headers; the others are known here or stand in the body. */
type HeaderFacts = Omit<
  CloudflareProviderMetadata,
  'endpoint' | 'gatewayId' | 'keySource' | 'trace' | 'usage' | 'warnings'
>;

/** Every fact has its header: a missing row is a compile error. */
type HeaderTable = {
  readonly [KEY in keyof Required<HeaderFacts>]: readonly [
    header: string,
    parse: (value: string) => HeaderFacts[KEY] | undefined,
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

const rows = Object.entries(headerTable);

/** The facts that the response headers state, with lower-case header names; an absent header is an absent key. */
export function readGatewayMetadata(
  headers: Readonly<Record<string, string>> | undefined,
): CloudflareProviderMetadata {
  const facts: Record<string, unknown> = {};
  for (const [key, [header, parse]] of rows) {
    const value = headers?.[header]?.trim();
    const parsed = value === undefined || value === '' ? undefined : parse(value);
    if (parsed !== undefined) facts[key] = parsed;
  }
  return facts;
}

function count(value: string): number | undefined {
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
